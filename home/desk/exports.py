"""The listing as a file: what is seen is what is exported, in Tokyo time, and no cell is a formula."""

import csv
import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.core.exceptions import FieldDoesNotExist
from django.http import FileResponse, StreamingHttpResponse
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.coreutils import multigetattr

from home import clock, spreadsheets

BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Line:
    """What csv.writer needs of a file."""

    def write(self, text: str) -> bytes:
        return text.encode()


class DeskExport:
    """Mixed into the listing. CSV begins with a byte order mark, so that Excel reads Japanese; XLSX keeps digits as text."""

    # What the listing says.
    export_filename: str
    export_headings: Mapping[str, Any]
    list_export: Sequence[str]

    def get_filename(self) -> str:
        return f"{self.export_filename}-{clock.today():%Y%m%d}"

    def cell_value(self, item: Any, name: str) -> spreadsheets.Cell:
        """The value behind an export name, as text unless it is a number, a date or a time."""
        try:
            value = multigetattr(item, name)
        except AttributeError:  # a relation on the way is empty
            return None
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        return value if value is None or isinstance(value, (int, float, date)) else force_str(value)

    def column_label(self, name: str) -> str:
        """What the listing itself calls a column of this name; empty where it has none."""
        return ""

    def get_heading(self, queryset: Any, name: str) -> str:
        if name in self.export_headings:
            return force_str(self.export_headings[name])
        if said := self.column_label(name):
            return capfirst(said)
        *relations, last = name.split(".")
        model = queryset.model
        try:
            for relation in relations:
                model = model._meta.get_field(relation).related_model
            field = model._meta.get_field(last.removeprefix("get_").removesuffix("_display"))
        except FieldDoesNotExist:
            label = getattr(getattr(model, last, None), "short_description", last)
            return capfirst(force_str(label))
        own = capfirst(force_str(field.verbose_name))
        return own if not relations else f"{capfirst(force_str(model._meta.verbose_name))}: {own}"

    def headings(self, queryset: Any) -> list[str]:
        return [self.get_heading(queryset, name) for name in self.list_export]

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield BOM.encode()
        writer = csv.writer(Line(), quoting=csv.QUOTE_NONNUMERIC)
        yield writer.writerow([spreadsheets.neutral(heading) for heading in self.headings(queryset)])
        for item in queryset:
            row = [self.cell_value(item, name) for name in self.list_export]
            yield writer.writerow([spreadsheets.csv_cell(value, clock.TOKYO) for value in row])

    def write_csv_response(self, queryset: Any) -> StreamingHttpResponse:
        response = StreamingHttpResponse(self.stream_csv(queryset), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = disposition(f"{self.get_filename()}.csv")
        return response

    def write_xlsx_response(self, queryset: Any) -> FileResponse:
        rows = ([self.cell_value(item, name) for name in self.list_export] for item in queryset)
        book = spreadsheets.workbook(itertools.chain([self.headings(queryset)], rows), clock.TOKYO)
        response = FileResponse(book, content_type=XLSX)
        response["Content-Disposition"] = disposition(f"{self.get_filename()}.xlsx")
        return response

    @cached_property
    def show_export_buttons(self) -> bool:
        return bool(self.list_export) and not getattr(self, "results_only", False)


def disposition(filename: str) -> str:
    """The header that saves an answer under a name, which may be Japanese."""
    return f"attachment; filename*=UTF-8''{quote(filename)}"
