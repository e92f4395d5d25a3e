"""Every link that a visitor of the sample city can follow leads somewhere; no browser is asked."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation

from home.models import HomePage

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]
LINK = re.compile(r'(?:href|src)="([^"]*)"')
BEGINNINGS = ["/", "/en/", "/zh-hans/"]
# So many addresses of each view and language: a calendar has a page for every month, a register one for every set of filters.
OF_EACH = 4
OF_EACH_PAGE = 80  # the editors' pages are all one view
HERE = "http://localhost"


class Walk:
    """A visitor who follows every link once, and remembers where each stood."""

    def __init__(self):
        self.client = Client(headers={"host": "localhost"})
        self.waiting, self.met = deque(), {}
        self.asked, self.wrong, self.files = Counter(), [], set()

    def follow(self, beginnings):
        for path in beginnings:
            self.meet(path, "the beginning")
        while self.waiting:
            path = self.waiting.popleft()
            answer = self.client.get(path)
            if 300 <= answer.status_code < 400:
                self.meet(urljoin(path, answer["Location"]), path)
            elif answer.status_code != 200:
                self.wrong.append((answer.status_code, path, self.met[path]))
            elif answer["Content-Type"].startswith("text/html"):
                self.read(path, answer.content.decode())

    def read(self, path, page):
        for link in map(unescape, LINK.findall(page)):
            if not link or link == "#":
                self.wrong.append(("leads nowhere", link, path))
            elif link.startswith("#"):
                if f'id="{unquote(link[1:])}"' not in page:
                    self.wrong.append(("no such place", link, path))
            elif urlsplit(link).scheme in ("", "http", "https"):
                self.meet(urljoin(f"{HERE}{path}", link), path)

    def meet(self, link, where):
        parts = urlsplit(urldefrag(link).url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if (parts.netloc and parts.netloc != "localhost") or path in self.met:
            return
        self.met[path] = where
        if parts.path.startswith(("/static/", "/media/")):
            self.files.add(parts.path)
            return
        language = parts.path.split("/")[1] if parts.path.startswith(("/en/", "/zh-hans/")) else "ja"
        try:
            with translation.override(language):
                view = resolve(parts.path).view_name
        except Resolver404:
            self.wrong.append(("no such address", path, where))
            return
        self.asked[view, language] += 1
        if self.asked[view, language] <= (OF_EACH_PAGE if view == "wagtail_serve" else OF_EACH):
            self.waiting.append(path)


def is_there(path):
    """Whether a style, a script or a picture of a page exists."""
    kind, _slash, name = unquote(path).removeprefix("/").partition("/")
    return bool(finders.find(name)) if kind == "static" else default_storage.exists(name)


def test_every_link_of_the_public_pages_leads_somewhere(city):
    walk = Walk()

    walk.follow(BEGINNINGS)

    assert walk.wrong == []
    assert [path for path in sorted(walk.files) if not is_there(path)] == []
    assert {language for _view, language in walk.asked} == {"ja", "en", "zh-hans"}
    assert len(walk.asked) > 50, "the walk came to few kinds of pages"
    assert HomePage.objects.count() == len(BEGINNINGS)
