"""Follows the links of published pages: which there are, those on this site by the database, those outside by asking."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site
from wagtail.permissions import page_permission_policy

from home import clock, outside_links, page_links
from home.models import LinkKind, LinkResult, PageLink
from home.page_links import FoundLink

AT_ONCE = 20  # addresses outside in one go, each of another host
AGENT = "Mozilla/5.0 (compatible; Tsunagi link check; +%s)"


def links_of(page: Any, own_hosts: frozenset[str]) -> list[FoundLink]:
    """Every link in the words of a page (rich texts, alone and in blocks), each once."""
    found: list[FoundLink] = []
    for html in _rich_texts(page):
        found += page_links.links_in(html, own_hosts)
    return list(dict.fromkeys(found))


def _rich_texts(page: Any) -> Iterator[str]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = field.value_from_object(page)
            yield from _in_block(value.stream_block, value)
        elif isinstance(field, RichTextField):
            yield field.value_from_object(page)


def _in_block(block: Any, value: Any) -> Iterator[str]:
    """The rich texts in a block's value, however deep."""
    if value is None:
        return
    if isinstance(block, blocks.RichTextBlock):
        yield value.source
    elif isinstance(block, blocks.StructBlock):
        for name, inner in block.child_blocks.items():
            yield from _in_block(inner, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for each in value:
            yield from _in_block(block.child_block, each)
    elif isinstance(block, blocks.StreamBlock):
        for each in value:
            yield from _in_block(each.block, each.value)


def own_hosts() -> frozenset[str]:
    """Under which names this site stands."""
    names = {urlsplit(settings.PUBLIC_URL).hostname or "", *Site.objects.values_list("hostname", flat=True)}
    return frozenset(name.lower() for name in names if name)


def collect_all() -> int:
    """Goes through all published pages; rows of pages that are not published any more go. Says how many links there are."""
    PageLink.objects.exclude(page__in=Page.objects.live()).delete()
    hosts = own_hosts()
    return sum(collect(page, hosts) for page in Page.objects.live().specific().order_by("pk").iterator(chunk_size=100))


@transaction.atomic
def collect(page: Any, hosts: frozenset[str]) -> int:
    """Brings the rows of a page up to date and follows its links on this site; those outside wait for their turn."""
    links = {_digest(link): link for link in links_of(page, hosts)}
    rows = {row.digest: row for row in PageLink.objects.filter(page=page)}
    PageLink.objects.filter(page=page).exclude(digest__in=links).delete()
    fresh = [
        PageLink(page_id=page.pk, kind=link.kind, target=link.target, text=link.text, digest=digest)
        for digest, link in links.items()
        if digest not in rows
    ]
    PageLink.objects.bulk_create(fresh, ignore_conflicts=True)
    for row in PageLink.objects.filter(page=page).exclude(kind=LinkKind.OUTSIDE):
        _note(PageLink.objects.filter(pk=row.pk), _followed(row), None)
    return len(links)


def _digest(link: FoundLink) -> str:
    return hashlib.sha256("\n".join((link.kind, link.target, link.text)).encode()).hexdigest()


def _note(rows: Any, result: str, status: int | None) -> None:
    """What was found. Another result than before has been seen by nobody."""
    rows.exclude(result=result).update(seen_by=None, seen_at=None)
    failures = F("failures") + 1 if result == LinkResult.FAILED else 0
    rows.update(result=result, status=status, failures=failures, checked_at=clock.now())


def _followed(row: PageLink) -> str:
    """Where a link that stays on this site leads."""
    if row.kind == LinkKind.ADDRESS:
        return LinkResult.OK if _is_there(row.target) else LinkResult.GONE
    if not row.target.isdecimal():
        return LinkResult.GONE
    if row.kind == LinkKind.DOCUMENT:
        return LinkResult.OK if get_document_model().objects.filter(pk=row.target).exists() else LinkResult.GONE
    live = Page.objects.filter(pk=row.target).values_list("live", flat=True).first()
    return {None: LinkResult.GONE, False: LinkResult.UNPUBLISHED, True: LinkResult.OK}[live]


def _is_there(path: str) -> bool:
    """Whether an address is known to the site: a page of its tree, a redirect, or a view. No view is called."""
    if Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists():
        return True
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            match = resolve(path)
        except Resolver404:
            return False
        if match.url_name != "wagtail_serve":
            return True
        request = HttpRequest()
        request.path = path
        request.META = {"SERVER_NAME": urlsplit(settings.PUBLIC_URL).hostname or "", "SERVER_PORT": "80"}
        return Page.route_for_request(request, match.args[0] if match.args else match.kwargs.get("path", "")) is not None


def ask_due(ask: Callable[..., tuple[str, int | None]] = outside_links.ask) -> int:
    """Asks addresses outside that are due, one of each host and not many at once; says how many.

    The sample city asks nobody, and addresses under names that nobody can own are never asked.
    """
    if settings.DEMO:
        return 0
    agent = AGENT % settings.PUBLIC_URL
    due = _due()
    for url in due:
        result, status = ask(url, agent=agent)
        with transaction.atomic():
            _note(PageLink.objects.filter(kind=LinkKind.OUTSIDE, target=url), result, status)
    return len(due)


def _due() -> list[str]:
    """The next addresses, the longest unasked first."""
    found: dict[str, str] = {}
    for url in PageLink.objects.to_ask(clock.now()).values_list("target", flat=True).iterator():
        if not outside_links.is_reserved(url):
            found.setdefault((urlsplit(url).hostname or "").lower(), url)
        if len(found) == AT_ONCE:
            break
    return list(found.values())


@transaction.atomic
def see(link: PageLink, *, by: Any) -> None:
    """Somebody has looked at it and leaves it so; another result shows it anew. A second time changes nothing."""
    held = PageLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if not page_permission_policy.user_has_permission_for_instance(by, "change", held.page):
        raise PermissionDenied
    if held.seen_at is None:
        held.seen_by, held.seen_at = by, clock.now()
        held.save(update_fields=["seen_by", "seen_at"])
