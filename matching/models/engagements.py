"""Engagements: a school, an organizer or a delegation asks for a master, a class or a tour; a host is asked, and it is held."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home import clock
from home.models import History, Stateful
from matching.engagement_querysets import EngagementOfferQuerySet, EngagementQuerySet
from matching.engagement_states import (
    ENGAGEMENT_MOVES,
    OFFER_MOVES,
    EngagementKind,
    EngagementState,
    OfferState,
    Origin,
)

ACTION_WORDS = {
    "engagement.send": _("Sent, waits for the address to be confirmed"),
    "engagement.receive": _("Address confirmed, with the office"),
    "engagement.offer": _("Offered to a host"),
    "engagement.accept": _("Accepted by the host"),
    "engagement.refuse": _("Declined by the host"),
    "engagement.take_back": _("Offer taken back"),
    "engagement.confirm": _("Arranged for a day"),
    "engagement.decline": _("Could not be arranged"),
    "engagement.call_off": _("Called off"),
    "engagement.ask_report": _("The host was asked to report"),
    "engagement.report": _("Reported"),
    "engagement.lapse": _("Never confirmed"),
    "engagement.empty": _("Names and words deleted after the retention period"),
}
CERTIFICATE = "certifications.Certificate"


class Engagement(Stateful):
    """One request and what came of it. Names and words go after the retention period; what is counted stays."""

    MOVES = ENGAGEMENT_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=EngagementState, default=EngagementState.UNCONFIRMED)
    kind = models.CharField(_("what is wished for"), max_length=8, choices=EngagementKind)
    origin = models.CharField(_("where who asks comes from"), max_length=10, choices=Origin)
    category = models.ForeignKey(
        "certifications.Category",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("craft or field"),
    )
    area = models.ForeignKey(
        "organizations.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ward")
    )
    wished = models.ForeignKey(
        CERTIFICATE, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who is wished for")
    )
    first_day = models.DateField(_("day wished for"))
    second_day = models.DateField(_("second choice"), null=True, blank=True)
    people = models.PositiveIntegerField(_("how many people"))
    name = models.CharField(_("name"), max_length=160, blank=True)
    organization_name = models.CharField(_("organization"), max_length=240, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True, db_index=True)
    body = models.TextField(_("what it is about"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    asked_at = models.DateTimeField(_("asked"))
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last changed"))
    certificate = models.ForeignKey(
        CERTIFICATE, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements", verbose_name=_("host")
    )
    held_on = models.DateField(_("day"), null=True, blank=True)
    place = models.CharField(_("place and hour"), max_length=240, blank=True)
    report_asked_at = models.DateTimeField(null=True, blank=True)
    attended = models.PositiveIntegerField(_("how many came"), null=True, blank=True)
    report = models.TextField(_("report"), blank=True)
    emptied_at = models.DateTimeField(_("names and words deleted"), null=True, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a master or a tour")
        verbose_name_plural = _("requests for masters and tours")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=True) & ~Q(name="") & ~Q(email="")
                | Q(emptied_at__isnull=False, name="", email="", organization_name="", body=""),
                name="engagement_has_sender_or_is_emptied",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "confirmed", "reported"]) | Q(certificate__isnull=False),
                name="engagement_accepted_has_host",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "reported"]) | Q(held_on__isnull=False), name="engagement_arranged_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="reported") | Q(attended__isnull=False), name="engagement_reported_has_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m-%d} {self.get_kind_display()}"

    @property
    def has_come(self) -> bool:
        """Whether its day (Asia/Tokyo) is today or over."""
        return self.held_on is not None and self.held_on <= clock.today()

    @property
    def reference(self) -> str:
        """How letters and logs name this request."""
        return f"engagement:{self.public_id}"

    @property
    def sender(self) -> str:
        """Who asks; that it has been deleted, after the retention period."""
        if self.emptied_at:
            return str(_("deleted after the retention period"))
        return f"{self.organization_name} {self.name}".strip()

    @property
    def host(self) -> str:
        """Who has accepted; empty before."""
        return str(self.certificate.holder) if self.certificate else ""


class EngagementOffer(Stateful):
    """One host is asked. At most one offer of a request is open, so that nobody says yes in vain."""

    MOVES = OFFER_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="offers")
    certificate = models.ForeignKey(CERTIFICATE, on_delete=models.PROTECT, related_name="offers", verbose_name=_("host"))
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("offered"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = EngagementOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer to a host")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement"], condition=Q(state__in=["open", "accepted"]), name="engagement_offer_open_once"
            ),
            models.UniqueConstraint(fields=["engagement", "certificate"], name="engagement_offer_once_per_host"),
        ]

    def __str__(self) -> str:
        return f"{self.engagement_id} {self.certificate_id}"

    @property
    def is_to_report(self) -> bool:
        """Whether its host can say how it was."""
        asked = self.engagement
        return self.state == OfferState.ACCEPTED and asked.state == EngagementState.CONFIRMED and asked.has_come


class EngagementEvent(History):
    """What happened to a request. It carries no word of who asks."""

    WORDS = ACTION_WORDS

    record = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="history")

    class Meta(History.Meta):
        verbose_name = _("event of a request")


class EngagementOfferEvent(History):
    """What happened to an offer."""

    WORDS = ACTION_WORDS

    record = models.ForeignKey(EngagementOffer, on_delete=models.PROTECT, related_name="history")

    class Meta(History.Meta):
        verbose_name = _("event of an offer")
