"""The office says which words mean the same to whoever searches."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from home import freshness
from home.models import Synonyms
from home.permissions import can_write_synonyms


class TooFewWords(Exception):
    """One word alone means nothing else."""


@transaction.atomic
def save(group: Synonyms | None, *, words: str, by: Any) -> Synonyms:
    """Writes a group of words, a new one for None; counts from the next search on. Raises TooFewWords."""
    if not can_write_synonyms(by):
        raise PermissionDenied
    group = group or Synonyms()
    group.words = words
    if len(group.leveled) < 2:
        raise TooFewWords
    group.save()
    freshness.renew("pages")
    return group


@transaction.atomic
def remove(group: Synonyms, *, by: Any) -> None:
    """Takes a group away."""
    if not can_write_synonyms(by):
        raise PermissionDenied
    group.delete()
    freshness.renew("pages")
