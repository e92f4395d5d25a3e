"""Links that lead nowhere: the report, one of them, and marking it as seen."""

from django.urls import reverse

from home.actions import links
from home.models import PageLink, StandardPage
from tests.journeys.cities import once_in_city
from tests.journeys.sights.sight import Sight


@once_in_city
def broken_link():
    """A published page with a link to nothing."""
    page = StandardPage.objects.live().order_by("pk").first()
    page.body = [*page.body.raw_data, {"type": "text", "value": '<p><a href="/nowhere/">募集要項</a></p>'}]
    page.save_revision().publish()
    links.collect_all()
    return PageLink.objects.broken().get(page=page, target="/nowhere/")


def link_pages(editor):
    key = broken_link().pk
    yield Sight("page-links:index", reverse("page-links:index"), "one found", who=editor)
    yield Sight("page-links:detail", reverse("page-links:detail", args=[key]), who=editor)
    yield Sight("page-links:see", reverse("page-links:see", args=[key]), "verb", who=editor)
