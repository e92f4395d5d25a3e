"""What of a record goes into the index, and when: at once, and again at the commit for what is written after it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils.encoding import force_str
from modelsearch.backends import get_search_backends_with_name
from modelsearch.index import AutocompleteField, RelatedFields, SearchField, insert_or_update_object


def reindex(*records: models.Model) -> None:
    """Brings the index up to date, after rows were changed that a record's search fields read."""
    for record in records:
        insert_or_update_object(record)


def index_made(model: type[Any], records: Sequence[models.Model]) -> None:
    """Indexes records of one model that were just written in bulk, by as few statements."""
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        backend.add_bulk(model, records)


def index_saved(sender: type[models.Model], instance: models.Model, raw: bool = False, **_: Any) -> None:
    """Indexes a saved record at once. A record's tags and words are often written after it: so once more at the commit."""
    if raw:
        return
    insert_or_update_object(instance)
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(partial(_index_again, sender, instance.pk))


def _index_again(model: type[models.Model], pk: Any) -> None:
    record = model._default_manager.filter(pk=pk).first()
    if record is not None:
        insert_or_update_object(record)


def indexed_texts(record: Any, fields: Iterable[Any] | None = None) -> Iterator[tuple[Any, str]]:
    """Each search or autocomplete field of a record with its text; fields of related records come along."""
    for field in record.get_search_fields() if fields is None else fields:
        if isinstance(field, (SearchField, AutocompleteField)):
            yield field, _plain(field.get_value(record))
        elif isinstance(field, RelatedFields):
            for related in _related(field, record):
                yield from indexed_texts(related, field.fields)


def key_field(model: type[models.Model]) -> "models.Field[Any, Any]":
    """The field that holds the primary key's value: a page's key is that of its base page."""
    key: Any = model._meta.pk
    while key.is_relation:
        key = key.target_field
    return key


def _related(field: RelatedFields, record: Any) -> list[Any]:
    value = field.get_value(record)
    if value is None:
        return []
    if isinstance(value, models.Manager):
        return list(value.all())
    return [value() if callable(value) else value]


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return "\n".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return "\n".join(_plain(item) for item in value.values())
    return "" if value is None else force_str(value)
