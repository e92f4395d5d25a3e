"""What becomes of a row of a list of earlier certificates: its facts against programs, levels, wards, holders and dates."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from certifications import number_patterns
from certifications.models import Program
from certifications.states import SubjectKind
from certifications.terms import term_end
from home.fiscal import fiscal_year
from home.languages import COLUMN_LANGUAGES
from home.lists.headers import fold
from home.lists.records import NOTE, Record
from organizations import list_names

PLAIN_NUMBER = re.compile(r"第?\s*(\d{1,4})\s*号?")
TEXTS = ("name_ja", "name_kana", "name_en", "name_zh", "holder_en", "state_reason_ja", "website")


def called(record: Any) -> set[str]:
    """By what a program, level or field may be called in a list."""
    names = [getattr(record, f"{stem}_{suffix}", "") for stem in ("name", "short_name") for suffix in COLUMN_LANGUAGES]
    names.append(getattr(record, "slug", "") or getattr(record, "code", ""))
    plain = {fold(re.sub(r"[(（].*?[)）]", "", name)) for name in names}
    return {fold(name) for name in names if name} | (plain - {""})


def by_name(records: Iterable[Any]) -> dict[str, Any]:
    """Records by each of their names; a name that two of them have is no name."""
    found: dict[str, Any] = {}
    twice: set[str] = set()
    for record in records:
        for name in called(record):
            if name in found and found[name] != record:
                twice.add(name)
            found[name] = record
    return {name: record for name, record in found.items() if name not in twice}


def find(records: Iterable[Any], said: str) -> Any:
    """The record that the words name; a note behind them does not matter."""
    names = by_name(records)
    return names.get(fold(said)) or names.get(fold(NOTE.sub("", said)))


@dataclass
class Known:
    """What rows are held against; read once for many rows."""

    programs: Mapping[str, Program]
    mine: frozenset[int]
    levels: Mapping[int, list[Any]]
    fields: Mapping[int, list[Any]]
    wards: Mapping[str, str]
    holders: Any
    own_organizations: frozenset[int]
    today: date


def facts_of(record: Record, known: Known) -> dict[str, Any]:
    """The facts as they would be stored, JSON throughout. What is wrong is noted in the record."""
    program = _program(record, known)
    if program is None:
        return {}
    facts: dict[str, Any] = {name: record.values[name] for name in TEXTS if name in record.values}
    facts["program"] = program.slug
    facts |= _days(record, program, known.today)
    facts |= _year_and_number(record, program, facts)
    facts |= _placed(record, program, known)
    facts |= _held(record, program, known, facts)
    facts |= _state(record, facts, known.today)
    if "valid_until" not in facts and program.validity_years and "valid_from" in facts:
        last = term_end(date.fromisoformat(facts["valid_from"]), program.validity_years)
        facts["valid_until"] = last.isoformat() if last else None
        record.repair("term_counted", "valid_until", said=facts["valid_until"], years=program.validity_years)
    return facts


def _program(record: Record, known: Known) -> Program | None:
    said = record.values.get("program")
    mine = {program for program in known.programs.values() if program.pk in known.mine}
    if said:
        program = known.programs.get(fold(said))
        if program is None:
            record.refuse("program", "program", said=said)
        elif program.pk not in known.mine:
            record.refuse("not_yours", "program", said=str(program))
        return program if program and program.pk in known.mine else None
    if len(mine) == 1:
        return next(iter(mine))
    record.refuse("program_missing")
    return None


def _days(record: Record, program: Program, today: date) -> dict[str, Any]:
    """Issued and valid from and until."""
    read, days = record.values, {}
    first, last = read.get("period", (None, None))
    first, last = read.get("valid_from", first), read.get("valid_until", last)
    issued = read.get("issued_on")
    if issued is None and first is not None:
        issued = first
        record.repair("issued_by_beginning", "valid_from", said=first.isoformat())
    if issued is None:
        if not any(note.kind == "refusal" for note in record.notes):
            record.refuse("issued_missing")
        return {}
    if issued > today:
        record.refuse("future", "issued_on", said=issued.isoformat())
    first = first or issued
    if last is not None and last < first:
        record.refuse("end_before_beginning", "valid_until", first=first.isoformat(), last=last.isoformat())
    days = {"issued_on": issued.isoformat(), "valid_from": first.isoformat()}
    return days | ({"valid_until": last.isoformat()} if last else {})


def _year_and_number(record: Record, program: Program, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The fiscal year, said or found, and the number as the program spells it."""
    number, year = record.values.get("number", ""), record.values.get("fiscal_year")
    place = number_patterns.parsed(program.number_pattern, number) if number else None
    of_day = fiscal_year(date.fromisoformat(facts["issued_on"])) if "issued_on" in facts else None
    if year is None and place and place[0]:
        year = place[0]
        record.repair("year_by_number", "number", said=year)
    elif year is None and of_day:
        year = of_day
        record.repair("year_by_day", "issued_on", said=year)
    elif year and place and place[0] and place[0] != year:
        record.refuse("year_and_number", "number", year=year, number=number)
    if year and of_day and abs(of_day - year) > 1:
        record.refuse("year_and_day", "issued_on", year=year, day=facts["issued_on"])
    elif year and of_day and of_day != year:
        record.repair("year_other_than_day", "fiscal_year", said=year)
    if year is None:
        return {}
    found = {"fiscal_year": year}
    if number and (plain := PLAIN_NUMBER.fullmatch(number)):
        number = number_patterns.spelled(program.number_pattern, year, int(plain[1]))
        record.repair("number_in_pattern", "number", said=number)
    if not number:
        record.repair("number_given")
    return found | ({"number": number} if number else {})


def _placed(record: Record, program: Program, known: Known) -> dict[str, Any]:
    """Level, field and ward."""
    found: dict[str, Any] = {}
    levels, said = known.levels.get(program.pk, []), record.values.get("level")
    if said:
        level = find(levels, said)
        if level is None:
            record.refuse("level", "level", said=said, known="、".join(each.name_ja for each in levels))
        else:
            found["level"] = level.code
    elif len(levels) == 1:
        found["level"] = levels[0].code
    else:
        record.refuse("level_missing", known="、".join(each.name_ja for each in levels))
    if said := record.values.get("category"):
        fields = known.fields.get(program.pk, [])
        field = find(fields, said)
        if field is None:
            record.refuse("category", "category", said=said, known="、".join(each.name_ja for each in fields))
        else:
            found["category"] = field.code
    if said := record.values.get("area"):
        code = list_names.ward_of(said, known.wards) or list_names.ward_in(said, known.wards)
        if code:
            found["area"] = code
        elif said in list_names.OUTSIDE:
            record.repair("outside", "area", said=said)
        else:
            record.refuse("ward", "area", said=said)
    return found


def _held(record: Record, program: Program, known: Known, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Who holds it, and which organization on record that is."""
    said, number = record.values.get("holder_ja", ""), record.values.get("corporate_number")
    if program.subject_kind == SubjectKind.PERSON:
        if said and said != facts.get("name_ja"):
            record.repair("holder_is_person", "holder_ja", said=said)
        return {"holder_ja": facts.get("name_ja", "")}
    if not said:
        record.refuse("holder_missing")
        return {}
    found: dict[str, Any] = {"holder_ja": said}
    ward = list_names.ward_of(record.values.get("area", ""), known.wards) if record.values.get("area") else None
    organizations = known.holders.candidates(said, number, ward)
    if len(organizations) > 1:
        record.repair("holder_ambiguous", "holder_ja", said=said)
        return found
    if not organizations:
        record.repair("holder_unknown", "holder_ja", said=said)
        return found
    [holder] = organizations
    if holder.pk in known.own_organizations:
        record.refuse("own_interest", "holder_ja", said=holder.name_ja)
    by_number = bool(number and holder.corporate_number == number)
    if not by_number and holder.people and holder.number_verified_at is None:
        record.repair("holder_unverified", "holder_ja", said=said)
        return found
    found["organization"] = str(holder.public_id)
    if not by_number and holder.name_ja != said:
        record.repair("holder_matched", "holder_ja", said=holder.name_ja)
    if holder.area and "area" not in record.values:
        found["area"] = holder.area.code
        record.repair("ward_of_holder", said=holder.area.name_ja)
    return found


def _state(record: Record, facts: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What became of it. What ended otherwise than by its term says since when."""
    state, since = record.values.get("state", "active"), record.values.get("state_since")
    if state == "expired":
        if facts.get("valid_until") is None or date.fromisoformat(facts["valid_until"]) >= today:
            record.refuse("expired_without_end", "state")
        return {}
    if state == "active":
        return {}
    if since is None:
        record.refuse("since_missing", "state")
        return {}
    if since > today or ("issued_on" in facts and since < date.fromisoformat(facts["issued_on"])):
        record.refuse("since_outside", "state_since", said=since.isoformat())
    return {"state": state, "state_since": since.isoformat()}


def same_key(facts: Mapping[str, Any]) -> str:
    """By what two rows, or a row and a certificate on record, are told to be the same: the number, else what is said of it."""
    if number := facts.get("number"):
        return str(unicodedata.normalize("NFKC", number).casefold())
    names = (list_names.name_key(facts.get(name, "")) for name in ("name_ja", "holder_ja"))
    return ":".join([facts.get("program", ""), str(facts.get("fiscal_year", "")), *names])
