"""The page of a round about connections: a picture, what is suspected with the way to it, and the office's verdicts."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from certifications import conflict_graphs, conflict_words
from certifications.actions import challenges, conflicts
from certifications.conflict_states import OPEN, ConflictState
from certifications.models import Conflict, Interest, Round
from certifications.permissions import can_settle
from certifications.refusals import Refusal
from certifications.states import MAY_BE_ASSIGNED
from certifications.viewsets.round_verbs import RoundVerbView
from home.desk.views import DeskObjectView, DeskPage
from home.forms import DayField
from home.public_ids import read_public_id
from home.states import IllegalTransition, StaleState

ORDER = {"suspected": 0, "asked": 1, "confirmed": 2, "dismissed": 3, "ended": 4}
TONES = {"suspected": "warn", "asked": "info", "confirmed": "bad", "dismissed": "plain", "ended": "plain"}


class SettleForm(forms.Form):
    """What the office does about one suspicion."""

    move = forms.ChoiceField(choices=[("confirm", ""), ("dismiss", ""), ("ask", "")])
    reason = forms.CharField(label=_("reason"), max_length=400, required=False)
    with_group = forms.BooleanField(label=_("also the companies of its group"), required=False)
    until = forms.DateField(label=_("until (including)"), required=False)


class ConnectionsView(DeskPage, DeskObjectView, TemplateView):
    """Connections between the panel and who applies. For whoever runs the whole round; what is settled here counts at once."""

    template_name = "certifications/desk/connections.html"
    record: Round

    def get_page_title(self) -> str:
        return gettext("Connections")

    def check(self) -> None:
        """Who does not run the whole round has no such page."""
        if not can_settle(self.request.user, self.record):
            raise PermissionDenied

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check()
        wanted = read_public_id(request.POST.get("conflict", ""))
        conflict = get_object_or_404(Conflict.objects.of_round(self.record).select_related("person"), public_id=wanted)
        form = SettleForm(request.POST)
        if not form.is_valid():
            words = [str(error) for errors in form.errors.values() for error in errors]
            messages.error(request, " ".join(words))
            return redirect(request.path)
        data = form.cleaned_data
        move = data.pop("move")
        facts = data if move == "confirm" else {"reason": data["reason"]}
        try:
            getattr(conflicts, move)(conflict, self.record, by=request.user, **facts)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        except (IllegalTransition, StaleState):
            messages.error(request, gettext("Somebody else was faster. Please look at the list again."))
        else:
            messages.success(request, gettext("Done: %(state)s") % {"state": conflict.get_state_display()})
        return redirect(f"{request.path}#c-{conflict.public_id}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        related = ("person", "organization", "subject", "application__organization", "application__person", "application__team")
        rows = (
            Conflict.objects.of_round(self.record)
            .select_related(*related, "application__subject", "recorded_by")
            .prefetch_related("history__by")
        )
        every = sorted(rows, key=lambda row: (ORDER[row.state], row.person.name, row.pk))
        listed = [
            {
                "conflict": row,
                "about": row.asked_about,
                "why": conflict_words.why(row),
                "tone": TONES[row.state],
                "may_ask": row.state == ConflictState.SUSPECTED and not self.record.blind,
                "may_confirm": row.state != ConflictState.CONFIRMED and row.person_id != self.request.user.pk,
                "may_dismiss": row.state not in {"dismissed", "ended"} and row.person_id != self.request.user.pk,
            }
            for row in every
        ]
        edges = [
            conflict_graphs.Edge(str(row["conflict"].public_id), str(row["conflict"].person), row["about"], row["conflict"].state)
            for row in listed
        ]
        confirmed = set(self.record.interest_confirmations.values_list("person", flat=True))
        ties: dict[int, list[Interest]] = {}
        for tie in Interest.objects.visible_to(self.request.user).standing():
            ties.setdefault(tie.person_id, []).append(tie)
        members = self.record.panel.select_related("judge").order_by("-chair", "judge__name_kana")
        judges = [(seat.judge, seat.judge_id in confirmed, ties.get(seat.judge_id, [])) for seat in members]
        return super().get_context_data(**kwargs) | {
            "open": [row for row in listed if row["conflict"].state in OPEN],
            "settled": [row for row in listed if row["conflict"].state not in OPEN],
            "picture": conflict_graphs.draw(edges) if edges else None,
            "states": ConflictState.choices,
            "judges": judges,
        }


class ChallengesForm(forms.Form):
    """The last day."""

    day = DayField(label=_("judges can be challenged until"))


class ChallengesView(RoundVerbView):
    label, states, verb_form = _("Let applicants challenge judges"), MAY_BE_ASSIGNED, ChallengesForm
    explanation = _("Applicants then see who sits on the panel, and can say until this day why a judge should not judge theirs.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return bool(record.rules.get("conflicts", {}).get("publishes_panel")) and super().may(user, record)

    def act(self, form: Any) -> None:
        challenges.open_until(self.record, form.cleaned_data["day"], by=self.request.user)
