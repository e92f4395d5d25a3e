"""The desk of committee meetings: when they are, what stands on the agenda and who has to leave, what came of it, the minutes."""

from collections import Counter
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import meeting_facts, proposals
from certifications.meeting_permissions import runs_meeting
from certifications.meeting_states import MeetingState
from certifications.models import Application, Meeting, Vote
from certifications.permissions import has_program_role, sees_all_of
from certifications.viewsets import meeting_verbs, minutes_verbs
from certifications.viewsets.meeting_runs import RunView
from home.desk import DeskViewSet
from home.desk.verbs import verbs_for

VERBS: dict[str, Any] = {**meeting_verbs.VERBS, **minutes_verbs.VERBS}


class MeetingDesk(DeskViewSet):
    """Meetings of the committees of the programs in which one has a role."""

    model = Meeting
    name = "committee-meetings"
    url_prefix = "committee-meetings"
    icon = "group"
    menu_label = _("Committee meetings")
    menu_order = 112
    when_empty = _(
        "A meeting is planned on the page of its stage: open the round, choose the stage of the committee, then plan a meeting."
    )
    can_enter = staticmethod(has_program_role)
    list_display = [
        Column("name", label=_("meeting"), accessor=str),
        Column("round", label=_("round"), accessor="stage.round"),
        Column("get_form_display", label=_("way of meeting")),
        Column("starts_at", label=_("begins"), sort_key="starts_at"),
        Column("ends_at", label=_("ends"), sort_key="ends_at"),
        Column("get_state_display", label=_("state"), sort_key="state"),
    ]
    search_fields = ["stage__name_ja", "stage__round__program__name_ja", "place"]
    list_filter = ["state", "form"]
    list_export = ["stage.round.program.slug", "stage.round.fiscal_year", "stage.name_ja", "number", "form", "starts_at",
                   "ends_at", "state"]  # fmt: skip
    export_headings = {"state": _("state")}
    export_filename = "committee-meetings"
    ordering = "-ends_at"
    detail_template_name = "certifications/desk/meeting.html"
    object_views = {**VERBS, "run": RunView, "minutes": minutes_verbs.MinutesView, "minutes_pdf": minutes_verbs.MinutesPdfView}

    def visible(self, user: Any) -> models.QuerySet[Meeting]:
        return Meeting.objects.visible_to(user)

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("stage__round__program", "chair", "deputy")

    def detail_context(self, request: HttpRequest, record: Meeting) -> dict[str, Any]:
        """An officer from whom a case is kept sees neither its item nor what was said in the meeting."""
        office = set(Application.objects.of_office(request.user).filter(round=record.stage.round_id).values_list("pk", flat=True))
        whole = sees_all_of(request.user, record.stage.round)
        places = [place for place in meeting_facts.places(record) if place.item.application_id in office]
        answers = _answers(record)
        outcomes = dict(proposals.outcomes(record.stage))
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "whole": whole,
            "places": [(place, outcomes.get(place.item.outcome, ""), _spoilt(place), answers[place.item.pk]) for place in places],
            "short": [place for place in places if not place.standing.quorate],
            "members": meeting_facts.members(record),
            "run_url": self.url_of(record, "run") if self.runs(request.user, record) else "",
            "minutes": getattr(record, "minutes", None) if whole else None,
            "minutes_url": self.url_of(record, "minutes"),
            "history": record.history.select_related("by").order_by("-seq") if whole else [],
        }

    @staticmethod
    def runs(user: Any, record: Meeting) -> bool:
        """Whether the page on which the meeting is run is open to her now."""
        return bool(record.state == MeetingState.CONVENED and record.held and runs_meeting(user, record))


def _answers(meeting: Meeting) -> Counter[int]:
    """In writing: how many have answered to each item. Never what."""
    if meeting.held:
        return Counter()
    return Counter(
        Vote.objects.filter(motion__item__meeting=meeting, motion__state="open").values_list("motion__item", flat=True)
    )


def _spoilt(place: meeting_facts.Place) -> bool:
    return place.item.state == "decided" and meeting_facts.is_outdated(place.item)
