"""A table as an answer: rows of cells, typed field by field or sent as one JSON text by the page's script."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certifications.answers import MOST_OF_CELL, MOST_ROWS
from certifications.number_fields import NumberField
from certifications.states import ColumnKind
from home.forms import DateField, TextField, YenField

SPARE_ROWS = 2
MOST_OF_NUMBER = 10**12
INPUT_MODES = {ColumnKind.NUMBER: "numeric", ColumnKind.YEN: "numeric"}


class TableWidget(forms.Widget):
    """Rows that are filled, and always some more: without JavaScript saving brings the next ones."""

    template_name = "certifications/applying/table_widget.html"
    use_fieldset = True

    def __init__(self, columns: list[dict[str, Any]], *, least: int = 1, most: int = MOST_ROWS) -> None:
        super().__init__()
        self.columns, self.least, self.most = columns, least, most

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """Its legend names the group."""
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        filled = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        count = min(max(len(filled) + SPARE_ROWS, self.least), max(self.most, len(filled)))
        rows = [*filled, *({} for _number in range(count - len(filled)))]
        context["widget"] |= {
            "columns": self.columns,
            "most": self.most,
            "rows": [
                {
                    "number": number + 1,
                    "cells": [
                        {
                            "name": f"{name}:{number}:{column['code']}",
                            "id": f"id_{name}_{number}_{column['code']}",
                            "column": column,
                            "value": self._shown(column, row.get(column["code"])),
                            "mode": INPUT_MODES.get(column["kind"], ""),
                        }
                        for column in self.columns
                    ],
                }
                for number, row in enumerate(rows)
            ],
        }
        return context

    def _shown(self, column: Mapping[str, Any], cell: Any) -> Any:
        if column["kind"] == ColumnKind.DATE and isinstance(cell, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
            return cell.replace("-", "/")
        return "" if cell is None else cell

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        for sent in data:
            field, _colon, place = sent.partition(":")
            number, _colon, code = place.partition(":")
            if field == name and code and number.isascii() and number.isdecimal() and len(number) < 4:
                found.setdefault(int(number), {})[code] = data[sent]
        return [found[number] for number in sorted(found)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(sent.startswith(f"{name}:") for sent in data)


class TableField(forms.Field):
    """Rows with clean cells; empty rows fall away."""

    default_error_messages = {"invalid": gettext_lazy("This table could not be read. Please reload the page.")}

    def __init__(self, columns: list[dict[str, Any]], *, least: int | None, most: int | None, **options: Any) -> None:
        widget = TableWidget(columns, least=least or 1, most=min(most or MOST_ROWS, MOST_ROWS))
        super().__init__(widget=widget, **options)
        self.columns = columns

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows = self._rows(value)
        clean, errors = [], []
        for number, row in enumerate(rows, start=1):
            cells = {}
            for column in self.columns:
                try:
                    cell = cell_field(column).clean(row.get(column["code"]) or "")
                except ValidationError as error:
                    place = {"row": number, "column": column["label"]}
                    errors += [f"{_('Row %(row)d, “%(column)s”:') % place} {words}" for words in error.messages]
                    continue
                if cell not in (None, ""):
                    cells[column["code"]] = cell.isoformat() if isinstance(cell, date) else cell
            if cells:
                clean.append(cells)
        if errors:
            raise ValidationError(errors)
        return clean

    def _rows(self, value: Any) -> list[dict[str, Any]]:
        if isinstance(value, str):
            try:
                value = json.loads(value or "[]")
            except (ValueError, RecursionError) as error:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        rows = value or []
        fits = isinstance(rows, list) and len(rows) <= MOST_ROWS + SPARE_ROWS and all(isinstance(row, dict) for row in rows)
        if not fits or any(isinstance(cell, dict | list) for row in rows for cell in row.values()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return [row for row in rows if any(str(cell).strip() for cell in row.values() if cell is not None)]


def cell_field(column: Mapping[str, Any]) -> forms.Field:
    """The form field for one cell."""
    match column["kind"]:
        case ColumnKind.NUMBER:
            return NumberField(required=False, min_value=-MOST_OF_NUMBER, max_value=MOST_OF_NUMBER)
        case ColumnKind.YEN:
            return YenField(required=False)
        case ColumnKind.DATE:
            return DateField(required=False)
        case ColumnKind.CHOICE:
            return forms.ChoiceField(required=False, choices=[("", ""), *column["options"]])
    return TextField(required=False, max_characters=MOST_OF_CELL)
