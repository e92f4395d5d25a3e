"""The listing of form editions, and an edition's own page: the editor, or what has been published."""

from functools import cached_property
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from certifications import form_checks, form_shapes, form_words
from certifications.actions import form_adoptions, form_versions
from certifications.models import FormVersion, Program
from certifications.permissions import has_program_role, is_secretariat, runs_programs
from certifications.refusals import EditionInHand, FormFileWrong
from certifications.states import QuestionKind
from certifications.viewsets.form_editor.arranging import ArrangeView, LinesView
from certifications.viewsets.form_editor.editing import QuestionView, SectionView, TryView
from certifications.viewsets.form_editor.previews import PreviewPageView, PreviewView
from certifications.viewsets.form_editor.publishing import DiscardView, ExportView, PlanView, PublishView, takers
from home.desk import DeskFormView, DeskViewSet
from home.forms import offer


class BeginForm(forms.Form):
    """A new edition: of which program, out of what."""

    program: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("program"), queryset=None)
    source = forms.ChoiceField(
        label=_("begin with"),
        choices=[("last", _("a copy of the newest edition")), ("empty", _("an empty form")), ("file", _("a form's file"))],
        initial="last",
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("form's file (JSON)"),
        required=False,
        help_text=_("Another city's form, or one of yours: the file that “Save as a file” gives."),
    )

    def __init__(self, *args: Any, programs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "program", programs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("source") == "file" and not data.get("file"):
            self.add_error("file", _("Please add a file."))
        return data

    def text(self) -> str:
        """The file's text; what is no text cannot be a form either."""
        return str(self.cleaned_data["file"].read().decode("utf-8", errors="replace"))


class BeginView(DeskFormView):
    """Begins an edition of a program whose secretariat one is."""

    template_name = "certifications/desk/forms/begin.html"
    submit_button_label = _("Begin a new edition")

    def get_page_title(self) -> str:
        return str(self.submit_button_label)

    @cached_property
    def programs(self) -> models.QuerySet[Program]:
        return Program.objects.of_secretariat(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"programs": self.programs}

    def get_initial(self) -> dict[str, Any]:
        only = self.programs[0].pk if len(self.programs) == 1 else None
        return {"program": self.request.GET.get("program") or only}

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except FormFileWrong as refusal:
            form.add_error("file", str(refusal))
            for fault in refusal.faults[:50]:
                form.add_error("file", form_words.file_fault_in_words(fault))
            return self.form_invalid(form)


class FormDesk(DeskViewSet):
    """Editions of the forms of programs in which one has a role."""

    model = FormVersion
    name = "form-versions"
    url_prefix = "form-versions"
    icon = "list-ul"
    menu_label = _("Application forms")
    menu_order = 115
    can_enter = staticmethod(has_program_role)
    can_add = staticmethod(runs_programs)
    form_class = BeginForm
    form_view_class = BeginView
    problems = {EditionInHand: EditionInHand.message}
    list_display = [
        Column("__str__", label=_("form")),
        Column("number", label=_("edition of the form"), sort_key="number"),
        Column("published_at", label=_("published"), sort_key="published_at"),
        Column("questions_count", label=_("questions"), sort_key="questions_count"),
        Column("rounds_count", label=_("rounds that use it"), sort_key="rounds_count"),
    ]
    search_fields = ["program__name_ja", "program__name_en", "program__slug"]
    list_filter = ["program"]
    list_export = ["program.slug", "number", "published_at", "questions_count", "rounds_count"]
    export_headings = {"questions_count": _("questions"), "rounds_count": _("rounds that use it")}
    export_filename = "form-versions"
    ordering = ["program", "-number"]
    detail_template_name = "certifications/desk/forms/edition.html"
    object_views = {
        "arrange": ArrangeView,
        "lines": LinesView,
        "preview": PreviewView,
        "preview_page": PreviewPageView,
        "publish": PublishView,
        "plan": PlanView,
        "export": ExportView,
        "discard": DiscardView,
    }

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:key>/questions/<uuid:question>/", QuestionView.as_view(viewset=self), name="question"),
            path("<int:key>/questions/<uuid:question>/try/", TryView.as_view(viewset=self), name="try"),
            path("<int:key>/sections/<slug:code>/", SectionView.as_view(viewset=self), name="section"),
        ]

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("program", "published_by").annotate(
            questions_count=models.Count("questions", distinct=True), rounds_count=models.Count("rounds", distinct=True)
        )

    def form_kwargs(self, record: Any) -> dict[str, Any]:
        return {}

    def save(self, form: BeginForm, record: Any, by: Any) -> FormVersion:
        program, source = form.cleaned_data["program"], form.cleaned_data["source"]
        if source == "file":
            return form_versions.take_from_file(program, form.text(), by=by)
        return form_versions.begin(program, empty=source == "empty", by=by)

    def detail_context(self, request: HttpRequest, record: FormVersion) -> dict[str, Any]:
        form = form_shapes.as_data(record)
        writes = is_secretariat(request.user, record.program) and not record.published_at
        faults = [] if record.published_at else form_checks.faults(form)
        return {
            "writes": writes,
            "runs": is_secretariat(request.user, record.program),
            "sections": sections_of(form, faults),
            "faults": [described(fault, form) for fault in faults],
            "count": len(form["questions"]),
            "kinds": QuestionKind.choices,
            "rounds": record.rounds.order_by("-fiscal_year", "-number"),
            "moving": form_adoptions.moving(record.rounds.all()),
            "takers": takers(record) if record.published_at else [],
            "in_hand": record.program.form_versions.filter(published_at__isnull=True).exclude(pk=record.pk).first(),
        }


def described(fault: form_checks.Fault, form: form_shapes.Form) -> dict[str, str]:
    """What is to be mended, with the name of the place and its anchor on the page."""
    labels = {row["key"]: form_words.text_of(row["label"]) for row in form["questions"]}
    titles = {row["code"]: form_words.text_of(row["title"]) for row in form["sections"]}
    return {
        "place": labels.get(fault.key) or titles.get(fault.section) or "",
        "words": form_words.fault_in_words(fault),
        "anchor": f"q-{fault.key}" if fault.key else f"s-{fault.section}",
        "key": fault.key,
        "section": fault.section,
    }


def sections_of(form: form_shapes.Form, faults: list[form_checks.Fault]) -> list[dict[str, Any]]:
    """The form as the page lists it: sections with their questions, numbered through."""
    by_key = {row["key"]: row for row in form["questions"]}
    wrong = {fault.key or fault.section for fault in faults}
    numbers = {row["key"]: number for number, row in enumerate(form["questions"], start=1)}
    kinds = dict(QuestionKind.choices)
    return [
        {
            "code": section["code"],
            "title": form_words.text_of(section["title"]),
            "help": form_words.text_of(section["help"]),
            "wrong": section["code"] in wrong,
            "first": section is form["sections"][0],
            "last": section is form["sections"][-1],
            "questions": [
                {
                    "key": row["key"],
                    "number": numbers[row["key"]],
                    "label": form_words.text_of(row["label"]),
                    "kind": kinds[row["kind"]],
                    "required": row["required"],
                    "limit": row["max_chars"],
                    "condition": form_words.condition_in_words(row["condition"], by_key),
                    "prefilled": bool(row["prefill"]),
                    "identity": row["identity_class"] != "content",
                    "untranslated": not (row["label"]["en"] and row["label"]["zh"]),
                    "wrong": row["key"] in wrong,
                }
                for row in form["questions"]
                if row["section"] == section["code"]
            ],
        }
        for section in form["sections"]
    ]
