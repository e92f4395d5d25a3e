"""The release of a round with its preview, and the minutes in which it can be called back."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from certifications.actions import releases
from certifications.approval_steps import recall_minutes
from certifications.permissions import releases_round
from certifications.viewsets.forms import ReasonForm
from certifications.viewsets.round_verbs import RoundVerbView
from home import clock


class ReleaseForm(forms.Form):
    """The approver says once more that the preview was read; the hidden field says which."""

    seen_as = forms.CharField(widget=forms.HiddenInput())
    seen = forms.BooleanField(label=_("I have looked at the results, letters, certificates and public pages below."))


class ReleaseView(RoundVerbView):
    label, states, verb_form = _("Release the result"), frozenset({"deciding"}), ReleaseForm
    explanation = _("In one step applicants learn their results, certificates come to be, and the register shows them.")
    template_name = "certifications/desk/release.html"

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and releases_round(user, record)

    @cached_property
    def found(self) -> list[releases.Foreseen]:
        """Read once: the hidden field is about the very letters of the page."""
        return releases.preview(self.record, by=self.request.user)

    def get_initial(self) -> dict[str, Any]:
        return {"seen_as": releases.seen(self.found)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        obstacles = [str(obstacle()) for obstacle in releases.obstacles(self.record)]
        letters = sum(len(each.letters) for each in self.found)
        extra = {"rows": self.found, "obstacles": obstacles, "letters": letters, "minutes": recall_minutes(self.record.rules)}
        return super().get_context_data(**kwargs) | extra

    def act(self, form: Any) -> None:
        releases.release(self.record, seen_as=form.cleaned_data["seen_as"], by=self.request.user)


class RecallView(RoundVerbView):
    label, states, verb_form = _("Call the release back"), frozenset({"released"}), ReasonForm
    explanation = _(
        "No letter has left yet. Results are sealed again, certificates become void, and the register shows nothing of them. "
        "The numbers of the void certificates are not given again."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        until = releases.recalled_until(record)
        return record.state in cls.states and until is not None and clock.now() < until and releases_round(user, record)

    def act(self, form: Any) -> None:
        releases.recall(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


VERBS: dict[str, Any] = {"release": ReleaseView, "recall": RecallView}
