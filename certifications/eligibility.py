"""Whether somebody may apply, asked before the form: each check of a program is met, not met, or for the office to look at.

Nobody is refused by what is computed here: it tells a person what to expect, and the office what to look at.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

MET, NOT_MET, ASK = "met", "not_met", "ask_the_office"
YES, NO, UNSURE = "yes", "no", "unsure"
ELSEWHERE = "elsewhere"
MILLION = 1_000_000

# 中小企業基本法 第2条第1項: (capital in yen, staff) up to which a business is small or medium; one of the two is enough.
SME_LIMITS = {
    "manufacturing": (300 * MILLION, 300),
    "wholesale": (100 * MILLION, 100),
    "service": (50 * MILLION, 100),
    "retail": (50 * MILLION, 50),
}
CONTROL = ("half", "two_thirds", "officers")
TAX = ("paid", "deferred", "arrears", UNSURE)
YES_NO = (YES, NO, UNSURE)


@dataclass(frozen=True)
class Part:
    """One thing that is asked: `kind` is choice, number, yen or date. A part that is not needed may stay empty."""

    name: str
    kind: str
    needed: bool = True
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What an answer comes to: the verdict, and why, as a code with its facts."""

    code: str
    verdict: str
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def parts(check: Mapping[str, Any]) -> list[Part]:
    """What a check asks, in order. The answers are kept under `name_of(check, part)`."""
    match check["type"]:
        case "sme":
            return [
                Part("industry", "choice", values=(*SME_LIMITS, UNSURE)),
                Part("capital", "yen", needed=False),
                Part("staff", "number"),
            ]
        case "city_years":
            places = tuple(place["value"] for place in check["places"])
            return [Part("place", "choice", values=(*places, ELSEWHERE, UNSURE)), Part("since", "date", needed=False)]
        case "not_deemed_large":
            return [Part(name, "choice", values=YES_NO) for name in CONTROL]
        case "age_on" | "trade_years":
            return [Part("years", "number")]
        case "tax_paid":
            return [Part("state", "choice", values=TAX)]
    return [Part("answer", "choice", values=YES_NO)]


def name_of(check: Mapping[str, Any], part: Part) -> str:
    """The key of an answer: the check's code and the part's name."""
    return f"{check['code']}-{part.name}"


def readable(checks: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that belong to the checks and have the right type; all else is dropped."""
    found = {}
    for check in checks:
        for part in parts(check):
            value = answers.get(name_of(check, part))
            if _fits(part, value):
                found[name_of(check, part)] = value
    return found


def _fits(part: Part, value: Any) -> bool:
    if part.kind == "choice":
        return isinstance(value, str) and value in part.values
    if part.kind == "date":
        return isinstance(value, str) and _day(value) is not None
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def findings(checks: Sequence[Mapping[str, Any]], answers: Mapping[str, Any], on: date) -> list[Finding]:
    """Every check with its verdict on the reference day; what was not answered is for the office to ask."""
    return [judge(check, answers, on) for check in checks]


def conclusion(found: Sequence[Finding]) -> str:
    """What the findings come to together: one that is not met outweighs one that is open."""
    verdicts = {finding.verdict for finding in found}
    return NOT_MET if NOT_MET in verdicts else ASK if ASK in verdicts else MET


def judge(check: Mapping[str, Any], answers: Mapping[str, Any], on: date) -> Finding:
    """One check on the reference day."""
    given = {part.name: answers.get(name_of(check, part)) for part in parts(check)}
    if any(part.needed and given[part.name] is None for part in parts(check)):
        return Finding(check["code"], ASK, "not_answered")
    verdict, reason, facts = JUDGES.get(check["type"], _yes_no)(check, given, on)
    return Finding(check["code"], verdict, reason, facts)


Judgment = tuple[str, str, dict[str, Any]]


def _sme(check: Mapping[str, Any], given: Mapping[str, Any], on: date) -> Judgment:
    """Small or medium: capital OR staff within the limit of the class.

    Source: 中小企業基本法（昭和38年法律第154号）第2条第1項 第1号 (製造業、建設業、運輸業その他: 3億円以下 又は 300人以下),
    第2号 (卸売業: 1億円, 100人), 第3号 (サービス業: 5千万円, 100人), 第4号 (小売業: 5千万円, 50人); all limits inclusive.
    Staff are 常時使用する従業員. A sole proprietor has no capital: staff alone decide.
    """
    if given["industry"] == UNSURE:
        return ASK, "industry_unsure", {}
    capital, staff = SME_LIMITS[given["industry"]]
    facts = {"capital": capital, "staff": staff}
    if given["staff"] <= staff:
        return MET, "sme_by_staff", facts
    if given["capital"] is None:
        return ASK, "sme_capital_missing", facts
    return (MET, "sme_by_capital", facts) if given["capital"] <= capital else (NOT_MET, "sme_over", facts)


def _city_years(check: Mapping[str, Any], given: Mapping[str, Any], on: date) -> Judgment:
    """So many years in the city on the reference day.

    Source: the program's own rule (the year as in 民法 第143条: it is full when the day before the same date of a later
    year ends). From the anniversary on it is met; on the day before it, the office says which rule it reads.
    """
    if given["place"] == UNSURE:
        return ASK, "place_unsure", {}
    counting = {place["value"] for place in check["places"] if place.get("counts", True)}
    if given["place"] not in counting:
        return NOT_MET, "place_elsewhere", {}
    since = _day(given["since"])
    if since is None:
        return ASK, "since_missing", {"years": check["years"]}
    full = anniversary(since, check["years"])
    facts = {"years": check["years"], "on": on, "full": full}
    if on >= full:
        return MET, "years_full", facts
    return (ASK, "years_eve", facts) if on == full - timedelta(days=1) else (NOT_MET, "years_short", facts)


def _not_deemed_large(check: Mapping[str, Any], given: Mapping[str, Any], on: date) -> Judgment:
    """Not a firm that a large one controls (みなし大企業).

    Source: the definition that Japan's subsidies for small firms use (one large firm holds half or more of shares or
    investment; large firms together two thirds or more; their officers or staff are half or more of the officers), as in
    the calls of 中小企業庁 and of cities (品川区 for one). A program takes it up in its own rules.
    """
    answers = [given[name] for name in CONTROL]
    if YES in answers:
        return NOT_MET, "deemed_large", {}
    return (ASK, "control_unsure", {}) if UNSURE in answers else (MET, "not_deemed_large", {})


def _age_on(check: Mapping[str, Any], given: Mapping[str, Any], on: date) -> Judgment:
    """So old on the reference day. Source: the program's own rule; the person says the age, so that no birthday is asked."""
    facts = {"years": check["years"], "on": on}
    return (MET, "age_reached", facts) if given["years"] >= check["years"] else (NOT_MET, "age_short", facts)


def _trade_years(check: Mapping[str, Any], given: Mapping[str, Any], on: date) -> Judgment:
    """So many full years in the trade on the reference day. Source: the program's own rule."""
    facts = {"years": check["years"], "on": on}
    return (MET, "trade_full", facts) if given["years"] >= check["years"] else (NOT_MET, "trade_short", facts)


def _tax_paid(check: Mapping[str, Any], given: Mapping[str, Any], on: date) -> Judgment:
    """No tax in arrears. Source: the program's own rule; a grace (徴収猶予, 地方税法 第15条) is no arrears, but looked at."""
    return {
        "paid": (MET, "tax_paid", {}),
        "deferred": (ASK, "tax_deferred", {}),
        "arrears": (NOT_MET, "tax_arrears", {}),
        UNSURE: (ASK, "tax_unsure", {}),
    }[given["state"]]


def _pledge(check: Mapping[str, Any], given: Mapping[str, Any], on: date) -> Judgment:
    """Can give the program's pledges, such as 暴力団排除 (cities' ordinances against organized crime). Source: the program."""
    return {
        YES: (MET, "pledged", {}),
        NO: (NOT_MET, "not_pledged", {}),
        UNSURE: (ASK, "pledge_unsure", {}),
    }[given["answer"]]


def _yes_no(check: Mapping[str, Any], given: Mapping[str, Any], on: date) -> Judgment:
    """A plain question of the program; `otherwise` says what another answer than the wanted one comes to."""
    if given["answer"] == UNSURE:
        return ASK, "unsure", {}
    if given["answer"] == check.get("wanted", YES):
        return MET, "as_wanted", {}
    verdict = check.get("otherwise", NOT_MET)
    return verdict, "to_be_talked_over" if verdict == ASK else "not_as_wanted", {}


JUDGES: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any], date], Judgment]] = {
    "sme": _sme,
    "city_years": _city_years,
    "not_deemed_large": _not_deemed_large,
    "age_on": _age_on,
    "trade_years": _trade_years,
    "tax_paid": _tax_paid,
    "pledge": _pledge,
    "yes_no": _yes_no,
}


def anniversary(since: date, years: int) -> date:
    """The same date so many years later; of a 29 February, the 1 March of a year that has none (民法 第143条第2項)."""
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return date(since.year + years, 3, 1)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
