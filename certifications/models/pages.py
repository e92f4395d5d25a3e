"""The programs for the public: their list, and the pages that editors write about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.url_routing import RouteResult

from certifications.models import prospectus
from certifications.models.programs import Program
from certifications.models.rounds import Round
from home import clock, freshness
from home.addresses import OWN_NAMES, Alternate, section_paths
from home.highlights import Band, Highlight
from home.models import RecordPage, SectionPage


@dataclass(frozen=True)
class Listed:
    """A program in the list, with the round that matters now."""

    program: Program
    round: Round | None
    phase: str
    url: str


class ProgramIndexPage(RoutablePageMixin, SectionPage):
    """All programs. Each has an address below this page, whether or not an editor wrote a page for it."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["certifications.ProgramPage"]
    max_count_per_parent = 1
    template = "certifications/programs/index.html"

    class Meta:
        verbose_name = _("programs")

    @classmethod
    def paths(cls) -> dict[str, str]:
        """Where the list stands in each language."""

        def ask() -> dict[str, str]:
            pages = cls.objects.live().select_related("locale")
            found = {page.locale.language_code: page.get_url_parts() for page in pages}
            return {language: parts[2] for language, parts in found.items() if parts and parts[2]}

        return freshness.kept("program-paths", ["pages"], freshness.tokens(), ask)

    def programs(self) -> list[Listed]:
        """The programs in their order, by two queries."""
        now = clock.now()
        base = self.address
        by_program: dict[int, list[Round]] = {}
        for round_ in Round.objects.public():
            by_program.setdefault(round_.program_id, []).append(round_)
        listed = []
        for program in Program.objects.all():
            round_ = prospectus.present_round(by_program.get(program.pk, []), now)
            listed.append(Listed(program, round_, prospectus.phase_of(round_, now), f"{base}{program.slug}/"))
        return listed

    def highlights(self, limit: int) -> Sequence[Highlight]:
        """The calls that are open now, the one that closes first on top."""
        base = self.address
        rounds = Round.objects.open(clock.now()).select_related("program").order_by("closes_at", "pk")
        return [
            Highlight(
                title=round_.program.name,
                url=f"{base}{round_.program.slug}/",
                kind=str(round_.program.attestation),
                until=round_.closes_at,
                text=str(round_.program.summary).partition("\n")[0],
                accent=round_.program.accent,
                band=Band.OPEN,
            )
            for round_ in rounds[:limit]
        ]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A published page of an editor first, then the record."""
        page = self.child_at(ProgramPage, path_components, "program")
        return RouteResult(page) if page is not None else super().route(request, path_components)

    @path("")
    def every(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        return self.render(request, context_overrides={"programs": self.programs()})

    @path("<slug:slug>/")
    def record(self, request: HttpRequest, slug: str) -> HttpResponse:
        """A program without a page in this language, from its record."""
        program = get_object_or_404(Program, slug=slug)
        crumbs = [*self.breadcrumbs(), {"title": self.title, "url": self.address}]
        context = program_context(request, program, self.locale.language_code)
        context |= {"crumbs": crumbs, "title": program.name, "lead": program.summary}
        return self.render(request, template="certifications/programs/program.html", context_overrides=context)


class ProgramPage(RecordPage):
    """What an editor writes about a program, once per language. It names its record and carries no fact of it."""

    record_field = "program"

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="pages", verbose_name=_("program"))

    content_panels = [FieldPanel("program"), *RecordPage.content_panels]
    parent_page_types = ["certifications.ProgramIndexPage"]
    template = "certifications/programs/program_page.html"

    class Meta:
        verbose_name = _("program page")
        verbose_name_plural = _("program pages")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "language"],
                name="program_page_once_per_language",
                violation_error_message=_("This program already has a page in this language."),
            )
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = program_context(request, self.program, self.locale.language_code)
        context |= {"crumbs": self.breadcrumbs(), "title": self.title, "lead": self.lead or self.program.summary}
        return super().get_context(request, *args, **kwargs) | context


def program_context(request: HttpRequest, program: Program, language: str) -> dict[str, Any]:
    """What both faces of a program show; also tells the language switch where the program stands in each language."""
    paths = section_paths(request, ProgramIndexPage._meta.label)
    request.alternates = [  # type: ignore[attr-defined]
        Alternate(code, OWN_NAMES.get(code, code), f"{paths[code]}{program.slug}/", code == language, exact=True)
        for code, _name in settings.LANGUAGES
        if code in paths
    ]
    facts = prospectus.of(program)
    address = f"{settings.PUBLIC_URL}{paths.get(language, '')}{program.slug}/"
    return {"program": program, "prospectus": facts, "linked_data": prospectus.linked_data(facts, address)}
