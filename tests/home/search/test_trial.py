"""A sample of the search trial: the 100 queries over fewer made entries, on each database."""

import pytest
from django.utils import translation

from home.actions import findings
from home.models import Finding, Synonyms
from home.search.results import Source
from scripts.search_trial import RECALL, WANTED_SHARE, findable, made, synonyms
from scripts.search_trial.measure import measure

pytestmark = pytest.mark.django_db
COUNT = 2_100  # the last wanted entry is the 1,999th
# The results and their order, the same on SQLite and PostgreSQL. It changes with the trial's data and with the search.
DIGEST = "e8a6d90f3079220f"


def test_the_queries_find_what_was_written_down_before(monkeypatch):
    source = Source(
        "entry", lambda keys: (findable(*pair) for pair in enumerate(made(COUNT))) if keys is None else iter(()), dict
    )
    monkeypatch.setattr(findings, "offered", lambda: {"entry": source})
    Synonyms.objects.bulk_create([Synonyms(words=words) for words in synonyms()])

    with translation.override("ja"):
        held = findings.rebuild()
        figures = measure(COUNT)

    assert held == Finding.objects.count() == COUNT
    assert figures["recall"] >= RECALL, figures["missed"]
    assert figures["first"] >= WANTED_SHARE, figures["missed"]
    assert figures["digest"] == DIGEST
