"""The two clicks of a tiny program, on the page of its round."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from certifications.actions import express, releases
from certifications.approval_steps import is_express
from certifications.permissions import runs_round
from certifications.refusals import DecisionsMissing
from certifications.viewsets.release_verbs import ReleaseForm, ReleaseView
from certifications.viewsets.round_verbs import RankForm, WholeRoundView, ties_in_words


class ProposeView(WholeRoundView):
    label, states, verb_form = _("Rank and propose everything"), frozenset({"judging", "deciding"}), RankForm
    explanation = _(
        "In one step the scores are locked and ranked, decisions are drafted by rank, and all go to the approver. "
        "Cases with equal points between which the places end are left for you to decide, and named."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return is_express(record.rules) and record.state in cls.states and runs_round(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"round_": self.record}

    def act(self, form: Any) -> None:
        places = {level: form.cleaned_data[level.code] for level in form.levels}
        reasons = form.cleaned_data["refusal_reasons"]
        drafted = express.propose(self.record, places, refusal_reasons=reasons, by=self.request.user)
        if drafted.tied:
            messages.warning(self.request, ties_in_words(drafted.tied))


class ApproveAndReleaseView(ReleaseView):
    label, verb_form = _("Approve everything and release"), ReleaseForm
    explanation = _(
        "In one step you approve all decisions below, applicants learn their results, certificates come to be, and the register "
        "shows them."
    )

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return is_express(record.rules) and super().may(user, record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = [each for each in releases.obstacles(self.record) if each is not DecisionsMissing]
        return super().get_context_data(**kwargs) | {"obstacles": [str(each()) for each in found]}

    def act(self, form: Any) -> None:
        express.approve_and_release(self.record, seen_as=form.cleaned_data["seen_as"], by=self.request.user)


VERBS: dict[str, Any] = {"express_propose": ProposeView, "express_release": ApproveAndReleaseView}
