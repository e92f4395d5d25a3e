"""The self-check of a program or round, with its words: what is asked, what was said, and what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core import signing
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from certifications import eligibility, eligibility_words
from certifications.eligibility import Finding
from certifications.models.programs import Program
from certifications.models.rounds import Round
from home import clock, dates
from home.languages import suffix

SALT = "certifications.eligibility"


@dataclass(frozen=True)
class Said:
    """One answer: what was asked, what was said."""

    label: str
    text: str


@dataclass(frozen=True)
class Result:
    """One check with its words and its finding."""

    check: Mapping[str, Any]
    finding: Finding
    said: list[Said]

    @property
    def question(self) -> str:
        return words(self.check.get("question"))

    @property
    def is_open(self) -> bool:
        """Whether nothing has been said yet."""
        return self.finding.reason == "not_answered"

    @property
    def verdict(self) -> str:
        return gettext("Not answered yet") if self.is_open else eligibility_words.VERDICTS[self.finding.verdict]()

    @property
    def tone(self) -> str:
        return "plain" if self.is_open else eligibility_words.TONES[self.finding.verdict]

    @property
    def reason(self) -> str:
        return "" if self.is_open else eligibility_words.reason(self.finding)

    @property
    def advice(self) -> str:
        """What can be done where it is not simply met."""
        return "" if self.is_open or self.finding.verdict == eligibility.MET else words(self.check.get("advice"))

    @property
    def evidence(self) -> str:
        return words(self.check.get("evidence"))


@dataclass(frozen=True)
class SelfCheck:
    """The checks on a reference day, and the answers so far."""

    checks: Sequence[Mapping[str, Any]]
    on: date
    answers: Mapping[str, Any]

    @cached_property
    def results(self) -> list[Result]:
        found = eligibility.findings(self.checks, self.answers, self.on)
        return [Result(check, finding, self._said(check)) for check, finding in zip(self.checks, found, strict=True)]

    @property
    def conclusion(self) -> str:
        """met, not_met or ask_the_office."""
        return eligibility.conclusion([result.finding for result in self.results])

    def of_line(self, line: str) -> list[Result]:
        """What belongs to a line of the office's checklist; to "", what belongs to none."""
        return [result for result in self.results if result.check.get("line", "") == line]

    def _said(self, check: Mapping[str, Any]) -> list[Said]:
        found = []
        for part in eligibility.parts(check):
            value = self.answers.get(eligibility.name_of(check, part))
            if value is not None:
                label = eligibility_words.part(check, part.name) or words(check.get("question"))
                found.append(Said(label, in_words(check, part, value)))
        return found


def words(texts: Mapping[str, str] | None) -> str:
    """A text by language in the active one, else in Japanese."""
    return (texts.get(suffix()) or texts.get("ja", "")) if texts else ""


def in_words(check: Mapping[str, Any], part: eligibility.Part, value: Any) -> str:
    """An answer as a reader sees it."""
    language = get_language() or "ja"
    if part.kind == "choice":
        return eligibility_words.value(check, value, suffix())
    if part.kind == "date":
        return dates.day(date.fromisoformat(value), language)
    return dates.yen(value, language) if part.kind == "yen" else number_format(value, force_grouping=True)


def reference_day(round_: Round | None) -> date:
    """The last day on which one can apply, as it was published: more time makes nobody older. Without a round, today."""
    if round_ is None:
        return clock.today()
    if "reference_day" in round_.rules:
        return date.fromisoformat(round_.rules["reference_day"])
    return round_.last_day()


def of_program(program: Program, round_: Round | None, answers: Mapping[str, Any]) -> SelfCheck:
    """What the public is asked: by the rules of the round to which one can apply, else by the program's present ones."""
    checks = round_.rules.get("eligibility", []) if round_ else program.eligibility
    return SelfCheck(checks, reference_day(round_), eligibility.readable(checks, answers))


def of_application(application: Any) -> SelfCheck:
    """What an application's side has said, by the rules of its round."""
    return of_program(application.round.program, application.round, application.eligibility.get("answers", {}))


def kept(round_: Round, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as an application keeps them."""
    checks = round_.rules.get("eligibility", [])
    facts = eligibility.readable(checks, answers)
    return {"answers": facts, "on": reference_day(round_).isoformat(), "at": clock.now().isoformat()} if facts else {}


def changes_in_words(round_: Round, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Which answers changed, old and new, in Japanese as the office keeps its records: a line for each."""
    lines = []
    with translation.override("ja"):
        for check in round_.rules.get("eligibility", []):
            for part in eligibility.parts(check):
                name = eligibility.name_of(check, part)
                old, new = (in_words(check, part, said[name]) if name in said else "–" for said in (before, after))
                if old != new:
                    lines.append(f"{eligibility_words.part(check, part.name) or words(check.get('question'))}: {old} → {new}")
    return "\n".join(lines)


def carried(round_: Round, answers: Mapping[str, Any]) -> str:
    """The answers in an address, signed: nothing is kept on the server before somebody applies."""
    return signing.dumps({"round": str(round_.public_id), "answers": dict(answers)}, salt=SALT, compress=True)


def carried_answers(round_: Round, text: str) -> dict[str, Any]:
    """The answers of such an address; none when it was not ours or is about another round."""
    try:
        data = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}
    if data["round"] != str(round_.public_id):
        return {}
    return eligibility.readable(round_.rules.get("eligibility", []), data["answers"])
