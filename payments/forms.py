"""Forms about payees, orders and payments."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home import clock
from home.forms import DayField, KanaField
from organizations.forms import NumberField
from payments import bank_files, invoice_number, order_codes
from payments.models import Allocation, BankLine, Order, Payee, Refund
from payments.states import OFFERED


class RegistrationNumberField(forms.CharField):
    """Reads what people type: full width, spaces, hyphens, a small t."""

    def to_python(self, value: Any) -> str:
        return invoice_number.normalize(super().to_python(value) or "")


class PayeeForm(forms.ModelForm):
    """A payee with the version that was read."""

    methods = forms.MultipleChoiceField(
        label=_("ways to pay"),
        choices=[(method.value, method.label) for method in OFFERED],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    class Meta:
        model = Payee
        fields = [
            "code",
            "name_ja",
            "name_en",
            "name_zh",
            "registration_number",
            "methods",
            "bank_account",
            "write_off_limit",
            "first_reminder",
            "second_reminder",
        ]
        field_classes = {"registration_number": RegistrationNumberField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["registration_number"].widget.attrs.pop("maxlength", None)
        self.fields["write_off_limit"].required = False
        self.initial["row_version"] = self.instance.row_version if self.instance.pk else 0

    def clean_write_off_limit(self) -> int:
        return self.cleaned_data["write_off_limit"] or 0


MOST_BYTES = 2_000_000
# Why a file of the bank is refused. Nothing of it has been written then.
WHY = {
    "encoding": _("The file is neither UTF-8 nor Shift_JIS. Nothing was written."),
    "cut": _("The file ends in the middle, at line %(line)s. Please fetch it from the bank once more. Nothing was written."),
    "columns": _("The file has no row with the headings day, money received and payer. Nothing was written."),
    "amount": _("Line %(line)s: the amount is no number. Nothing was written."),
    "day": _("Line %(line)s: the day cannot be read. Nothing was written."),
    "future": _("Payment %(line)s lies in the future: is the year right? Nothing was written."),
    "nothing": _("No money came in by this file. Nothing was written."),
    "too_many": _("The file has more than 5,000 payments. Please fetch fewer days at once. Nothing was written."),
    "kind": _("This is a file in the fixed format, but not of transfers received (振込入金通知). Nothing was written."),
    "cancelled": _(
        "Record %(line)s tells of a transfer that the bank has cancelled: a person must look at it. Nothing was written."
    ),
    "sum": _("The number or the sum of the payments is not what the file says at its end. Nothing was written."),
}


class BankListForm(forms.Form):
    """A file of the bank, and into whose account. What was read of it lies in `lines`, the file itself in `content`."""

    payee = forms.ModelChoiceField(Payee.objects.none(), label=_("payee"), help_text=_("Into whose account the money came."))
    file = forms.FileField(
        label=_("file"), help_text=_("CSV from the bank's pages (UTF-8 or Shift_JIS), or the fixed format 振込入金通知.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: list[bank_files.Received] = []
        self.content = b""
        payees = self.fields["payee"]
        payees.queryset = Payee.objects.order_by("code")  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(WHY["too_many"])
        self.content = upload.read()
        try:
            self.lines = bank_files.read(self.content, today=clock.today())
        except bank_files.Unreadable as error:
            raise forms.ValidationError(WHY[error.code] % {"line": error.line or "?"}) from error
        return upload


class OrderCodeField(forms.CharField):
    """An order by its code, typed with or without the hyphen, in any width."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        codes = order_codes.found_in(typed)
        order = Order.objects.select_related("payee").filter(code__in=codes).first() if codes else None
        if order is None:
            raise forms.ValidationError(_("There is no order with this code. Please check it: eight letters and digits."))
        return order


class AllocateForm(forms.Form):
    """For which order a payment is."""

    order = OrderCodeField(label=_("order code"), max_length=20)
    keep_rest = forms.BooleanField(
        label=_("What is too much belongs to this order, too"),
        required=False,
        help_text=_("Tick it for an overpayment. Leave it empty if the rest is for another order."),
    )


class DeallocateForm(forms.Form):
    """Which allocation is taken back, and why."""

    allocation = forms.ModelChoiceField(Allocation.objects.none(), label=pgettext_lazy("payment", "allocation"))
    reason = forms.CharField(label=_("reason"), max_length=300)

    def __init__(self, *args: Any, line: BankLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = line.allocations.in_force().select_related("order")
        self.fields["allocation"].queryset = rows  # type: ignore[attr-defined]
        if len(rows) == 1:
            self.initial.setdefault("allocation", rows[0])


class CancelForm(forms.Form):
    """Why an order is cancelled; the buyer reads it."""

    reason = forms.CharField(label=_("reason"), max_length=300, help_text=_("The buyer reads it in a letter."))


class ReduceForm(forms.Form):
    """By how much each line is cut, and why; the buyer reads the reason."""

    reason = forms.CharField(label=_("reason"), max_length=300, help_text=_("The buyer reads it in a letter."))

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in order.lines.all() if line.amount]
        for line in self.lines:
            words = {"line": line.description, "yen": f"{line.amount:,}", "rate": line.tax_rate}
            self.fields[f"cut_{line.place}"] = NumberField(
                label=_("%(line)s: cut by (yen)") % words,
                min_value=0,
                max_value=line.amount,
                required=False,
                help_text=_("At most %(yen)s yen, as the price is written (%(rate)s%%).") % words,
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def cuts(self) -> dict[int, int]:
        """What the action takes."""
        return {line.place: self.cleaned_data[f"cut_{line.place}"] or 0 for line in self.lines}


class RefundForm(forms.Form):
    """How much is to be paid back, and why."""

    amount = NumberField(label=_("amount (yen)"), min_value=1)
    reason = forms.CharField(label=_("reason"), max_length=300)


class AccountForm(forms.ModelForm):
    """To which account money is paid back."""

    account_number = forms.CharField(
        label=_("account number"), max_length=20, help_text=_("Seven digits; put zeros before a shorter one.")
    )
    holder = KanaField(label=_("account holder in kana"), max_length=160, max_characters=80)

    class Meta:
        model = Refund
        fields = ["bank", "branch", "account_kind", "account_number", "holder"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("bank", "branch"):
            self.fields[name].required = True

    def clean_account_number(self) -> str:
        digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", self.cleaned_data["account_number"]))
        if not re.fullmatch(r"[0-9]{1,7}", digits):
            raise forms.ValidationError(_("An account number has seven digits."))
        return digits.zfill(7)


class SentForm(forms.Form):
    """On which day the bank sent it."""

    day = DayField(label=_("day of value"))


class DeclineRefundForm(forms.Form):
    """Why money is not paid back, or not so."""

    reason = forms.CharField(label=_("reason"), max_length=300)


class ExtendForm(forms.Form):
    """Until when the buyer may pay."""

    day = DayField(label=_("to be paid by"))

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] < clock.today():
            raise forms.ValidationError(_("This day is over."))
        return self.cleaned_data["day"]
