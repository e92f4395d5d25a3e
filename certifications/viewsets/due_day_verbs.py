"""The office reminds a judge of her sheets, or gives her more time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.actions import due_days
from certifications.models import Stage
from certifications.permissions import is_secretariat
from certifications.refusals import Refusal
from certifications.stage_states import StageState
from certifications.states import RoundState
from certifications.viewsets.field_verbs import day_field
from home.desk.verbs import DeskVerbView
from home.forms import offer
from organizations.models import User


def late_judges(stage: Stage) -> Any:
    """Judges who still owe sheets."""
    return User.objects.filter(pk__in=stage.assignments.unfinished().values("judge")).order_by("name_kana")


class RemindForm(forms.Form):
    """Who is reminded."""

    judge = forms.ModelChoiceField(label=_("judge"), queryset=User.objects.none())

    def __init__(self, *args: Any, judges: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "judge", judges)


class MoreTimeForm(RemindForm):
    """Until when, and why."""

    until = day_field(_("new last day"))
    reason = forms.CharField(label=_("reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class JudgeVerbView(DeskVerbView):
    """A verb on one judge of an open stage who still owes sheets."""

    refusals: tuple[type[Exception], ...] = (Refusal,)

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        under_way = record.is_scored and record.state == StageState.OPEN and record.round.state == RoundState.JUDGING
        return under_way and is_secretariat(user, record.round.program) and late_judges(record).exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"judges": late_judges(self.record)}


class RemindView(JudgeVerbView):
    label, verb_form = _("Remind a judge"), RemindForm
    explanation = _(
        "She gets a letter with the number of her open sheets. "
        "Three days before her last day and on the day after it she gets one anyway."
    )

    def act(self, form: Any) -> None:
        due_days.remind(self.record, form.cleaned_data["judge"], by=self.request.user)


class MoreTimeView(JudgeVerbView):
    label, verb_form = _("Give a judge more time"), MoreTimeForm
    explanation = _("She gets a letter with the new day. The reason is kept.")

    def act(self, form: Any) -> None:
        due_days.extend(self.record, **form.cleaned_data, by=self.request.user)


VERBS: dict[str, Any] = {"remind": RemindView, "more_time": MoreTimeView}
