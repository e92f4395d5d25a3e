"""The clock of a case out of its records: when it came, when the applicant was asked and answered, when it was over."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from certifications.models import Application, CorrectionRequest
from certifications.processing_time import Pause, ProcessingTime, reckon
from certifications.states import ApplicationState, CorrectionState, RoundState
from home import business_days, clock
from home.business_days import ClosingDays
from home.models import CitySettings

RUNNING = (ApplicationState.SUBMITTED, ApplicationState.CORRECTION, ApplicationState.IN_REVIEW)
# What whoever lists many cases prefetches, so that each clock asks nothing more.
NEEDED = ("correction_requests__history",)
BACK = frozenset({"correction.answer", "correction.close"})
# A request that the office took back stopped nothing: the days of its mistake are the office's.
NO_PAUSE = frozenset({CorrectionState.CANCELLED})


def closing_days() -> ClosingDays:
    """The days on which this city's offices are closed besides weekends and holidays."""
    text = CitySettings.objects.order_by("pk").values_list("closing_days", flat=True).first()
    return business_days.closing_days(CitySettings._meta.get_field("closing_days").default if text is None else text)


def with_closing_days(applications: QuerySet[Any]) -> QuerySet[Any]:
    """The same cases, each with the text of the city's closing days as `closing_days`."""
    default = CitySettings._meta.get_field("closing_days").default
    own = Subquery(CitySettings.objects.order_by("pk").values("closing_days")[:1])
    return applications.annotate(closing_days=Coalesce(own, Value(default)))


def clock_of(application: Application, closed: ClosingDays | None = None) -> ProcessingTime | None:
    """The case's clock; none for what is not with the office, or was called off. `closed` saves a question for each of many."""
    standard = application.round.standard_days
    ended = _ended(application)
    runs = application.state in RUNNING and application.round.state != RoundState.CANCELLED
    if application.submitted_at is None or not standard or not (runs or ended):
        return None
    return reckon(
        application.received_on or _day(application.submitted_at),  # on paper: arrival (行政手続法6条)
        standard=standard,
        today=clock.today(),
        pauses=[_pause(request) for request in application.correction_requests.all() if request.state not in NO_PAUSE],
        closed=closing_days() if closed is None else closed,
        ended=ended,
    )


def at_risk(applications: Iterable[Application]) -> Sequence[tuple[Application, ProcessingTime]]:
    """Of these cases the ones with little or no time left, the most pressing first."""
    closed = closing_days()
    clocks = [(application, clock_of(application, closed)) for application in applications]
    found = [(application, each) for application, each in clocks if each is not None and each.at_risk]
    return sorted(found, key=lambda pair: (-pair[1].over, pair[1].left, pair[0].pk))


def _day(at: datetime) -> date:
    return at.astimezone(clock.TOKYO).date()


def _ended(application: Application) -> date | None:
    """The day of the announcement, once it has come."""
    if application.state != ApplicationState.DECIDED or application.round.released_at is None:
        return None
    return _day(application.round.released_at)


def _pause(request: CorrectionRequest) -> Pause:
    back: list[Any] = [event.at for event in request.history.all() if event.action in BACK]
    return Pause(_day(request.asked_at), _day(min(back)) if back else None)
