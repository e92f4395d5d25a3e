"""Samples at the desk: set by the office, and how far each judge lies from the values held right."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from certifications.actions import calibration, disagreements
from certifications.comparability import Drift
from certifications.judging_forms import SampleForm
from certifications.models import Application, CalibrationCase, Stage
from certifications.permissions import runs_round
from certifications.states import RoundState
from certifications.viewsets.round_verbs import WholeRoundView
from home.desk.views import DeskObjectView, DeskPage
from organizations.models import User


class AddSampleForm(SampleForm):
    """A sample with the values held right."""

    title = forms.CharField(label=_("title of the sample"), max_length=120)
    text = forms.CharField(label=_("what the judges read"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}))


class AddSampleView(WholeRoundView):
    label, states, verb_form = _("Add a sample case"), calibration.MAY_GET_SAMPLES, AddSampleForm
    explanation = _(
        "All judges score the samples before the first application, and see how far they lie from the values that you hold "
        "right. Samples never enter a result."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        if not super().may(user, record):
            return False
        stage = record.stage_to_score()
        return stage is not None and not calibration.has_begun(stage)

    def get_form_kwargs(self) -> dict[str, Any]:
        data = self.request.POST if self.request.method == "POST" else None
        return {"data": data, "rubric": self.record.stage_to_score().rubric}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        calibration.add(self.record, title=data["title"], text=data["text"], references=form.values(), by=self.request.user)


@dataclass(frozen=True)
class StagePart:
    """What is to be said of one stage under way: who lies where from its samples, which cases lie apart."""

    stage: Stage
    samples: list[CalibrationCase]
    drifts: list[tuple[User, Drift]]
    waiting: list[User]
    apart: list[tuple[Application, Decimal]]
    talking: set[Application]


class ComparisonView(DeskPage, DeskObjectView, TemplateView):
    """While the round is judged: who lies far from the samples, and which cases need to be talked about or another judge."""

    template_name = "certifications/desk/comparison.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.record.state != RoundState.JUDGING or not runs_round(request.user, self.record):
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(_("Samples and disagreements"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stages = Stage.objects.filter(round=self.record).scored().open().select_related("round__program", "rubric_version")
        return super().get_context_data(**kwargs) | {"parts": [part_of(stage) for stage in stages]}


def part_of(stage: Stage) -> StagePart:
    """The part of the page about one stage."""
    judges = {str(member.judge.public_id): member.judge for member in stage.seats().select_related("judge")}
    samples = list(stage.samples.standing())
    return StagePart(
        stage,
        samples,
        [(judges[row.judge], row) for row in calibration.drifts(stage) if row.judge in judges],
        [judge for judge in judges.values() if stage.samples.waiting_for(judge).exists()],
        disagreements.apart(stage),
        set(Application.objects.filter(discussions__in=stage.discussions.open())),
    )


VERBS: dict[str, Any] = {"add_sample": AddSampleView}
