"""When a renewed certificate begins, which number it gets, and what a program may say of renewals. No Django."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any

KNOWN = frozenset({"remind_before_end", "remind_before_close", "number", "suffix", "judge"})
TIME = "{time}"
LONGEST = 366
LONGEST_SUFFIX = 12


def faults_of(said: Mapping[str, Any], validity_years: int | None) -> list[str]:
    """What makes no sense in a program's words on renewals; an empty list where all is well or nothing is said."""
    if not said:
        return []
    faults = [f"renewals: {name} is not known." for name in sorted(set(said) - KNOWN)]
    if validity_years is None:
        faults.append("renewals: certificates without a term are not renewed.")
    days = {name: said.get(name, 0) for name in ("remind_before_end", "remind_before_close")}
    wrong = [name for name, number in days.items() if not isinstance(number, int) or not 0 <= number <= LONGEST]
    faults += [f"renewals: {name} is a number of days from 0 to {LONGEST}." for name in wrong]
    if said.get("number", "new") not in {"new", "kept"}:
        faults.append("renewals: number is new or kept.")
    if said.get("number") == "kept" and (said.get("suffix", "").count(TIME) != 1 or len(said["suffix"]) > LONGEST_SUFFIX):
        faults.append("renewals: a number that is kept needs a suffix with {time}, of at most 12 characters.")
    if said.get("judge", "all") not in {"all", "changed"}:
        faults.append("renewals: judge is all or changed.")
    return faults


def first_day(last_day_before: date | None, released_on: date) -> date:
    """The first day of the renewed certificate: the day after the old one's end, or that of the release if it is later."""
    return max(last_day_before + timedelta(days=1), released_on) if last_day_before else released_on


def numbers(number: str, suffix: str, *, has_suffix: bool) -> Iterator[str]:
    """The numbers that a kept number can get, one after the other: KMB-2021-003 gives -2, -3; KMB-2021-003-2 gives -3, -4.

    The first time is the second certification. `has_suffix` tells whether the number came of a renewal; one that is taken
    already is passed over by the caller.
    """
    pattern = re.escape(suffix).replace(re.escape(TIME), r"(?P<time>\d{1,3})")
    match = re.search(f"{pattern}$", number) if has_suffix else None
    bare, last = (number[: match.start()], int(match["time"])) if match else (number, 1)
    return (bare + suffix.replace(TIME, str(time)) for time in count(last + 1))
