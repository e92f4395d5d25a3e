"""Inquiries: somebody without an account asks the maker of a certified thing, and what came of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.languages import suffix
from home.models import History, Stateful
from matching import inquiry_words
from matching.inquiry_querysets import InquiryQuerySet
from matching.states import INQUIRY_MOVES, InquiryState

ACTION_WORDS = {
    "inquiry.send": _("Sent, waits for the address to be confirmed"),
    "inquiry.confirm": _("Address confirmed, on its way to the maker"),
    "inquiry.answer": _("Answered"),
    "inquiry.write": _("The asker wrote again"),
    "inquiry.close": _("Closed by the maker"),
    "inquiry.end": _("Ended by the asker"),
    "inquiry.say_outcome": _("What came of it was said"),
    "inquiry.show_office": _("Shown to the office"),
    "inquiry.remind": _("The maker was reminded"),
    "inquiry.lapse": _("Never confirmed"),
    "inquiry.idle": _("Closed, as nothing had happened for long"),
    "inquiry.empty": _("Names and words deleted after the retention period"),
}


class Inquiry(Stateful):
    """One question to the holder of a certificate. Names and words go after the retention period; what is counted stays."""

    MOVES = INQUIRY_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certificate = models.ForeignKey(
        "certifications.Certificate", on_delete=models.PROTECT, related_name="inquiries", verbose_name=_("entry")
    )
    state = models.CharField(_("state"), max_length=12, choices=InquiryState, default=InquiryState.UNCONFIRMED)
    topic = models.CharField(_("what it is about"), max_length=inquiry_words.LONGEST)
    name = models.CharField(_("name"), max_length=160, blank=True)
    organization_name = models.CharField(_("organization"), max_length=240, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=10)
    asked_at = models.DateTimeField(_("asked"))
    reached_at = models.DateTimeField(_("reached the maker"), null=True, blank=True)
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True)
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    shown_at = models.DateTimeField(_("shown to the office"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last changed"))
    outcome = models.CharField(_("what came of it"), max_length=inquiry_words.LONGEST, blank=True)
    amount = models.PositiveBigIntegerField(_("amount in yen"), null=True, blank=True)
    outcome_at = models.DateTimeField(_("outcome said"), null=True, blank=True)
    emptied_at = models.DateTimeField(_("names and words deleted"), null=True, blank=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=True) & ~Q(name="") & ~Q(email="")
                | Q(emptied_at__isnull=False, name="", email="", organization_name=""),
                name="inquiry_has_sender_or_is_emptied",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "lapsed"]) | Q(reached_at__isnull=False), name="inquiry_reached_has_time"
            ),
            models.CheckConstraint(condition=~Q(state="open") | Q(waits_since__isnull=False), name="inquiry_open_waits_since"),
            models.CheckConstraint(condition=~Q(state="closed") | Q(closed_at__isnull=False), name="inquiry_closed_has_time"),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at__isnull=True, amount__isnull=True)
                | (~Q(outcome="") & Q(outcome_at__isnull=False)),
                name="inquiry_outcome_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate.number} {self.asked_at:%Y-%m-%d}"

    @property
    def reference(self) -> str:
        """How letters and logs name this inquiry."""
        return f"inquiry:{self.public_id}"

    @property
    def about(self) -> str:
        """What is asked about, as it is called in the active language."""
        return str(self.certificate.name)

    @property
    def holder(self) -> str:
        """Who is asked."""
        return str(self.certificate.holder)

    @property
    def topic_words(self) -> str:
        """The topic in the active language."""
        return inquiry_words.words("topics", self.topic, suffix())

    @property
    def outcome_words(self) -> str:
        """What came of it in the active language; empty while nobody has said."""
        return inquiry_words.words("outcomes", self.outcome, suffix()) if self.outcome else ""

    @property
    def sender(self) -> str:
        """Who asks, with the organization; that it has been deleted, after the retention period."""
        if self.emptied_at:
            return str(_("deleted after the retention period"))
        return f"{self.name} ({self.organization_name})" if self.organization_name else self.name


class InquiryMessage(models.Model):
    """One message between the asker and the maker."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="messages")
    from_maker = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.TextField(blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("message of an inquiry")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_maker=True, author__isnull=False) | Q(from_maker=False, author__isnull=True),
                name="inquiry_message_has_author",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.sent_at:%Y-%m-%d %H:%M}"


class InquiryEvent(History):
    """What happened to an inquiry. It carries no word of the asker: those are deleted one day, and a history is not."""

    WORDS = ACTION_WORDS

    record = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="history")

    class Meta(History.Meta):
        verbose_name = _("event of an inquiry")
