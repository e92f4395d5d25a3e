"""The desk of lists: what was brought in, and what became of each row."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button

from home import clock, list_kinds, spreadsheets
from home.actions import import_files
from home.desk import DeskDetailView, DeskFormView, DeskIndexView, DeskObjectView, DeskViewSet
from home.desk.exports import BOM, Line, disposition
from home.desk.verbs import verbs_for
from home.import_states import RowOutcome
from home.list_words import say, say_problem
from home.lists.rows import Unreadable
from home.models import ImportRow, ImportRun
from home.uploads.refusals import UploadRefused
from home.viewsets.exports import ExportPage, ExportView
from home.viewsets.import_forms import ReceiveForm
from home.viewsets.import_verbs import VERBS

REFRESH_SECONDS = "3"
ROWS_SHOWN = 50
OUTCOMES = (RowOutcome.REFUSED, RowOutcome.NEW, RowOutcome.CHANGE, RowOutcome.SAME, RowOutcome.SKIPPED)


class ListIndexView(DeskIndexView):
    """The listing, and the way to the lists that can be had."""

    add_item_label = _("Bring a list in")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        download = Button(gettext("Download lists"), url=reverse("lists:exports"), icon_name="download", priority=5)
        return [download, *super().header_more_buttons]


class ReceiveView(DeskFormView):
    """A new list: what is wrong with the file is said beside it."""

    submit_button_label = _("Read the list")

    def get_page_title(self) -> str:
        return gettext("Bring a list in")

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = list_kinds.kinds_of(self.request.user)
        return super().get_form_kwargs() | {"kinds": [(kind.code, kind.label) for kind in offered.values()]}

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        try:
            run = import_files.receive(data["upload"], kind=data["kind"], by=self.request.user)
        except UploadRefused as refused:
            form.add_error("upload", refused.message)
        except Unreadable as unreadable:
            form.add_error("upload", say_problem(unreadable.code))
        else:
            return redirect(self.viewset.url_of(run, "columns"))
        return self.form_invalid(form)


class ReportView(DeskObjectView):
    """What was repaired and what was refused, and why, row by row, as CSV."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = StreamingHttpResponse(self.lines(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = disposition(f"report-{clock.today():%Y%m%d}.csv")
        return response

    def lines(self) -> Iterator[bytes]:
        writer = csv.writer(Line(), quoting=csv.QUOTE_ALL)
        yield BOM.encode()
        yield writer.writerow(
            [str(each) for each in (_("row"), _("what becomes of the row"), _("refused because"), _("repaired"))]
        )
        for row in self.record.rows.order_by("number").iterator(1_000):
            why = "; ".join(say(note) for note in row.notes if note["kind"] != "repair")
            repaired = "; ".join(say(note) for note in row.repairs)
            cells = [str(row.number), str(row.get_outcome_display()), spreadsheets.neutral(why), spreadsheets.neutral(repaired)]
            yield writer.writerow(cells)


class ImportDetailView(DeskDetailView):
    """While the worker has the list in hand, the page comes again by itself every few seconds."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.record.is_working:
            response["Refresh"] = REFRESH_SECONDS
        return response


def said(row: ImportRow, labels: dict[str, str]) -> list[tuple[str, Any, Any]]:
    """What a row says: label, value, and what it replaces."""
    return [(labels[name], value, row.before.get(name)) for name, value in row.facts.items() if name in labels]


class ImportDesk(DeskViewSet):
    """Lists of the kinds that the person may bring in."""

    model = ImportRun
    name = "lists"
    url_prefix = "lists"
    icon = "table"
    menu_order = 320
    when_empty = _(
        "A list in XLSX or CSV can be brought in here: you see what would become of each row before anything is written."
    )
    can_enter = staticmethod(lambda user: bool(list_kinds.kinds_of(user)))
    can_add = staticmethod(lambda user: bool(list_kinds.kinds_of(user)))
    form_class = ReceiveForm
    index_view_class = ListIndexView
    form_view_class = ReceiveView
    detail_view_class = ImportDetailView
    list_display = [
        Column("name", label=_("file name"), sort_key="name"),
        Column("kind_label", label=_("kind of list")),
        Column("get_state_display", label=_("state"), sort_key="state"),
        Column("brought_by", label=_("brought in by")),
        Column("created_at", label=_("brought in"), sort_key="created_at"),
    ]
    search_fields = ["name"]
    list_filter = ["state"]
    list_export = ["name", "kind", "get_state_display", "created_at", "finished_at"]
    export_filename = "lists"
    export_headings = {"kind_label": _("kind of list")}
    detail_fields = ("name", "kind_label", "encoding", "sheet", "state", "brought_by", "created_at", "finished_at")
    detail_template_name = "home/desk/import_run.html"
    object_views = VERBS | {"report": ReportView}

    def listed(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        return records.select_related("brought_by", "file")

    def detail_context(self, request: HttpRequest, record: ImportRun) -> dict[str, Any]:
        wanted = request.GET.get("outcome", "")
        rows = record.rows.order_by("number")
        if wanted in RowOutcome.values:
            rows = rows.filter(outcome=wanted)
        page = Paginator(rows, ROWS_SHOWN).get_page(request.GET.get("p"))
        fields = record.list_kind.labels
        labels = record.head.get("labels", [])
        done, total = record.progress
        return {
            "verbs": verbs_for(self, request, record, VERBS),
            "history": record.history.select_related("by").order_by("-seq"),
            "tallies": [(code, code.label, record.counts.get(code, 0)) for code in OUTCOMES] if record.counts else [],
            "repaired": record.counts.get("repaired", 0),
            "kept": [row.number for row in record.rows.filter(kept=True)[:ROWS_SHOWN]],
            "kept_count": record.counts.get("kept", 0),
            "outcome": wanted,
            "page": page,
            "rows": [(row, said(row, fields), [say(note) for note in row.notes]) for row in page],
            "columns": [(labels[int(column)], fields.get(name, name)) for column, name in record.columns.items()],
            "for_all": [
                (fields[name], dict(record.list_kind.choices(name, request.user)).get(text, text))
                for name, text in record.for_all.items()
                if name in fields
            ],
            "problem": say_problem(record.problem) if record.problem else "",
            "done": done,
            "total": total,
        }

    def get_urlpatterns(self) -> list[URLPattern]:
        out = ExportPage.as_view(viewset=self)
        files = ExportView.as_view(viewset=self)
        mine = [path("download/", out, name="exports"), path("download/<slug:kind>/<slug:form>/", files, name="export")]
        return [*mine, *super().get_urlpatterns()]
