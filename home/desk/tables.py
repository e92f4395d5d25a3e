"""A listing's table whose body is written without a template for each cell: fifty rows of eight columns are four hundred."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from html import escape  # what django.utils.html.escape does to a str, without looking for lazy texts in four hundred cells
from typing import Any

from django.forms.utils import flatatt
from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language
from wagtail.admin.ui.tables import Column, Table, TitleColumn

LOCALIZED = (bool, Decimal, float, date, time)  # a moment is a date; whole numbers are written without separators


class DeskTable(Table):
    """Wagtail's table. Columns of other kinds than these two are still drawn by their own templates."""

    template_name = "desk/table.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"body": self.body(parent_context)}

    def body(self, parent_context: Any) -> SafeString:
        """All rows."""
        columns = list(self.columns.values())
        rows = []
        for row in self.rows:
            context = {"row": row, "table": self, "request": parent_context.get("request")}
            cells = "".join([cell(column, row.instance, context) for column in columns])
            attributes = self.get_row_attrs(row.instance)
            rows.append(f"<tr{flatatt(attributes) if attributes else ''}>{cells}</tr>")
        return SafeString("\n".join(rows))


def cell(column: Any, instance: Any, context: dict[str, Any]) -> str:
    """One cell, as the column's template would have it."""
    if type(column) is Column:
        start = f'<td class="{escape(column.classname)}">' if column.classname else "<td>"
        return f"{start}{shown(column, instance)}</td>"
    if type(column) is TitleColumn:
        link = f'<a href="{escape(column.get_link_url(instance, context))}">{shown(column, instance)}</a>'
        return f'<td class="title"><div class="title-wrapper">{link}</div></td>'
    drawn: SafeString = column.render_cell_html(instance, context)
    return drawn


def shown(column: Column, instance: Any) -> str:
    """The column's value as a template writes it: escaped, times in Tokyo, numbers without separators."""
    value = value_of(column, instance)
    if value is None:
        return ""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    if not isinstance(value, str):
        value = str(localize(value) if isinstance(value, LOCALIZED) else value)
    written = value if value.strip() else str(column.empty_value_display)
    return written if isinstance(written, SafeString) else escape(written)


def value_of(column: Column, instance: Any) -> Any:
    """What the column reads of the row; a choice in words without the field's choices being listed anew for each row."""
    name = choice_of(column.accessor) if isinstance(column.accessor, str) else ""
    if not name:
        return column.get_value(instance)
    value = getattr(instance, name)
    return labels(instance.__class__, name, get_language()).get(value, value)


@cache
def choice_of(accessor: str) -> str:
    """The field that `get_<field>_display` puts into words, or nothing."""
    is_choice = accessor.startswith("get_") and accessor.endswith("_display")
    return accessor.removeprefix("get_").removesuffix("_display") if is_choice else ""


@cache
def labels(model: type[Any], name: str, language: str) -> dict[Any, str]:
    """The words of each choice of a field, in the language that is being spoken."""
    return {value: str(label) for value, label in model._meta.get_field(name).flatchoices}
