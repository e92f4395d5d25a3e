"""The news as an Atom feed, one per language."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.addresses import language_path, page_address
from home.clock import TOKYO
from home.models import CitySettings, NewsPage


class NewsFeed(Feed):
    """The newest thirty pieces of news in the language of the address."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        return f"{CitySettings.for_request(request).name} {_('News')}"

    def link(self) -> str:
        return language_path("")

    def subtitle(self) -> str:
        return str(_("What is new in the city's industry programs"))

    def items(self, request: HttpRequest) -> Iterable[NewsPage]:
        language = get_language()
        return NewsPage.objects.live().public().filter(locale__language_code=language).order_by("-date", "-pk")[:30]

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.lead

    def item_link(self, item: NewsPage) -> str:
        return page_address(item)

    def item_guid(self, item: NewsPage) -> str:
        return page_address(item)

    def item_pubdate(self, item: NewsPage) -> datetime:
        return datetime.combine(item.date, time(9), TOKYO)

    def item_updateddate(self, item: NewsPage) -> datetime:
        return item.last_published_at or self.item_pubdate(item)
