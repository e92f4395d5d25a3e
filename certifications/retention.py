"""How long papers are kept, and what is left of them afterwards. Plain values, no Django.

Source: document rules of Japanese municipalities (文書管理規程): a file is kept for whole years from the 1 April that follows
the fiscal year in which it was completed. A decision becomes final when three months have passed since it was learned
(行政不服審査法18条1項).
"""

import calendar
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from home.fiscal import fiscal_year

SHORT, CASE, LASTING = "short", "case", "lasting"
DISPOSED: dict[str, Any] = {"disposed": True}
NOTHING_LEFT = "–"  # where a text must not be empty
NOT_DECLARED: dict[str, Any] = {"team": "", "candidate": "", "self_check": "", "papers": [], "disposed": True}


@dataclass(frozen=True)
class Terms:
    """What a program says, or what all programs do: months until a result is final, years for papers of cases and of drafts."""

    final_months: int = 3
    case_years: int = 5
    unsubmitted_years: int = 1

    def as_data(self) -> dict[str, int]:
        return {"final_months": self.final_months, "case_years": self.case_years, "unsubmitted_years": self.unsubmitted_years}


def due_on(retention: str, ended_on: date, terms: Terms, *, submitted: bool, valid_until: date | None = None) -> date:
    """The first day on which papers of the class (`short` or `case`) may be disposed of.

    The papers of a certified case are kept while the certificate is valid; those of drafts that were never submitted shorter.
    """
    if retention == SHORT:
        return _months_later(ended_on, terms.final_months) + timedelta(days=1)
    completed = max(ended_on, valid_until) if valid_until else ended_on
    years = terms.case_years if submitted else terms.unsubmitted_years
    return date(fiscal_year(completed) + 1 + years, 4, 1)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def keys_of(retention: str, classes: Mapping[str, str], *, certified: bool) -> set[str]:
    """The questions whose answers go with a class. Without a certificate there is nothing that lasts with it."""
    wanted = {retention} if certified or retention == SHORT else {retention, LASTING}
    return {key for key, name in classes.items() if name in wanted}


def is_disposed(value: Any) -> bool:
    """Whether only a mark is left of an answer or of a file's entry."""
    return isinstance(value, Mapping) and value.get("disposed") is True


def emptied(answers: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    """A version's answers of which those of the keys have given way to the mark."""
    return {key: DISPOSED if key in keys else value for key, value in answers.items()}


def unnamed(rows: Iterable[Mapping[str, Any]], keys: Collection[str]) -> list[dict[str, Any]]:
    """A version's list of files: of those of the keys neither name nor content is left; the hash that was submitted stays."""
    return [{**row, "name": "", "disposed": True} if row["key"] in keys else dict(row) for row in rows]


def ungrounded(grounds: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What was brought forward about a judge, without names and words; hash, source and kind tell that it was looked at."""
    return [{**ground, "path": [], **({"said": ""} if "said" in ground else {})} for ground in grounds]


def undeclared(declared: Mapping[str, Any]) -> dict[str, Any]:
    """What was declared beside the form, without persons, self-check and papers; versions that declare nothing stay so."""
    return {**declared, **NOT_DECLARED} if declared else {}
