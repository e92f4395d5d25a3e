"""What the office says in a draft of a decision: outcome, level, and reasons, by criterion where the case fell short."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications import reasoning
from certifications.models import Application, Decision, Level
from certifications.states import Outcome
from home.forms import offer

PREFIX = "reason-"


class DecisionForm(forms.Form):
    """Outcome, level, reasons. A new draft begins with the judges' words for the applicant and the rubric's for what is short.

    What is missing is named by the action when the draft is handed on; here only what can never be right is refused.
    """

    outcome = forms.ChoiceField(label=_("result of the case"), choices=Outcome.choices, widget=forms.RadioSelect)
    level = forms.ModelChoiceField(label=_("level"), queryset=Level.objects.none(), required=False)
    reasons = forms.CharField(
        label=_("reasons for the applicant"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "The applicant reads this. A refusal needs reasons: here, or for each criterion below in which the case fell short."
        ),
    )
    public_comment = forms.CharField(label=_("comment to publish"), required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(
        self,
        *args: Any,
        application: Application,
        outcomes: Iterable[str],
        judged: Sequence[reasoning.Judged] = (),
        **kwargs: Any,
    ) -> None:
        decision: Decision | None = getattr(application, "decision", None)
        kwargs["initial"] = _begin_with(application, decision, judged) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        offer(self, "level", application.round.program.levels.all())
        offer(self, "outcome", [row for row in Outcome.choices if row[0] in outcomes])
        kept = {row["code"]: row["text"] for row in decision.criterion_reasons} if decision else None
        self.short = [each for each in judged if each.mark.falls_short or each.criterion.code in (kept or {})]
        for each in self.short:
            code = each.criterion.code
            self.fields[PREFIX + code] = forms.CharField(
                label=_("reason: %(criterion)s") % {"criterion": each.criterion.label},
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_said(each),
                initial=reasoning.standard(each) if kept is None else kept.get(code, ""),
            )
        if not self.short:
            self.fields["reasons"].help_text = _("The applicant reads this. A refusal needs reasons.")
        between = [PREFIX + each.criterion.code for each in self.short]
        self.order_fields(["outcome", "level", "reasons", *between, "public_comment"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        said = [name for name in ("reasons", *self._criteria()) if data.get(name, "").strip()]
        if data.get("outcome") == Outcome.CERTIFIED and not data.get("level"):
            self.add_error("level", _("Please choose the level."))
        if data.get("outcome") == Outcome.NOT_CERTIFIED and not said:
            self.add_error("reasons", _("Please write the reasons: a refusal cannot be proposed without them."))
        if data.get("outcome") == Outcome.INELIGIBLE and "reasons" not in said:
            self.add_error("reasons", _("Please write the reasons: a refusal cannot be proposed without them."))
        if data.get("outcome") == Outcome.NOT_CERTIFIED:
            for name in set(self._criteria()) - set(said):
                self.add_error(name, _("The case fell short here. Please say why, for the applicant."))
        return data

    def _criteria(self) -> list[str]:
        return [PREFIX + each.criterion.code for each in self.short if each.mark.falls_short]

    def facts(self) -> dict[str, Any]:
        """What the draft is made of."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ("outcome", "level", "reasons", "public_comment")}
        texts = {each.criterion.code: data[PREFIX + each.criterion.code] for each in self.short}
        return facts | {"criterion_reasons": {} if data["outcome"] == Outcome.CERTIFIED else texts}


def _begin_with(application: Application, decision: Decision | None, judged: Sequence[reasoning.Judged]) -> dict[str, Any]:
    """Judges' words only where their scores may be read: `judged` is empty before the lock."""
    if decision is None:
        return {"reasons": reasoning.from_comments(application)} if judged else {}
    return {name: getattr(decision, name) for name in ("outcome", "level", "reasons", "public_comment")}


def _said(each: reasoning.Judged) -> str:
    mark = each.mark
    words = gettext("The judges' mean is %(mean)s on the scale from %(low)s to %(high)s; %(bar)s is asked for.")
    return words % {"mean": mark.rounded, "low": mark.low, "high": mark.high, "bar": mark.bar.normalize()}
