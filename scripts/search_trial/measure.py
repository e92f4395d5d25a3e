"""Asks the 100 queries: python -m scripts.search_trial.measure 20000, settings from the environment.

Prints, as JSON: recall, the share of queries with the wanted entry among the first five, a digest of all results in their order
(the same on both databases), and what missed. `scripts.search_trial.fill` filled the database.
"""

import hashlib
import json
import sys
from typing import Any

import django

from scripts.processes import ROOT
from scripts.search_trial import FIRST, Asked, made, queries, slug


def measure(count: int) -> dict[str, Any]:
    """The figures over so many made entries."""
    from home.models import Finding  # noqa: PLC0415  models exist once Django is set up

    entries = {slug(number, each): each for number, each in enumerate(made(count))}
    recalls, first, missed, digest = [], 0, [], hashlib.sha256()
    paths = dict(Finding.objects.filter(source="entry").values_list("key", "path"))
    for asked in queries():
        found = [paths[key].rstrip("/") if source == "entry" else f"{source} {key}" for source, key in _keys(asked)]
        digest.update("\n".join([asked.words, *(name for name in found if not name[-1:].isdigit() or name in entries)]).encode())
        relevant = {name for name, each in entries.items() if asked.finds(each)}
        recalls.append(len(relevant & set(found)) / len(relevant))
        is_first = f"wanted-{asked.wanted}" in found[:FIRST]
        first += is_first
        if recalls[-1] < 1 or not is_first:
            missed.append([asked.words, asked.sort, round(recalls[-1], 2), is_first, len(found), found[:FIRST]])
    return {
        "queries": len(recalls),
        "recall": sum(recalls) / len(recalls),
        "first": first / len(recalls),
        "digest": digest.hexdigest()[:16],
        "missed": missed,
    }


def _keys(asked: Asked) -> list[tuple[str, int]]:
    from home import freshness, site_search  # noqa: PLC0415
    from home.search.question import Question  # noqa: PLC0415

    answer = site_search.answer(Question(q=asked.words), freshness.tokens())
    found = site_search.found(answer.question, answer.wording, is_near=answer.is_near)
    return list(found.values_list("source", "key")) if answer.total else []


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    django.setup()
    print(json.dumps(measure(int(sys.argv[1])), ensure_ascii=False, indent=1))
