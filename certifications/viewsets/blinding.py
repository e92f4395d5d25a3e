"""The copy for blind judging on the desk: a person looks at every hidden place and at every page before judges do."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certifications import blind_reading
from certifications.actions import blinding
from certifications.masking import Kind, Span
from certifications.models import BlindCopy, Question
from certifications.permissions import is_case_secretariat
from certifications.refusals import Refusal
from certifications.viewsets import covered_areas
from certifications.viewsets.case_verb import CaseVerbView, runs
from certifications.viewsets.forms import ReasonForm
from home.desk import DeskObjectView
from home.models import DrawnPage
from home.text import read_count
from home.versions import StaleRecord
from home.views.files import serve

STALE = _("Somebody else has changed this copy in the meantime. Please look at it as it is now.")
WHY_NOT = {
    "no_converter": _("Office documents cannot be shown as pictures here. Please leave it out, or ask for a PDF."),
    "pages": _("It has more than 100 pages. Please leave it out, or ask for a shorter one."),
}
UNREADABLE = _("Some areas cannot be read. They are marked below; nothing was saved yet.")
NOT_DRAWN = _("It could not be shown as pictures. Please leave it out, or ask for another file.")


@dataclass(frozen=True)
class Piece:
    """A part of a text; `place` names it in the form when it is hidden or may be."""

    text: str
    place: str = ""
    kind: str = ""
    ticked: bool = True


@dataclass(frozen=True)
class Text:
    """One text of the case with the question above it."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Sheet:
    """One page of a file with what is covered on it, as the form's field `name` keeps it."""

    number: int
    url: str
    name: str
    areas: str
    is_unreadable: bool
    width: int
    height: int


@dataclass(frozen=True)
class Document:
    """One file of the version; `why_not` says why there are no pictures of it."""

    attachment: str
    name: str
    left_out: bool
    why_not: Any
    sheets: list[Sheet]


def newest_copy(record: Any) -> BlindCopy | None:
    """The copy of what was submitted last, if there is one."""
    version = record.versions.last()
    return BlindCopy.objects.filter(version=version).first() if version else None


class BlindCopyForm(forms.Form):
    """Which of the found places stay hidden, what of the files, and words to look for besides."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("further words to be hidden"),
        help_text=_("One per line: names of products, places or people by which one would recognize the applicant."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def places(self) -> dict[str, list[tuple[int, int, str]]]:
        """The places that were left ticked, by path. What cannot be read is nobody's place."""
        found: dict[str, list[tuple[int, int, str]]] = {}
        for value in self.data.getlist("place"):  # type: ignore[attr-defined]
            path, _bar, rest = value.partition("|")
            start, end, kind = [*rest.split("|"), "", "", ""][:3]
            if start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and kind in list(Kind):
                found.setdefault(path, []).append((int(start), int(end), kind))
        return found

    def papers(self, copy: BlindCopy) -> dict[str, Any]:
        """What of each file is hidden, as BlindCopy keeps it."""
        found: dict[str, Any] = {}
        for row in copy.version.files:
            attachment = str(row["attachment"])
            start = covered_areas.name_of(attachment, "")
            pages = {name.removeprefix(start): text for name, text in self.data.items() if name.startswith(start)}
            areas = {page: covered_areas.read(text) for page, text in pages.items() if page.isascii() and page.isdigit()}
            found[attachment] = {"left_out": f"out-{attachment}" in self.data, "areas": {p: a for p, a in areas.items() if a}}
        return found

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError when a page's areas cannot be read: they would be taken for none, and the page shown whole."""
        if covered_areas.unreadable(self.data):
            raise forms.ValidationError(UNREADABLE, code="areas")
        return super().clean() or self.cleaned_data

    def typed_words(self) -> list[dict[str, str]]:
        """The words as the copy keeps them."""
        lines = self.cleaned_data["words"].split("\n")
        return [{"text": line.strip(), "kind": Kind.OTHER.value} for line in lines if line.strip()]


class LookThroughView(CaseVerbView):
    """Found places with a tick each, pages with what is covered on them; `go` says whether to search, keep or finish."""

    label, verb_form = _("Look through the copy for blind judging"), BlindCopyForm
    explanation = _("Judges read exactly what you see here without the marked words. Take a tick away to show a word.")
    template_name = "certifications/desk/blind_copy.html"
    refusals = (Refusal,)

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        copy = newest_copy(record) if runs(record) and record.state == "in_review" else None
        return copy is not None and not copy.is_checked and is_case_secretariat(user, record)

    @property
    def copy(self) -> BlindCopy:
        found = newest_copy(self.record)
        assert found is not None  # `may` was asked first
        return found

    def get_initial(self) -> dict[str, Any]:
        copy = self.copy
        return {"row_version": copy.row_version, "words": "\n".join(word["text"] for word in copy.words)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        copy, context = self.copy, super().get_context_data(**kwargs)
        page_url, form = self.viewset.url_of(self.record, "blind_page"), context["form"]
        # A copy that somebody else has changed is shown as it is now; what was typed wrong stays for mending.
        typed = self.request.POST if form.has_error(NON_FIELD_ERRORS, "areas") else None
        shown = {"texts": texts(copy, typed), "documents": documents(copy, page_url, typed), "drawn": copy.drawn_at is not None}
        return context | shown

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        done = self.request.POST.get("go") == "finish" or answer.status_code == HTTPStatus.OK
        return answer if done else redirect(self.request.path)

    def act(self, form: Any) -> None:
        copy, read = self.copy, form.cleaned_data["row_version"]
        go = self.request.POST.get("go", "keep")
        try:
            if go == "search":
                blinding.search(copy, form.typed_words(), row_version=read, by=self.request.user)
                return
            places, papers = form.places(), form.papers(copy)
            blinding.hide(copy, places=places, papers=papers, row_version=read, by=self.request.user, finished=go == "finish")
        except StaleRecord as stale:
            raise CopyChanged from stale


class CopyChanged(Refusal):
    message = STALE


class ReopenCopyView(CaseVerbView):
    label, verb_form = _("Hide more in the copy for blind judging"), ReasonForm
    explanation = _("Until you have looked it through again, no judge can read this case.")

    @staticmethod
    def may(user: Any, record: Any) -> bool:
        copy = newest_copy(record) if runs(record) and record.state == "in_review" else None
        return copy is not None and copy.is_checked and is_case_secretariat(user, record)

    def act(self, form: Any) -> None:
        copy = newest_copy(self.record)
        assert copy is not None  # `may` was asked first
        blinding.reopen(copy, by=self.request.user, reason=form.cleaned_data["reason"])


class BlindPageView(DeskObjectView):
    """The picture of one page of a file, as it was sent in, for the secretariat that covers what must not be seen."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        copy = newest_copy(self.record) if is_case_secretariat(request.user, self.record) else None
        rows = {str(row["attachment"]): row["sha256"] for row in copy.version.files} if copy else {}
        page = get_object_or_404(
            DrawnPage.objects.select_related("picture"),
            file__sha256=rows.get(request.GET.get("id", ""), ""),
            number=read_count(request.GET.get("page")),
        )
        return serve(page.picture, name=f"{page.number}.jpg", inline=True)


def texts(copy: BlindCopy, typed: QueryDict | None = None) -> list[Text]:
    """Every text of the case, cut at its hidden places; with the ticks that were sent, if they are `typed`."""
    ticked = None if typed is None else set(typed.getlist("place"))
    labels = {str(question.key): str(question.label) for question in copy.version.form_version.questions.all()}
    return [
        Text(
            labels.get(path.partition(".")[0], gettext("name of the subject")),
            _pieces(path, text, blind_reading.spans(copy, path), ticked),
        )
        for path, text in blind_reading.texts_of(copy.version).items()
    ]


def _pieces(path: str, text: str, places: list[Span], ticked: set[str] | None) -> list[Piece]:
    found, position = [], 0
    for place in places:
        found.append(Piece(text[position : place.start]))
        words = f"{path}|{place.start}|{place.end}|{place.kind.value}"
        is_ticked = ticked is None or words in ticked
        found.append(Piece(text[place.start : place.end], words, blind_reading.signs()[place.kind], is_ticked))
        position = place.end
    return [piece for piece in [*found, Piece(text[position:])] if piece.text]


def documents(copy: BlindCopy, page_url: str, typed: QueryDict | None = None) -> list[Document]:
    """The files of the version that are not identity, with their pages; covered as `typed`, or as the copy keeps it."""
    hidden = {
        str(question.key) for question in Question.objects.filter(version=copy.version.form_version, identity_class="identity")
    }
    drawn: dict[str, list[DrawnPage]] = {}
    rows = [row for row in copy.version.files if str(row["key"]) not in hidden]
    for page in DrawnPage.objects.filter(file__sha256__in=[row["sha256"] for row in rows]).select_related("picture", "file"):
        drawn.setdefault(page.file.sha256, []).append(page)
    return [_document(copy, row, drawn.get(row["sha256"], []), page_url, typed) for row in rows]


def _document(copy: BlindCopy, row: dict[str, Any], pages: list[DrawnPage], page_url: str, typed: QueryDict | None) -> Document:
    attachment = str(row["attachment"])
    wrong = covered_areas.unreadable(typed) if typed else set()
    sheets = []
    for page in pages:
        name = covered_areas.name_of(attachment, page.number)
        kept = covered_areas.written(copy.areas(attachment, page.number))
        sheets.append(
            Sheet(
                page.number,
                f"{page_url}?id={attachment}&page={page.number}",
                name,
                kept if typed is None else typed.get(name, ""),
                name in wrong,
                page.picture.width or 1,
                page.picture.height or 1,
            )
        )
    code = copy.undrawn.get(attachment)
    why_not = WHY_NOT.get(code, NOT_DRAWN) if code else ""
    left_out = copy.leaves_out(attachment) if typed is None else f"out-{attachment}" in typed
    return Document(attachment, str(row["name"]), left_out, why_not, sheets)
