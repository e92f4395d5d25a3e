"""To whom fees are paid."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from home.languages import Localized
from home.models.history import History
from payments import invoice_number
from payments.querysets import PayeeQuerySet
from payments.states import OFFERED, Method


def validate_invoice_number(value: str) -> None:
    """Refuses a registration number that is not T and 13 digits with the right check digit."""
    if not invoice_number.is_valid(value):
        raise ValidationError(_("Please check the registration number: it is T and 13 digits, and the digits do not match."))


def validate_methods(value: object) -> None:
    """Refuses anything but a list of known ways to pay, each once."""
    if not isinstance(value, list) or any(method not in OFFERED for method in value) or len(set(value)) != len(value):
        raise ValidationError(_("Please choose among the ways to pay."))


class Payee(models.Model):
    """Who receives a fee and signs its invoice: the city, the foundation, an event's executive committee."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_ja = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=160, blank=True)
    registration_number = models.CharField(
        _("registration number for qualified invoices"),
        max_length=14,
        blank=True,
        validators=[validate_invoice_number],
        help_text=_("T and 13 digits. Leave it empty if there is none: invoices then do not carry it."),
    )
    methods = models.JSONField(_("ways to pay"), default=list, blank=True, validators=[validate_methods])
    bank_account = models.TextField(
        _("bank account"), blank=True, max_length=500, help_text=_("As it shall stand on the invoice.")
    )
    write_off_limit = models.PositiveIntegerField(
        _("difference that may be written off (yen)"),
        default=0,
        validators=[MaxValueValidator(2_000)],
        help_text=_("When the payer has taken the bank's fee off the amount. 0: never."),
    )
    first_reminder = models.PositiveSmallIntegerField(
        _("first reminder, days after the date"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("Leave it empty for none. An order of which nothing was paid lapses five days after its date."),
    )
    second_reminder = models.PositiveSmallIntegerField(
        _("second reminder, days after the date"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2), MaxValueValidator(180)],
    )
    row_version = models.PositiveIntegerField(default=1, editable=False)

    name = Localized("name")
    objects = PayeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("payee")
        verbose_name_plural = _("payees")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_reminder__isnull=True)
                | Q(first_reminder__isnull=False, second_reminder__gt=F("first_reminder")),
                name="payee_reminders_in_order",
                violation_error_message=_("The second reminder comes after the first."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def payable_methods(self) -> list[str]:
        """The ways that one can really pay now: cards and shops wait until a provider is connected."""
        return [method for method in self.methods if method == Method.TRANSFER]

    @property
    def method_names(self) -> str:
        """The ways to pay, in words."""
        return ", ".join(str(Method(method).label) for method in self.methods)


class PayeeEvent(History):
    """What was changed about a payee, and by whom."""

    record = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="history")
