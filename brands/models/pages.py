"""The register's pages: one list with filters, and one page per entry."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from brands.models.entries import Entry
from brands.models.facets import Facets, facets_of, found_by
from brands.search import Wish
from certifications import codes
from home import clock, freshness
from home.highlights import Band, Highlight
from home.models import SectionPage

PER_PAGE = 24
SIMILAR = 3


class RegisterPage(RoutablePageMixin, SectionPage):
    """The register of everything that was certified or awarded."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "brands/register_page.html"

    class Meta:
        verbose_name = _("register")

    def highlights(self, limit: int) -> Sequence[Highlight]:
        entries = Entry.objects.public().for_cards().with_status(clock.today()).filter(status="valid").newest()[:limit]
        return [
            Highlight(
                title=str(entry.certificate.name),
                url=self.entry_url(entry),
                kind=str(entry.certificate.program.short_name),
                date=entry.certificate.issued_on,
                picture=entry.first_picture,
                text=entry.words.tagline if entry.words else "",
                accent=entry.certificate.program.accent,
                band=Band.NEWEST,
            )
            for entry in entries
        ]

    def entry_url(self, entry: Entry) -> str:
        """Where an entry is read in this page's language."""
        return f"{self.get_url()}{entry.slug}/"

    @path("")
    def list_entries(self, request: HttpRequest) -> HttpResponse:
        """The list, filtered as the address says. Facets and the total are kept until the register changes."""
        wish = Wish.read(request.GET)
        known = freshness.tokens()
        name = f"facets:{get_language()}:{clock.today()}:{hashlib.sha256(wish.address.encode()).hexdigest()}"
        facets: Facets = freshness.kept(name, ["register"], known, lambda: facets_of(wish))
        entries = found_by(wish).for_cards().newest()
        paginator = Paginator(entries, PER_PAGE)
        paginator.__dict__["count"] = facets.total
        page_obj = paginator.get_page(request.GET.get("page"))
        return self.render(
            request,
            context_overrides={
                "wish": wish,
                "facets": facets,
                "page_obj": page_obj,
                "cards": [self.card(entry) for entry in page_obj],
                "query_string": wish.address,
            },
        )

    def card(self, entry: Entry) -> dict[str, Any]:
        """What a card shows, as plain values."""
        certificate = entry.certificate
        words = entry.words
        return {
            "entry": entry,
            "title": certificate.name,
            "url": self.entry_url(entry),
            "holder": certificate.holder,
            "text": words.tagline if words else "",
            "picture": entry.first_picture,
            "program": certificate.program,
            "level": certificate.level,
            "year": certificate.fiscal_year,
            "area": certificate.area,
            "status": entry.status,
            "accent": certificate.program.accent,
        }

    @path("<slug:slug>/")
    def show_entry(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One entry."""
        entries = Entry.objects.public().with_status(clock.today()).for_cards()
        related = ("certificate__organization", "certificate__category", "certificate__decision")
        entry = entries.select_related(*related).filter(slug=slug).first()
        if entry is None:
            raise Http404
        certificate = entry.certificate
        near = entries.exclude(pk=entry.pk).filter(certificate__program=certificate.program)
        same_maker = (
            entries.exclude(pk=entry.pk).filter(certificate__organization=certificate.organization).newest()[:SIMILAR]
            if certificate.organization_id
            else []
        )
        similar = near.filter(certificate__category=certificate.category).newest()[:SIMILAR] if certificate.category_id else []
        return self.render(
            request,
            context_overrides={
                "entry": entry,
                "certificate": certificate,
                "words": entry.words,
                "status": entry.status,
                "verification_code": codes.grouped(certificate.code),
                "same_maker": [self.card(other) for other in same_maker],
                "similar": [self.card(other) for other in similar],
            },
            template="brands/entry.html",
        )
