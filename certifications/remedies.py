"""教示: how, and within what time, to appeal against a result, by the legal basis of the program. No Django.

Where a law or an ordinance is the basis, the result is a disposition: 行政不服審査法 (Act No. 68 of 2014) articles 18 and 82
give three months for a request for review, 行政事件訴訟法 (Act No. 139 of 1962) articles 14 and 46 six months for a suit.
A program that rests on a guideline says its own way.
"""

import calendar
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

PARTIES = ("authority", "defendant", "representative")
DISPOSITION = {
    "ja": (
        "この決定に不服があるときは、この決定があったことを知った日の翌日から起算して3か月以内に、{authority}に対して"
        "審査請求をすることができます（この決定があった日の翌日から起算して1年を経過したときは、することができません）。\n"
        "この決定の取消しの訴えは、この決定があったことを知った日の翌日から起算して6か月以内に、{defendant}を被告として"
        "（訴訟において{defendant}を代表する者は{representative}です）提起することができます（この決定の日の翌日から起算して"
        "1年を経過したときは、提起することができません）。ただし、審査請求をした場合は、その裁決があったことを知った日の"
        "翌日から起算して6か月以内に提起することができます（裁決の日の翌日から起算して1年を経過したときは、"
        "提起することができません）。"
    ),
    "en": (
        "If you disagree with this decision, you may request a review by {authority} within three months, counted from the day "
        "after you learned of the decision, and not later than one year after the day following the decision.\n"
        "A suit for its revocation may be filed against {defendant} (represented in the suit by {representative}) within six "
        "months, counted from the day after you learned of the decision, and not later than one year after the day following "
        "it. If you have requested a review, the six months are counted from the day after you learned of its outcome. "
        "The Japanese text is authoritative."
    ),
    "zh": (
        "对本决定不服的，可自知悉本决定之日的次日起三个月内，向{authority}提出审查请求（自决定之日的次日起超过一年的，不得提出）。\n"
        "可自知悉本决定之日的次日起六个月内，以{defendant}为被告（诉讼中由{representative}代表）提起撤销之诉"
        "（自决定之日的次日起超过一年的，不得提起）。已提出审查请求的，可自知悉裁决之日的次日起六个月内提起。以日文文本为准。"
    ),
}
DISPOSITIONS = frozenset({"law", "ordinance"})
REVIEW = {"months": 3, "name": {"ja": "審査請求", "en": "request for review", "zh": "审查请求"}}


def instruction(legal_basis: str, own: Mapping[str, str], parties: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The text by language: the statutory one for a disposition, with what the program adds; else the program's own."""
    if legal_basis not in DISPOSITIONS:
        return dict(own)
    found = {}
    for language, text in DISPOSITION.items():
        named = {party: parties[party].get(language) or parties[party]["ja"] for party in PARTIES}
        found[language] = "\n".join(filter(None, [text.format(**named), own.get(language, "")]))
    return found


def terms(legal_basis: str, own: Mapping[str, Any]) -> dict[str, Any]:
    """How long a result can be questioned and what that is called: by law, or as a guideline says ({days or months, name}).

    Empty where a guideline takes nothing of the kind.
    """
    return dict(REVIEW) if legal_basis in DISPOSITIONS else dict(own)


def last_day(said: Mapping[str, Any], learned_on: date, is_business_day: Callable[[date], bool]) -> date | None:
    """The last day of the term for who learned of the result on a day; None without a term.

    The day of learning is not counted (民法140条). Months end on the day before the one that corresponds to their first day,
    or on the last of a shorter month (民法143条2項). A term that ends on a day on which the offices are closed ends on the
    next one on which they work (地方自治法4条の2第4項).
    """
    if said.get("days"):
        last = learned_on + timedelta(days=int(said["days"]))
    elif said.get("months"):
        last = _months_after(learned_on, int(said["months"]))
    else:
        return None
    while not is_business_day(last):
        last += timedelta(days=1)
    return last


def _months_after(learned_on: date, months: int) -> date:
    """The term begins on the day after; it ends on the eve of the corresponding day, or at the end of the month."""
    first = learned_on + timedelta(days=1)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    in_month = calendar.monthrange(year, month + 1)[1]
    if first.day > in_month:
        return date(year, month + 1, in_month)
    return date(year, month + 1, first.day) - timedelta(days=1)


def faults_of(legal_basis: str, own: Mapping[str, str], parties: Mapping[str, Any]) -> list[str]:
    """What a program's file lacks for its notices; empty when nothing is."""
    if legal_basis in DISPOSITIONS:
        return [f"appeal_parties names no {party}" for party in PARTIES if not parties.get(party, {}).get("ja")]
    return [] if own.get("ja") else ["appeal_text says no way of its own"]
