"""The register's pages: one list with filters, and one page per entry."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from brands.models import companies, comparisons, portraits
from brands.models.entries import Entry
from brands.models.facets import Facets, Vocabulary, facets_of, found_by, past_day, tally_of
from brands.search import Wish, read_day
from brands.tallies import Tally
from home import addresses, clock, freshness
from home.highlights import Band, Highlight
from home.models import SectionPage

PER_PAGE = 24


class RegisterPage(RoutablePageMixin, SectionPage):
    """The register of everything that was certified or awarded."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "brands/register_page.html"

    class Meta:
        verbose_name = _("register")

    @classmethod
    def paths(cls) -> dict[str, str]:
        """Where the register stands in each language."""
        pages = cls.objects.live().select_related("locale")
        found = {page.locale.language_code: page.get_url_parts() for page in pages}
        return {language: parts[2] for language, parts in found.items() if parts and parts[2]}

    def highlights(self, limit: int) -> Sequence[Highlight]:
        """What was certified last and is valid."""
        entries = Entry.objects.public().for_cards().with_status(clock.today()).filter(status="valid").newest()[:limit]
        base = self.address
        return [
            Highlight(
                title=entry.shown_name.text,
                url=f"{base}{entry.slug}/",
                kind=str(entry.certificate.program.short_name),
                date=entry.certificate.issued_on,
                picture=entry.first_picture,
                text=entry.tagline,
                accent=entry.certificate.program.accent,
                band=Band.NEWEST,
            )
            for entry in entries
        ]

    @path("")
    def list_entries(self, request: HttpRequest) -> HttpResponse:
        """The list, filtered as the address says. Counts are kept until the register changes."""
        known = freshness.tokens_for(request)
        vocabulary = self.vocabulary(known)
        asked = Wish.read(request.GET)
        wish = vocabulary.known(asked)
        facets = self.facets(wish, vocabulary, known)
        page_obj = Paginator(range(facets.total), PER_PAGE).get_page(request.GET.get("page"))
        keys = self.keys(wish, page_obj, known)
        self.translate_address(request, wish.address)
        own = "&".join(part for part in (wish.without("view").address, f"page={page_obj.number}" * (page_obj.number > 1)) if part)
        return self.render(
            request,
            context_overrides={
                "wish": wish,
                "vocabulary": vocabulary,
                "facets": facets,
                "page_obj": page_obj,
                "keys": keys,
                "crumbs": self.breadcrumbs(),
                "today": clock.today(),
                "day_refused": bool(request.GET.get("on", "").strip()) and not wish.on and asked.on != clock.today().isoformat(),
                "canonical_url": f"{settings.PUBLIC_URL}{request.path}{'?' if own else ''}{own}",
            },
        )

    @path("compare/")
    def compare_entries(self, request: HttpRequest) -> HttpResponse:
        """Up to four entries side by side: ?e=one&e=other."""
        comparison = comparisons.of(request.GET.getlist("e"), request.GET.get("q", ""), self.address)
        self.translate_address(request, comparison.address)
        crumbs = [*self.breadcrumbs(), {"title": self.title, "url": self.address}]
        context = {"comparison": comparison, "crumbs": crumbs}
        return self.render(request, context_overrides=context, template="brands/comparison.html")

    @path("companies/<uuid:public_id>/")
    def show_company(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        """All that a company has in the register, kept until the register changes."""
        name = f"company:{get_language()}:{clock.today()}:{public_id}"
        sources = ["register", "programs", "pages"]
        company = freshness.kept(name, sources, freshness.tokens_for(request), lambda: companies.of(self, public_id))
        if company is None:
            raise Http404
        crumbs = [*self.breadcrumbs(), {"title": self.title, "url": self.address}]
        return self.render(request, context_overrides={"company": company, "crumbs": crumbs}, template="brands/company.html")

    @path("<slug:slug>/")
    def show_entry(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One entry, kept until the register changes; with ?on= also what it was on that day."""
        name = f"entry:{get_language()}:{clock.today()}:{slug}"
        sources = ["register", "programs", "pages"]
        portrait = freshness.kept(name, sources, freshness.tokens_for(request), lambda: portraits.of(self, slug))
        if portrait is None:
            raise Http404
        day = past_day(read_day(request.GET.get("on", "")))
        then = portraits.then(slug, day) if day else None
        return self.render(request, context_overrides={"portrait": portrait, "then": then}, template="brands/entry.html")

    def vocabulary(self, known: dict[str, str]) -> Vocabulary:
        """What the filters are called in the active language."""
        return freshness.kept(f"vocabulary:{get_language()}", ["register", "programs"], known, Vocabulary.read)

    def facets(self, wish: Wish, vocabulary: Vocabulary, known: dict[str, str]) -> Facets:
        """The counts, from a tally that all combinations of filters share."""
        today = clock.today()

        def make() -> Facets:
            return facets_of(wish, vocabulary, tally_of(wish.q, wish.day) if wish.q else whole(), whole)

        def whole() -> Tally:
            return freshness.kept(f"tally:{wish.on or today}:{today}", ["register"], known, lambda: tally_of("", wish.day))

        return freshness.kept(f"facets:{get_language()}:{today}:{wish.mark}", ["register", "programs"], known, make)

    def keys(self, wish: Wish, page_obj: Any, known: dict[str, str]) -> list[int]:
        """The keys of the entries on one page of the list, in order."""

        def make() -> list[int]:
            entries = found_by(wish)
            ordered = entries.named_first(wish.q) if wish.q else entries.newest()
            return list(ordered.values_list("pk", flat=True)[page_obj.start_index() - 1 : page_obj.end_index()])

        name = f"keys:{clock.today()}:{wish.mark}:{page_obj.number}"
        return freshness.kept(name, ["register"], known, make) if page_obj.paginator.count else []

    def translate_address(self, request: HttpRequest, query: str) -> None:
        """The language switch keeps what was asked."""
        if query:
            request.alternates = [  # type: ignore[attr-defined]
                replace(each, path=f"{each.path}?{query}") if each.exact else each for each in addresses.alternates(request, self)
            ]
