"""The desk chooses which seats of the round judge a stage."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certifications.actions import stage_panels
from certifications.models import PanelMember, Stage
from certifications.permissions import is_secretariat
from certifications.refusals import Refusal
from certifications.stage_states import StageState
from certifications.states import MAY_BE_SEATED
from home.desk.verbs import DeskVerbView
from home.forms import offer


class SeatsField(forms.ModelMultipleChoiceField):
    """Seats by the names of their judges."""

    def label_from_instance(self, member: Any) -> str:
        return f"{member.judge} ({_('chair')})" if member.chair else str(member.judge)


class PanelForm(forms.Form):
    """Who of the round's panel judges this stage."""

    members = SeatsField(
        label=_("judges of this stage"),
        queryset=PanelMember.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("A stage needs somebody to judge it. Please choose at least one seat.")},
    )

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        panel = PanelMember.objects.filter(round=stage.round_id).select_related("judge").order_by("judge__name_kana", "pk")
        offer(self, "members", panel)
        self.fields["members"].initial = list(stage.seats().values_list("pk", flat=True))


class SetPanelView(DeskVerbView):
    """A verb of the stage."""

    label, verb_form = _("Choose the judges of this stage"), PanelForm
    refusals: tuple[type[Exception], ...] = (Refusal,)
    explanation = _(
        "Everybody on the panel of the round judges every stage, unless you choose here. Who is not chosen gets no case, no hour "
        "and no invitation of this stage."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        judged = record.kind not in stage_panels.NOT_JUDGED and record.state != StageState.CLOSED
        seats = record.round.state in MAY_BE_SEATED and record.round.panel.exists()
        return bool(judged and is_secretariat(user, record.round.program) and seats)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stage": self.record}

    def act(self, form: Any) -> None:
        stage_panels.set_panel(self.record, form.cleaned_data["members"], by=self.request.user)


VERBS: dict[str, Any] = {"set_panel": SetPanelView}
