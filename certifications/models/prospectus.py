"""What the public reads about a program: this round's plan, the rubric, the levels, and what was certified so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certifications.models.certificates import Certificate
from certifications.models.programs import Level, Program
from certifications.models.rounds import Round
from certifications.models.rubrics import Criterion, RubricVersion
from certifications.models.themes import Theme
from certifications.states import RoundState
from events.states import EventState
from home import clock, freshness
from home.addresses import language_path
from home.languages import suffix
from home.schedules import Phase, Schedule, draw


@dataclass(frozen=True)
class Weighed:
    """A criterion with its share of the whole, in percent."""

    criterion: Criterion
    share: Decimal


@dataclass(frozen=True)
class Year:
    """What one fiscal year brought, by level."""

    year: int
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Question:
    """A question that is often asked."""

    question: str
    answer: str


@dataclass(frozen=True)
class Prospectus:
    """Everything on a program's page that comes from records. `phase` is open, upcoming, judging, or closed."""

    program: Program
    round: Round | None
    phase: str
    schedule: Schedule | None
    criteria: list[Weighed]
    low: int
    high: int
    levels: list[Level]
    years: list[Year]
    valid: int
    questions: list[Question]
    themes: list[Theme]

    @property
    def certified(self) -> int:
        return sum(year.total for year in self.years)

    @property
    def widest(self) -> int:
        return max((year.total for year in self.years), default=1)

    @property
    def apply_url(self) -> str:
        return reverse("certifications:apply", args=[self.program.slug])

    @property
    def check_url(self) -> str:
        """The self-check, where there is one; empty otherwise."""
        checks = (
            self.round.rules.get("eligibility") if self.round and self.phase in {"open", "upcoming"} else self.program.eligibility
        )
        return reverse("certifications:eligibility", args=[self.program.slug]) if checks else ""

    @property
    def register_url(self) -> str:
        return language_path(f"brands/?program={self.program.slug}")

    @property
    def criteria_note(self) -> str:
        return words(self.program.criteria_note)

    @property
    def prizes(self) -> bool:
        return any(level.prize_yen or level.quantity for level in self.levels)


def words(texts: Any) -> str:
    """The text of {"ja", "en", "zh"} in the active language, Japanese when it is missing."""
    return str(texts.get(suffix()) or texts.get("ja", "")) if texts else ""


def phase_of(round_: Round | None, now: datetime) -> str:
    """Where a round stands for somebody who thinks of applying."""
    if round_ is None or round_.state in {RoundState.RELEASED, RoundState.CANCELLED, RoundState.PREPARING}:
        return "closed"
    if round_.is_open(now):
        return "open"
    return "upcoming" if round_.state == RoundState.PUBLISHED and now < round_.opens_at else "judging"


def present_round(rounds: Sequence[Round], now: datetime) -> Round | None:
    """The round that matters now: the open one that closes first, else the next, else the one in judging, else the last one."""
    order = {"open": 0, "upcoming": 1, "judging": 2, "closed": 3}
    ranked = sorted(rounds, key=lambda each: (-each.fiscal_year, -each.number))
    ranked.sort(key=lambda each: (order[phase_of(each, now)], each.closes_at if phase_of(each, now) == "open" else now))
    return ranked[0] if ranked else None


def of(program: Program) -> Prospectus:
    """The program's page, kept within the minute: calls open and close on whole minutes, so the button is never late."""
    now = clock.now()
    name = f"prospectus:{program.pk}:{get_language()}:{now:%Y-%m-%dT%H:%M}"
    return freshness.kept(name, ["programs", "register"], freshness.tokens(), lambda: compiled(program, now), seconds=60)


def compiled(program: Program, now: datetime) -> Prospectus:
    """The program's page from the database, by six queries whatever its history."""
    rounds = list(program.rounds.public().select_related("rubric_version", "ceremony").order_by("-fiscal_year", "-number")[:6])
    round_ = present_round(rounds, now)
    phase = phase_of(round_, now)
    levels = list(program.levels.order_by("rank"))
    rubric: RubricVersion | None = round_.rubric_version if round_ else program.rubric_versions.main().first()
    criteria = list(rubric.criteria.order_by("order")) if rubric else []
    whole = sum((criterion.weight for criterion in criteria), Decimal(0))
    return Prospectus(
        program=program,
        round=round_,
        phase=phase,
        schedule=schedule_of(round_, now) if round_ and phase != "closed" else None,
        criteria=[Weighed(each, (each.weight / whole * 100).quantize(Decimal("0.1"))) for each in criteria],
        low=rubric.low if rubric else 1,
        high=rubric.high if rubric else 5,
        levels=levels,
        years=_years(program, levels),
        valid=program.certificates.valid_on(clock.today()).count(),
        questions=[Question(words(row["question"]), words(row["answer"])) for row in program.faq],
        themes=list(round_.themes.offered().with_pictures()) if program.themes and round_ and phase != "closed" else [],
    )


def schedule_of(round_: Round, now: datetime) -> Schedule:
    """The round drawn to scale: call, stages, announcement, and the ceremony once it is announced."""
    phases = [Phase(_("Applications"), _day(round_.opens_at), _day(round_.closes_at))]
    phases += [Phase(str(stage.name), stage.starts_on, stage.ends_on) for stage in round_.stages.order_by("order")]
    announced = _day(round_.announces_at)
    phases.append(Phase(_("Announcement of the result"), announced, announced))
    ceremony = round_.ceremony
    if ceremony and ceremony.is_public(now) and ceremony.state == EventState.SCHEDULED:
        phases.append(Phase(str(ceremony.title), ceremony.first_day, ceremony.last_day))
    return draw(phases, now.astimezone(clock.TOKYO).date())


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.TOKYO).date()


def _years(program: Program, levels: Sequence[Level]) -> list[Year]:
    """What was ever certified by fiscal year and level, newest first. It exists from the release on: nothing is told before."""
    rows = Certificate.objects.ever().filter(program=program).values_list("fiscal_year", "level").annotate(Count("pk")).order_by()
    counts = {(year, level): count for year, level, count in rows}
    years = sorted({year for year, _level in counts}, reverse=True)
    return [Year(year, [counts.get((year, level.pk), 0) for level in levels]) for year in years]


def linked_data(prospectus: Prospectus, address: str) -> dict[str, Any]:
    """The program in schema.org's words."""
    program = prospectus.program
    service: dict[str, Any] = {
        "@type": "GovernmentService",
        "name": program.name,
        "description": program.summary.replace("\n", " "),
        "serviceType": program.attestation,
        "provider": {"@type": "GovernmentOrganization", "name": program.issuer},
        "url": address,
    }
    if prospectus.round and prospectus.phase in {"open", "upcoming"}:
        service["availableChannel"] = {"@type": "ServiceChannel", "serviceUrl": f"{settings.PUBLIC_URL}{prospectus.apply_url}"}
        service["hoursAvailable"] = {
            "@type": "OpeningHoursSpecification",
            "validFrom": prospectus.round.opens_at,
            "validThrough": prospectus.round.closes_at,
        }
    asked = [
        {"@type": "Question", "name": each.question, "acceptedAnswer": {"@type": "Answer", "text": each.answer}}
        for each in prospectus.questions
    ]
    return {"@graph": [service, {"@type": "FAQPage", "mainEntity": asked}] if asked else [service]}
