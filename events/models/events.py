"""Events: plain records that only actions change. Pages carry the editors' texts and name their event."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models.venues import Venue
from events.querysets import EventQuerySet
from events.states import ACCENTS, EVENT_MOVES, EventKind, EventMode, EventState, PartyRole
from home import dates
from home.languages import Localized
from home.models import History, Stateful


class Event(Stateful):  # type: ignore[django-manager-missing]  # pages have Wagtail's manager, which the stubs do not know
    """Something that happens at a time. Its calendar identity (`uid`) never changes; `sequence` counts what did."""

    MOVES = EVENT_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=80, unique=True, help_text=_("The last part of its address."))
    uid = models.CharField(max_length=120, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind)
    program = models.SlugField(
        _("program"), max_length=40, blank=True, help_text=_("The code of the program that the event belongs to, if any.")
    )
    title_ja = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title (English)"), max_length=160, blank=True)
    title_zh = models.CharField(_("title (Chinese)"), max_length=160, blank=True)
    summary_ja = models.TextField(_("summary"), max_length=600, blank=True)
    summary_en = models.TextField(_("summary (English)"), max_length=900, blank=True)
    summary_zh = models.TextField(_("summary (Chinese)"), max_length=600, blank=True)
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True, validators=[MinValueValidator(1)])
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    former_starts_at = models.DateTimeField(_("first planned for"), null=True, blank=True, editable=False)
    mode = models.CharField(_("mode"), max_length=10, choices=EventMode, default=EventMode.ONSITE)
    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("venue")
    )
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True, validators=[MinValueValidator(1)])
    fee_yen = models.PositiveIntegerField(_("fee (yen)"), default=0)
    payee = models.ForeignKey(
        "payments.Payee", on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("payee")
    )
    state = models.CharField(_("state"), max_length=12, choices=EventState, default=EventState.SCHEDULED, editable=False)
    notice_ja = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    notice_en = models.CharField(_("reason (English)"), max_length=400, blank=True, editable=False)
    notice_zh = models.CharField(_("reason (Chinese)"), max_length=300, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    announced_at = models.DateTimeField(_("public from"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("changed"), editable=False)

    title = Localized("title")
    summary = Localized("summary")
    notice = Localized("notice")
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["starts_at", "ends_at"], name="event_time"),
            models.Index(fields=["kind", "starts_at"], name="event_kind_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_times",
                violation_error_message=_("The event ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
                name="event_capacity",
                violation_error_message=_("A capacity is at least one person; leave it empty if there is no limit."),
            ),
            models.CheckConstraint(
                condition=Q(state=EventState.SCHEDULED) | ~Q(notice_ja=""),
                name="event_change_has_reason",
                violation_error_message=_("Please say why."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def accent(self) -> str:
        """The name of its kind's color."""
        return ACCENTS[EventKind(self.kind)]

    @property
    def first_day(self) -> date:
        return _day(self.starts_at)

    @property
    def last_day(self) -> date:
        return _day(self.ends_at - timedelta(microseconds=1))  # one that ends at midnight does not touch the next day

    @property
    def when(self) -> str:
        """2026年11月21日(土) 10:00–17:00; with both days when it ends on another one."""
        language = get_language() or "ja"
        begins, ends = dates.moment(self.starts_at, language), dates.local(self.ends_at)
        if self.first_day == self.last_day:
            return f"{begins}–{ends:%H:%M}"
        return f"{begins} – {dates.moment(ends, language)}"

    @property
    def where(self) -> str:
        """The venue's name; without one, how the event is held."""
        return str(self.venue) if self.venue else str(self.get_mode_display())

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED

    @property
    def is_postponed(self) -> bool:
        return self.state == EventState.POSTPONED

    @property
    def has_opened_registration(self) -> bool:
        """Whether people can register, or could; asks the terms."""
        terms = getattr(self, "terms", None)
        return terms is not None and terms.opened_at is not None

    @property
    def has_moved(self) -> bool:
        """It takes place on another day than the one that was first announced."""
        return self.state == EventState.SCHEDULED and self.former_starts_at not in {None, self.starts_at}

    def is_public(self, now: datetime) -> bool:
        """Whether the public knows of it at this instant."""
        return self.announced_at is not None and self.announced_at <= now

    def parties_by_role(self) -> list[tuple[str, list[str]]]:
        """Who holds it: label and names for each role that is taken; asks `parties` once."""
        taken: dict[str, list[str]] = {}
        for party in self.parties.all():
            taken.setdefault(party.role, []).append(str(party.name))
        return [(str(role.label), taken[role]) for role in PartyRole if role in taken]


class EventParty(models.Model):
    """Who hosts, supports or runs an event: an organization we know, or a name."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(_("role"), max_length=12, choices=PartyRole)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="event_parts"
    )
    name_ja = models.CharField(_("name"), max_length=120, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    own_name = Localized("name")

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | ~Q(name_ja=""),
                name="event_party_has_name",
                violation_error_message=_("Please name the organization."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"

    @property
    def name(self) -> Any:
        """The organization's name, else the one written here."""
        return self.organization.name if self.organization else self.own_name


WHAT_HAPPENED = {
    "events.draft": _("drafted"),
    "events.update": _("changed"),
    "events.announce": _("announced"),
    "events.reschedule": _("moved to another day"),
    "events.postpone": _("postponed"),
    "events.cancel": _("cancelled"),
}


class EventHistory(History):
    """What happened to an event before it happened."""

    record = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="history")

    @property
    def title(self) -> str:
        """What was done, in words."""
        return str(WHAT_HAPPENED.get(self.action, self.action))


def _day(moment: datetime) -> date:
    here = dates.local(moment)
    return here.date() if isinstance(here, datetime) else here
