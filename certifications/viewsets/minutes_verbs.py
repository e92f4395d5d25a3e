"""What the office does with the minutes of a meeting: draft, edit, send to the chair, take back; and the paper."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from certifications.actions import minutes
from certifications.meeting_permissions import runs_meeting
from certifications.meeting_states import MeetingState, MinutesState
from certifications.models import Minutes, MinutesPart
from certifications.refusals import Refusal
from certifications.viewsets.meeting_forms import PartForm
from certifications.viewsets.meeting_verbs import MeetingVerbView
from home.desk import DeskObjectView
from home.desk.views import STALE, DeskPage
from home.text import read_count
from home.versions import StaleRecord
from home.views import files


def minutes_of(meeting: Any, *states: str) -> Minutes | None:
    """The meeting's minutes, if they are in one of the states."""
    found: Minutes | None = getattr(meeting, "minutes", None)
    return found if found and (not states or found.state in states) else None


class MinutesVerbView(MeetingVerbView):
    states = frozenset({MeetingState.CLOSED})


class DraftMinutesView(MinutesVerbView):
    label = _("Draft the minutes")
    explanation = _("They are drafted from the record of the meeting. You can change every part before the chair confirms it.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and minutes_of(record) is None

    def act(self, form: Any) -> None:
        minutes.draft(self.record, by=self.request.user)


class SubmitMinutesView(MinutesVerbView):
    label = _("Send the minutes for confirmation")
    explanation = _("The chair gets a letter. What concerns a case that is kept from her is confirmed by the deputy.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and minutes_of(record, MinutesState.DRAFTED) is not None

    def act(self, form: Any) -> None:
        minutes.submit(self.record.minutes, by=self.request.user)


class TakeBackMinutesView(MinutesVerbView):
    label = _("Take the minutes back")
    explanation = _("You can go on writing. Parts that were confirmed and stay as they are stay confirmed.")

    @classmethod
    def may(cls, user: Any, record: Any) -> bool:
        return super().may(user, record) and minutes_of(record, MinutesState.SUBMITTED) is not None

    def act(self, form: Any) -> None:
        minutes.take_back(self.record.minutes, by=self.request.user)


class MinutesView(DeskPage, DeskObjectView, TemplateView):
    """The minutes part by part; while they are a draft each part can be written anew. What is refused stands there again."""

    template_name = "certifications/desk/minutes.html"
    typed: dict[int, str] = {}

    def found(self) -> Minutes:
        found = minutes_of(self.record)
        if found is None:
            raise Http404
        if not runs_meeting(self.request.user, self.record):
            raise PermissionDenied
        return found

    def get_page_title(self) -> str:
        return gettext("Minutes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found()
        rows, drafted = found.parts.select_related("confirmed_by"), found.state == MinutesState.DRAFTED
        initial = {"row_version": found.row_version}
        texts = {part.order: self.typed.get(part.order, part.text) for part in rows}
        parts = [
            (part, PartForm(initial=initial | {"text": texts[part.order]}, prefix=f"part-{part.order}") if writable else None)
            for part in rows
            for writable in [drafted and part.disposed_at is None]
        ]
        extra = {
            "minutes": found,
            "parts": parts,
            "typed": self.typed,
            "back_url": self.viewset.url_of(self.record),
            "pdf_url": self.viewset.url_of(self.record, "minutes_pdf") if found.pdf_id else "",
            "intact": found.state == MinutesState.CONFIRMED and minutes.is_intact(found),
            "history": found.history.select_related("by").order_by("-seq"),
        }
        return super().get_context_data(**kwargs) | extra

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.found()
        part = get_object_or_404(MinutesPart, minutes=found, order=read_count(request.POST.get("part"), otherwise=-1))
        form = PartForm(request.POST, prefix=f"part-{part.order}")
        try:
            if form.is_valid():
                data = form.cleaned_data
                minutes.edit(part, text=data["text"], row_version=data["row_version"], by=request.user)
                messages.success(request, gettext("Saved: %(record)s") % {"record": part})
                return redirect(f"{self.viewset.url_of(self.record, 'minutes')}#part-{part.order}")
            messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        except StaleRecord:
            messages.error(request, str(STALE))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        self.typed = {part.order: request.POST.get(f"part-{part.order}-text", "")}
        return self.render_to_response(self.get_context_data(), status=422)


class MinutesPdfView(DeskObjectView):
    """The confirmed minutes as a paper."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = minutes_of(self.record, MinutesState.CONFIRMED)
        if not runs_meeting(request.user, self.record):
            raise PermissionDenied
        if found is None or found.pdf is None:
            raise Http404
        return files.serve(found.pdf, name=f"{self.record}.pdf")


VERBS: dict[str, Any] = {
    "draft_minutes": DraftMinutesView,
    "submit_minutes": SubmitMinutesView,
    "take_back_minutes": TakeBackMinutesView,
}
