"""What the office can do with a round."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from certifications.actions import bulk_decisions, extensions, judging, results, rounds
from certifications.models import Application, Decision, Round
from certifications.permissions import is_approver, is_secretariat, runs_round
from certifications.refusals import Refusal
from certifications.states import MAY_BE_ASSIGNED, MAY_BE_CANCELLED, MAY_BE_SEATED
from certifications.viewsets.deadline_forms import ExtendForm, ExtendOneForm, ShortenForm
from certifications.viewsets.forms import ReasonForm, SeatForm, SeenForm
from home import clock
from home.desk.verbs import DeskVerbView
from organizations.models import User


class RoundVerbView(DeskVerbView):
    """A verb of the secretariat on a round in certain states."""

    refusals: tuple[type[Exception], ...] = (Refusal,)
    states: frozenset[str] = frozenset()

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and is_secretariat(user, record.program)


class WholeRoundView(RoundVerbView):
    """A verb on all cases at once: not for somebody from whom one of them is kept."""

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and runs_round(user, record)


class PublishView(RoundVerbView):
    label, states = _("Publish the call"), frozenset({"preparing"})
    explanation = _("The public sees the call from now on. Form, criteria, checklist and letters are frozen for this round.")

    def act(self, form: Any) -> None:
        rounds.publish(self.record, by=self.request.user)


class SeatView(RoundVerbView):
    label, states, verb_form = _("Seat a judge"), MAY_BE_SEATED, SeatForm

    def form_valid(self, form: Any) -> Any:
        judge = User.objects.filter(email=form.cleaned_data["email"], is_active=True).first()
        if judge is None:
            form.add_error("email", _("Nobody signs in with this address yet. Please ask the judge to make an account first."))
            return self.form_invalid(form)
        self.judge = judge
        return super().form_valid(form)

    def act(self, form: Any) -> None:
        rounds.seat(self.record, self.judge, chair=form.cleaned_data["chair"], by=self.request.user)


class SpreadView(WholeRoundView):
    label, states = _("Assign judges"), MAY_BE_ASSIGNED
    explanation = _("Every accepted case gets its judges, the least loaded first; whoever has a conflict is passed over.")

    def act(self, form: Any) -> None:
        judging.spread(self.record, by=self.request.user)


class ExtendView(RoundVerbView):
    label, states, verb_form = _("Put the deadline off for all"), frozenset({"published"}), ExtendForm
    explanation = _("Whoever is writing an application gets a letter with the new deadline and the reason that you write.")

    def act(self, form: Any) -> None:
        extensions.grant(self.record, by=self.request.user, **form.cleaned_data)


class ExtendOneView(RoundVerbView):
    label, states, verb_form = _("Give one applicant more time"), frozenset({"published"}), ExtendOneForm
    explanation = _("Only this applicant gets a letter. The log of extensions shows who was given how much time, and why.")

    def get_form_kwargs(self) -> dict[str, Any]:
        drafts = self.record.applications.begun_online()
        related = ("organization", "team", "person")
        free = drafts.without_conflict(self.request.user).select_related(*related).order_by("created_at")
        return super().get_form_kwargs() | {"drafts": free}

    def act(self, form: Any) -> None:
        extensions.grant(self.record, by=self.request.user, **form.cleaned_data)


class ShortenView(RoundVerbView):
    label, states, verb_form = _("Take back time that one applicant was given"), frozenset({"published"}), ShortenForm
    explanation = _(
        "For a slip: the wrong day or the wrong applicant. The applicant gets a letter with the new deadline and the reason, "
        "and keeps at least three days. A deadline that was put off for all stays as it was announced."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and cls._drafts(user, record).exists()

    @staticmethod
    def _drafts(user: Any, record: Any) -> Any:
        longer = record.applications.filter(state="draft").with_own_deadline().filter(own_deadline__gt=record.closes_at)
        return longer.without_conflict(user).select_related("organization", "team", "person").order_by("created_at")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"drafts": self._drafts(self.request.user, self.record)}

    def act(self, form: Any) -> None:
        extensions.shorten(self.record, by=self.request.user, **form.cleaned_data)


class OpenJudgingView(WholeRoundView):
    label, states = _("Open judging"), frozenset({"published"})
    explanation = _("Judges get a letter and can score. Drafts that were not submitted lapse.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and clock.now() >= record.last_deadline()

    def act(self, form: Any) -> None:
        rounds.open_judging(self.record, by=self.request.user)


class LockView(WholeRoundView):
    label, states = _("Lock the scores and rank"), frozenset({"judging"})
    explanation = _("From now on no score changes. The ranking is kept with everything it was computed from.")

    def act(self, form: Any) -> None:
        results.lock_and_rank(self.record, by=self.request.user)


class ReopenView(WholeRoundView):
    label, states, verb_form = _("Reopen scoring"), frozenset({"deciding"}), ReasonForm

    def act(self, form: Any) -> None:
        rounds.reopen_judging(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


class RankForm(forms.Form):
    """So many places per level, and the reasons for the rest. The fields are data."""

    refusal_reasons = forms.CharField(label=_("reasons for those not chosen"), widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = list(round_.program.levels.order_by("rank"))
        for level in self.levels:
            self.fields[level.code] = forms.IntegerField(
                label=_("places: %(level)s") % {"level": level.name}, min_value=0, max_value=500, initial=level.quantity or 0
            )
        self.order_fields([*[level.code for level in self.levels], "refusal_reasons"])


class DraftByRankView(WholeRoundView):
    label, states, verb_form = _("Draft decisions by rank"), bulk_decisions.DECIDING, RankForm
    explanation = _(
        "Drafts only what has no decision yet. Each draft can be changed on its case before it is handed on. "
        "Cases with equal points between which the places end are left for you to decide, and named."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"round_": self.record}

    def act(self, form: Any) -> None:
        places = {level: form.cleaned_data[level.code] for level in form.levels}
        reasons = form.cleaned_data["refusal_reasons"]
        drafted = bulk_decisions.draft_by_rank(self.record, places, refusal_reasons=reasons, by=self.request.user)
        if drafted.tied:
            messages.warning(self.request, ties_in_words(drafted.tied))


def ties_in_words(cases: Sequence[Application]) -> str:
    """The cases that were left because equal points lie across a cut."""
    names = gettext(", ").join(f"{case.receipt_number} {case.subject}" for case in cases)
    words = gettext("Equal points where the places end: no decision was drafted for %(cases)s. Please decide these one by one.")
    return words % {"cases": names}


class ProposeAllView(RoundVerbView):
    label, states = _("Hand all drafts to the approver"), bulk_decisions.DECIDING

    def act(self, form: Any) -> None:
        bulk_decisions.propose_all(self.record, by=self.request.user)


class ApproveAllView(RoundVerbView):
    label, states, verb_form = _("Approve all proposed decisions"), bulk_decisions.DECIDING, SeenForm
    explanation = _("You approve what stands in this table, and it is locked. Your own drafts wait for another approver.")
    template_name = "certifications/desk/approve_all.html"

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return record.state in cls.states and is_approver(user, record.program)

    @cached_property
    def found(self) -> list[Decision]:
        """Read once: the hidden field is about the very rows of the table."""
        return bulk_decisions.to_approve(self.record, self.request.user)

    def get_initial(self) -> dict[str, Any]:
        return {"seen_as": bulk_decisions.seen(self.found)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"decisions": self.found}

    def act(self, form: Any) -> None:
        bulk_decisions.approve_all(self.record, seen_as=form.cleaned_data["seen_as"], by=self.request.user)


class CancelView(RoundVerbView):
    label, states, verb_form = _("Call the round off"), MAY_BE_CANCELLED, ReasonForm
    explanation = _("Everybody who has applied, and every judge with a case, gets a letter with the reason that you write.")

    def act(self, form: Any) -> None:
        rounds.cancel(self.record, reason=form.cleaned_data["reason"], by=self.request.user)


VERBS: dict[str, Any] = {
    "publish": PublishView,
    "spread": SpreadView,
    "open_judging": OpenJudgingView,
    "lock": LockView,
    "draft_by_rank": DraftByRankView,
    "propose_all": ProposeAllView,
    "approve_all": ApproveAllView,
    "seat": SeatView,
    "extend": ExtendView,
    "extend_one": ExtendOneView,
    "shorten": ShortenView,
    "reopen": ReopenView,
    "cancel": CancelView,
}
