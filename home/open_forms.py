"""Forms that anybody may send without an account: guarded by a trap and a signed hour, without asking a third party."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from home import clock

SOONEST = timedelta(seconds=3)  # nobody reads the page and writes in less
LATEST = timedelta(hours=12)
SALT = "home.open_forms"


class OpenForm(forms.Form):
    """Subclasses add what is asked. `about` ties the page to one thing: a page opened once cannot be sent to all others.

    Programs that fill every field fall into the trap; those that send at once come too soon. Whoever is refused by mistake
    is told, keeps what was typed and may send again.
    """

    homepage = forms.CharField(
        label=_("Please leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.initial["opened"] = self.stamp()

    def stamp(self) -> str:
        """The hour at which the page was opened, signed."""
        return Signer(salt=SALT).sign(f"{self.about} {int(clock.now().timestamp())}")

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise ValidationError(_("Please leave this field empty: it is there to stop programs."))
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        age = self._age(cleaned.get("opened", ""))
        if age is None or age > LATEST:
            self._again()
            raise ValidationError(_("The page has been open for too long. Nothing is lost: please send it once more."))
        if age < SOONEST:
            self._again()
            raise ValidationError(_("That was very quick. Please look over what you have written and send it once more."))
        return cleaned

    def _age(self, stamp: str) -> timedelta | None:
        try:
            about, _space, opened = Signer(salt=SALT).unsign(stamp).rpartition(" ")
        except BadSignature:
            return None
        return timedelta(seconds=clock.now().timestamp() - int(opened)) if about == self.about else None

    def _again(self) -> None:
        """The page that shows what is wrong is one that was opened now."""
        said: Any = self.data
        said = said.copy()
        said[self.add_prefix("opened")] = self.stamp()
        self.data = said
