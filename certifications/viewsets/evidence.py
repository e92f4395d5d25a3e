"""The checklist on the desk: beside each line what the applicant said, and the papers that show it."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from certifications import declarations, self_checks
from certifications.actions import evidence
from certifications.models import Application, Evidence, WaitingFile
from certifications.permissions import can_add_evidence, is_case_secretariat
from certifications.refusals import FileWaits, Refusal
from certifications.viewsets.case_verbs import CaseVerbView, runs
from home import clock
from home.desk import DeskObjectView
from home.forms import offer
from home.languages import suffix
from home.public_ids import read_public_id
from home.uploads.refusals import UploadRefused
from home.views.files import preview, serve


class EvidenceForm(forms.Form):
    """A file and the line it belongs to."""

    line = forms.ChoiceField(label=_("line of the checklist"), required=False)
    file = forms.FileField(label=_("file"), help_text=_("PDF or picture, up to 20 MB"))

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(line["code"], _words(line["text"])) for line in application.round.rules["checklist"]]
        offer(self, "line", [("", _("the case as a whole")), *lines])


class AddEvidenceView(CaseVerbView):
    label, verb_form = _("Add evidence"), EvidenceForm
    explanation = _("The file is kept with the case. The applicant can see it; judges cannot.")
    refusals = (Refusal, UploadRefused)

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        return runs(record) and is_case_secretariat(user, record) and can_add_evidence(user, record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"application": self.record}

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        try:
            evidence.add(self.record, data["file"], line=data["line"], by=self.request.user)
        except FileWaits as waits:
            messages.warning(self.request, str(waits))


class EvidenceFileView(DeskObjectView):
    """A paper of a case, for those who may read the case."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = Evidence.objects.visible_to(request.user).filter(application=self.record).select_related("file__preview")
        row = get_object_or_404(held, public_id=read_public_id(request.GET.get("id", "")))
        if "preview" in request.GET:
            return preview(row.file, name=row.name)
        return serve(row.file, name=row.name, inline=row.file.media_type.startswith("image/"))


def lines_of(record: Application) -> list[dict[str, Any]]:
    """The checklist with the office's answers, the self-check's, and papers; last, what belongs to no line."""
    given = {row.code: row for row in record.checks.all()}
    said = self_checks.of_application(record)
    papers: dict[str, list[dict[str, Any]]] = {}
    late = declarations.late_papers(record)
    for row in record.evidence.present().select_related("file", "added_by"):
        papers.setdefault(row.line, []).append({"row": row, "late": row.public_id in late})
    waiting: dict[str, list[WaitingFile]] = {}
    for each in record.waiting_files.evidence().shown(clock.now()):
        waiting.setdefault(each.line, []).append(each)
    lines = [
        {
            "text": _words(line["text"]),
            "result": given.get(line["code"]),
            "said": said.of_line(line["code"]) if said.answers else [],
            "papers": papers.get(line["code"], []),
            "waiting": waiting.get(line["code"], []),
        }
        for line in record.round.rules["checklist"]
    ]
    rest = {
        "text": "",
        "result": None,
        "said": said.of_line("") if said.answers else [],
        "papers": papers.get("", []),
        "waiting": waiting.get("", []),
    }
    return [*lines, rest] if rest["said"] or rest["papers"] or rest["waiting"] else lines


def _words(texts: dict[str, str]) -> str:
    return texts.get(suffix()) or texts["ja"]
