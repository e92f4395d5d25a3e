"""What the office can do with a stage."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from certifications import stage_progress
from certifications.actions import judging, promotions, stages
from certifications.models import StageEntry
from certifications.permissions import is_secretariat, runs_round
from certifications.refusals import Refusal
from certifications.stage_states import EntryState, StageState
from certifications.states import MAY_BE_ASSIGNED, RoundState, StageKind
from certifications.viewsets.forms import ReasonForm, SeenForm
from certifications.viewsets.stage_forms import ChooseForm, EntryForm, SetUpForm
from home.desk.verbs import DeskVerbView
from home.versions import StaleRecord

UNDER_JUDGMENT = frozenset({RoundState.PUBLISHED, RoundState.JUDGING})


class StageVerbView(DeskVerbView):
    """A verb on all cases of a stage at once: not for somebody from whom one case of the round is kept."""

    refusals: tuple[type[Exception], ...] = (Refusal, StaleRecord)
    states: frozenset[str] = frozenset()

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        if record.kind == StageKind.SCREENING or record.state not in cls.states:
            return False
        return record.round.state in UNDER_JUDGMENT and runs_round(user, record.round)


class OpenView(StageVerbView):
    label, states = _("Open the stage"), frozenset({StageState.WAITING})
    explanation = _("The cases that came through the stages before stand in it. Its judges get a letter.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        in_time = record.round.state == RoundState.JUDGING or not record.is_scored
        return in_time and super().may(user, record)

    def act(self, form: Any) -> None:
        stages.open_stage(self.record, by=self.request.user)


class CloseView(StageVerbView):
    label, states = _("Close the stage"), frozenset({StageState.OPEN})
    explanation = _("From now on no sheet of this stage changes; its ranking is kept with everything it was computed from.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and record != record.round.last_scored_stage()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = stage_progress.missing(self.record)
        words = ""
        if waiting:
            text = ngettext(
                "Still missing in %(count)d case: %(cases)s", "Still missing in %(count)d cases: %(cases)s", len(waiting)
            )
            words = text % {"count": len(waiting), "cases": gettext(", ").join(str(case.receipt_number) for case in waiting)}
        context = super().get_context_data(**kwargs)
        return context | ({"explanation": words} if words else {})

    def act(self, form: Any) -> None:
        stages.close_stage(self.record, by=self.request.user)


class ReopenStageView(StageVerbView):
    label, states, verb_form = _("Open the stage again"), frozenset({StageState.CLOSED}), ReasonForm
    explanation = _("What was said of who goes on is taken back. A later stage in which nothing was written waits again.")

    def act(self, form: Any) -> None:
        stages.reopen_stage(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


class PromoteView(StageVerbView):
    label, states, verb_form = _("Say who goes on"), frozenset({StageState.CLOSED}), SeenForm
    explanation = _(
        "The table shows what the rule of the stage does; nothing is written yet. Cases with equal points at the edge, and "
        "cases without points, are left for you to decide by hand, with a reason. No applicant learns of it before the release."
    )
    template_name = "certifications/desk/promote.html"

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.selects and super().may(user, record) and record.entries.undecided().exists()

    @cached_property
    def found(self) -> list[promotions.Prospect]:
        return promotions.preview(self.record)

    def get_initial(self) -> dict[str, Any]:
        return {"seen_as": promotions.seen(self.found)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.record.result_runs.defer("inputs", "outputs").first() if self.record.is_scored else None
        return super().get_context_data(**kwargs) | {"prospects": self.found, "run": run}

    def act(self, form: Any) -> None:
        counts = promotions.promote(self.record, seen_as=form.cleaned_data["seen_as"], by=self.request.user)
        if counts["left"]:
            text = ngettext(
                "%(count)d case is left to be decided by hand.", "%(count)d cases are left to be decided by hand.", counts["left"]
            )
            messages.warning(self.request, text % {"count": counts["left"]})


class ChooseView(StageVerbView):
    label, states, verb_form = _("Decide one case by hand"), frozenset({StageState.CLOSED}), ChooseForm
    explanation = _("The reason is kept with the case. The applicant learns nothing of it before the release.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.selects and super().may(user, record) and record.entries.undecided().exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        entries = StageEntry.objects.undecided().filter(stage=self.record).select_related("application__subject")
        return super().get_form_kwargs() | {"entries": entries}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        promotions.decide(data["entry"], goes_on=data["goes_on"], reason=data["reason"], by=self.request.user)


class TakeBackView(StageVerbView):
    label, states, verb_form = _("Take back what was said of a case"), frozenset({StageState.CLOSED}), EntryForm
    explanation = _("The case stands in the stage again until it is said anew whether it goes on.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.selects and super().may(user, record) and record.entries.exclude(state=EntryState.IN).exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        entries = StageEntry.objects.present().filter(stage=self.record).exclude(state=EntryState.IN)
        return super().get_form_kwargs() | {"entries": entries.select_related("application__subject")}

    def act(self, form: Any) -> None:
        promotions.take_back(form.cleaned_data["entry"], reason=form.cleaned_data["reason"], by=self.request.user)


class SpreadStageView(StageVerbView):
    label, states = _("Assign judges"), frozenset({StageState.WAITING, StageState.OPEN})
    explanation = _("Every case of the stage gets its judges, the least loaded first; whoever has a conflict is passed over.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.is_scored and record.round.state in MAY_BE_ASSIGNED and super().may(user, record)

    def act(self, form: Any) -> None:
        judging.spread(self.record.round, stage=self.record, by=self.request.user)


class SetUpView(DeskVerbView):
    label, verb_form = _("Set up the stage"), SetUpForm
    refusals: tuple[type[Exception], ...] = (Refusal, StaleRecord)
    explanation = _(
        "Criteria, rules and what judges see are frozen when the stage begins; then only the day for the sheets moves."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        running = record.round.state in {RoundState.PREPARING, *UNDER_JUDGMENT}
        return running and record.state != StageState.CLOSED and is_secretariat(user, record.round.program)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stage": self.record}

    def act(self, form: Any) -> None:
        stages.set_up(self.record, by=self.request.user, **form.cleaned_data)


VERBS: dict[str, Any] = {
    "open": OpenView,
    "close": CloseView,
    "promote": PromoteView,
    "choose": ChooseView,
    "spread": SpreadStageView,
    "set_up": SetUpView,
    "take_back": TakeBackView,
    "reopen": ReopenStageView,
}
