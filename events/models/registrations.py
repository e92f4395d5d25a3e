"""Registrations: who comes to an event, or would like to. Personal data: never on a page, in the search or in a feed."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.events import Event
from events.models.terms import Quota, answered, worded
from events.registration_querysets import RegistrationQuerySet
from events.registration_states import OVER, REGISTRATION_MOVES, TONES, RegistrationState
from home.models import History, Stateful


class Registration(Stateful):
    """One person's registration, with the seats she needs. One person, one place: see the constraint.

    Names, address, organization and answers go after the retention period; state, seats and times stay to be counted.
    """

    MOVES = REGISTRATION_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("event"))
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("seats"))
    state = models.CharField(_("state"), max_length=12, choices=RegistrationState)
    seats = models.PositiveSmallIntegerField(_("number of seats"), default=1)
    name = models.CharField(pgettext_lazy("registration", "name"), max_length=160, blank=True)
    kana = models.CharField(_("name in kana"), max_length=160, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    organization_name = models.CharField(_("organization"), max_length=240, blank=True)
    invoice_name = models.CharField(_("name on the invoice"), max_length=160, blank=True)
    order = models.OneToOneField(
        "payments.Order", on_delete=models.PROTECT, null=True, blank=True, related_name="registration", verbose_name=_("order")
    )
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    remark = models.CharField(_("remark of the office"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10)
    by_office = models.BooleanField(_("entered by the office"), default=False)
    registered_at = models.DateTimeField(_("registered on"))
    waits_since = models.DateTimeField(_("in line since"), null=True, blank=True)
    turn = models.PositiveIntegerField(default=0)  # among those who wait since the same moment: the order of a draw
    lot = models.PositiveIntegerField(_("lot"), null=True, blank=True)
    offer_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminder sent"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("names deleted"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-registered_at", "-pk"]
        indexes = [models.Index(fields=["quota", "state", "waits_since"], name="registration_line")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~Q(state__in=OVER) & ~Q(email=""),
                name="registration_once_per_address",
                violation_error_message=_("Somebody has registered for this event with this address already."),
            ),
            models.UniqueConstraint(fields=["event", "lot"], name="registration_lot_once"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="registration_has_seats"),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(waits_since__isnull=False), name="registration_waiting_since"
            ),
            models.CheckConstraint(condition=~Q(state="offered") | Q(offer_until__isnull=False), name="registration_offer_ends"),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) & ~Q(name="")
                | Q(forgotten_at__isnull=False, name="", kana="", email="", organization_name="", remark="", invoice_name=""),
                name="registration_named_or_forgotten",
            ),
            models.CheckConstraint(condition=~Q(state="paying") | Q(order__isnull=False), name="registration_paying_has_order"),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def reference(self) -> str:
        """How letters and logs name this registration."""
        return f"registration:{self.public_id}"

    @property
    def who(self) -> str:
        """The person's name; that it has been deleted, after the retention period."""
        return self.name or str(_("deleted after the retention period"))

    @property
    def tone(self) -> str:
        """How its state is colored."""
        return TONES[self.state]

    @property
    def answer_words(self) -> str:
        """The questions with their answers, one a line; asks the event's terms."""
        rows = ((each, answered(each, self.answers.get(each["key"]))) for each in self.event.terms.questions)
        return "\n".join(f"{worded(question['words'])}: {words}" for question, words in rows if words)

    @property
    def consent_words(self) -> str:
        """What the person agrees to, one a line: the words where they stand in the terms still, else purpose and version."""
        known = {(each["purpose"], each["version"]): worded(each["words"]) for each in self.event.terms.consents}
        given = [each for each in self.consents.all() if each.withdrawn_at is None]
        return "\n".join(known.get((each.purpose, each.version), str(each)) for each in given)

    @property
    def payment(self) -> str:
        """The order of her seats and how it stands, in words; empty when nothing is to be paid."""
        return f"{self.order}: {self.order.get_state_display()}" if self.order else ""

    @property
    def keeps_fee(self) -> bool:
        """She has cancelled, and what she paid is not paid back."""
        return self.is_over and self.order is not None and self.order.state == "paid" and not self.order.is_waived

    @property
    def is_over(self) -> bool:
        return self.state in OVER


class RegistrationConsent(models.Model):
    """What a person has agreed to, purpose by purpose, and in which version of the words."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="consents")
    purpose = models.SlugField(max_length=40)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["registration", "purpose"], name="consent_once_per_purpose")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class RegistrationHistory(History):
    """What happened to a registration. It carries no word of the person: those are deleted one day, and a history is not."""

    WORDS = {
        "registration.register": _("registered"),
        "registration.wait": _("put on the waiting list"),
        "registration.apply": _("asked for a place"),
        "registration.enter": _("entered by the office"),
        "registration.change": _("changed"),
        "registration.cancel": pgettext_lazy("registration", "cancelled"),
        "registration.offer": _("a place was offered"),
        "registration.take": _("the offered place was taken"),
        "registration.lapse": _("the offer lapsed"),
        "registration.pay": _("paid"),
        "registration.unpay": _("a payment was taken back"),
        "registration.not_paid": _("lapsed: it was not paid in time"),
        "registration.approve": _("a place was given"),
        "registration.decline": pgettext_lazy("registration", "declined"),
        "registration.attend": _("attended"),
        "registration.unattend": _("attendance taken back"),
        "registration.remind": _("reminder sent"),
        "registration.draw": _("drawn by lot"),
        "registration.forget": _("names and answers deleted after the retention period"),
    }

    record = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="history")
