"""The editor's small buttons, each one verb; and the place to paste many questions at once."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certifications import form_words
from certifications.actions import form_versions
from certifications.form_shapes import as_data
from certifications.models import FormVersion
from certifications.permissions import is_secretariat
from certifications.refusals import NoSuchPart, Refusal
from certifications.states import QuestionKind
from home.desk import DeskObjectView
from home.desk.verbs import DeskVerbView
from home.desk.views import STALE
from home.forms import offer
from home.text import read_count
from home.versions import StaleRecord

LABEL = 200
TITLE = 80


def may_write(user: Any, record: FormVersion) -> bool:
    """The secretariat, as long as the edition is not published."""
    return record.published_at is None and is_secretariat(user, record.program)


def _question(data: QueryDict) -> dict[str, Any]:
    kind = data.get("kind", "")
    if kind not in QuestionKind.values:
        raise NoSuchPart
    facts: dict[str, Any] = {"accept": ["pdf"] if kind == "file" else ["jpg", "png"]} if kind in {"file", "picture"} else {}
    return facts | {"kind": kind, "label": {"ja": data.get("label", "").strip()[:LABEL]}, "required": "required" in data}


Verb = Callable[[FormVersion, QueryDict, dict[str, Any]], FormVersion]
VERBS: dict[str, Verb] = {
    "up": lambda record, data, who: form_versions.move_question(record, data.get("question", ""), -1, **who),
    "down": lambda record, data, who: form_versions.move_question(record, data.get("question", ""), 1, **who),
    "put": lambda record, data, who: form_versions.put_question(
        record, data.get("question", ""), data.get("section", ""), read_count(data.get("place")), **who
    ),
    "duplicate": lambda record, data, who: form_versions.duplicate_question(record, data.get("question", ""), **who),
    "remove": lambda record, data, who: form_versions.remove_question(record, data.get("question", ""), **who),
    "add": lambda record, data, who: form_versions.add_questions(record, data.get("section", ""), [_question(data)], **who),
    "section_up": lambda record, data, who: form_versions.move_section(record, data.get("section", ""), -1, **who),
    "section_down": lambda record, data, who: form_versions.move_section(record, data.get("section", ""), 1, **who),
    "remove_section": lambda record, data, who: form_versions.remove_section(record, data.get("section", ""), **who),
    "add_section": lambda record, data, who: form_versions.add_section(
        record, {"title": {"ja": data.get("title", "").strip()[:TITLE]}}, **who
    ),
    "undo": lambda record, _data, who: form_versions.undo(record, **who),
}
# What can be taken back by one button says so.
DONE: dict[str, Any] = {
    "remove": gettext_lazy("The question has been taken out. “Undo” brings it back."),
    "remove_section": gettext_lazy("The section has been taken out with its questions. “Undo” brings it back."),
    "undo": gettext_lazy("The last change has been undone."),
}


class ArrangeView(DeskObjectView):
    """One verb on the edition, named by the button that was pressed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_secretariat(request.user, self.record.program):
            raise PermissionDenied
        name, _colon, target = request.POST.get("verb", "").partition(":")
        data = request.POST.copy()
        if target:
            data["section" if "section" in name else "question"] = target
        anchor = f"#q-{data['question']}" if data.get("question") else f"#s-{data.get('section', '')}"
        try:
            if name not in VERBS:
                raise NoSuchPart
            seen = read_count(data.get("row_version"), otherwise=-1)
            after = VERBS[name](self.record, data, {"row_version": seen, "by": request.user})
        except StaleRecord:
            messages.error(request, STALE)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            anchor = self.anchor_after(name, after, anchor)
            if name in DONE:
                messages.success(request, DONE[name])
        return redirect(f"{self.viewset.url_of(self.record)}{anchor}")

    def anchor_after(self, name: str, after: FormVersion, anchor: str) -> str:
        """Where the page is shown again: at what was added, else where the officer was."""
        if name == "add_section":
            return f"#s-{after.sections.order_by('-order')[0].code}"
        return "" if name in {"remove", "remove_section", "undo"} else anchor


class LinesForm(forms.Form):
    """Many questions, one per line."""

    row_version = forms.IntegerField(widget=forms.HiddenInput())
    section = forms.ChoiceField(label=gettext_lazy("behind the questions of"), required=False)
    text = forms.CharField(
        label=gettext_lazy("lines"), widget=forms.Textarea(attrs={"rows": 18, "wrap": "off"}), max_length=60_000
    )

    def __init__(self, *args: Any, record: FormVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [(row["code"], form_words.text_of(row["title"])) for row in as_data(record)["sections"]]
        offer(self, "section", sections or [("", _("a new section"))])
        self.initial.setdefault("section", sections[-1][0] if sections else "")


class FormVerbView(DeskVerbView):
    """A verb of the secretariat on an edition that is being written."""

    refusals = (Refusal,)

    @staticmethod
    def may(user: Any, record: FormVersion) -> bool:
        return may_write(user, record)

    def get_initial(self) -> dict[str, Any]:
        return {"row_version": self.record.row_version}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except StaleRecord:
            form.add_error(None, STALE)
            return self.form_invalid(form)


class LinesView(FormVerbView):
    """Pastes lines; the page explains the marks."""

    label, verb_form = gettext_lazy("Add many questions"), LinesForm
    template_name = "certifications/desk/forms/lines.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"record": self.record}

    def get_initial(self) -> dict[str, Any]:
        found = {"section": self.request.GET["section"]} if "section" in self.request.GET else {}
        return super().get_initial() | found

    def act(self, form: Any) -> None:
        data = form.cleaned_data
        form_versions.add_lines(self.record, data["section"], data["text"], row_version=data["row_version"], by=self.request.user)
