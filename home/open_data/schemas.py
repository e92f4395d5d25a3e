"""What the files of a set hold, in words for machines: JSON Schema (2020-12) and CSV on the Web (W3C tabular metadata)."""

from typing import Any

from django.utils.translation import get_language

from home.languages import COLUMN_LANGUAGES
from home.open_data.files import columns
from home.open_data.sets import REMOVED, Dataset, Field
from home.open_data.terms import Terms, file_url, page_url

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DAY = r"^\d{4}-\d{2}-\d{2}$"
JSON_KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "id": {"type": "string", "minLength": 1},
    "address": {"type": "string", "format": "uri"},
    "day": {"type": "string", "format": "date", "pattern": DAY},
    "time": {"type": "string", "pattern": r"^\d{2}:\d{2}$"},
    "moment": {"type": "string", "format": "date-time"},
    "whole": {"type": "integer"},
    "decimal": {"type": "number"},
    "flag": {"type": "boolean"},
    "list": {"type": "array", "items": {"type": "string"}},
}
CSV_KINDS = {
    "address": "anyURI",
    "day": "date",
    "moment": "dateTimeStamp",
    "whole": "integer",
    "decimal": "decimal",
    "flag": "boolean",
}
MOMENT = JSON_KINDS["moment"]


def json_schema(dataset: Dataset) -> dict[str, Any]:
    """The schema of the JSON file, with labels and meanings in the active language."""
    text = {"type": "string"}
    names = {"type": "object", "properties": dict.fromkeys(COLUMN_LANGUAGES, text), "required": ["ja"]}
    return {
        "$schema": DRAFT,
        "$id": file_url(dataset, "schema.json"),
        "title": str(dataset.title),
        "description": str(dataset.about),
        "type": "object",
        "properties": {
            "dataset": {
                "type": "object",
                "properties": {"name": {"const": dataset.name}, "title": names, "url": text, "schema": text},
                "required": ["name", "title", "url", "schema"],
            },
            "license": {"type": "object", "properties": {"name": text, "url": text}, "required": ["name", "url"]},
            "publisher": names,
            "as_of": JSON_KINDS["day"],
            "changed_at": {"anyOf": [MOMENT, {"type": "null"}]},
            "since": {"anyOf": [MOMENT, {"type": "null"}]},
            "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
            "removed": {"type": "array", "items": {"$ref": "#/$defs/removed"}},
        },
        "required": ["dataset", "license", "publisher", "as_of", "changed_at", "since", "items", "removed"],
        "$defs": {
            "item": {
                "type": "object",
                "properties": {each.name: _json_field(each) for each in dataset.fields},
                "required": [each.name for each in dataset.fields],
                "additionalProperties": False,
            },
            "removed": {
                "type": "object",
                "properties": {dataset.key: JSON_KINDS["id"], REMOVED: MOMENT},
                "required": [dataset.key, REMOVED],
                "additionalProperties": False,
            },
        },
    }


def _json_field(field: Field) -> dict[str, Any]:
    words = {"title": str(field.label), "description": str(field.meaning)}
    shape: dict[str, Any] = dict(JSON_KINDS[field.kind])
    if field.values:
        shape["enum"] = list(field.values)
    if field.needed or field.kind in ("text", "list"):  # an empty text and an empty list say that there is none
        return words | shape
    return words | {"anyOf": [shape, {"type": "null"}]}


def csv_metadata(dataset: Dataset, terms: Terms) -> dict[str, Any]:
    """The description of the CSV file, to be found beside it; ids are texts, whatever they look like."""
    known = {each.name: each for each in dataset.fields}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": get_language() or "ja"}],
        "@id": file_url(dataset, "csv-metadata.json"),
        "url": file_url(dataset, "csv"),
        "dc:title": str(dataset.title),
        "dc:description": str(dataset.about),
        "dc:publisher": terms.publisher["ja"],
        "dc:license": {"@id": terms.license_url},
        "dc:source": {"@id": page_url(dataset)},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "quoteChar": '"', "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "columns": [_csv_column(known.get(name), name, dataset) for name in columns(dataset)],
            "primaryKey": dataset.key,
        },
    }


def _csv_column(field: Field | None, name: str, dataset: Dataset) -> dict[str, Any]:
    if field is None:
        return {"name": name, "titles": name, "datatype": "dateTimeStamp", "required": False}
    column: dict[str, Any] = {
        "name": name,
        "titles": name,
        "dc:title": str(field.label),
        "dc:description": str(field.meaning),
        "datatype": CSV_KINDS.get(field.kind, "string"),
        "required": name == dataset.key,  # the row of what has left the set holds nothing else
    }
    if field.kind == "list":
        column["separator"] = ";"
    return column
