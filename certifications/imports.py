"""Certificates of earlier years, and masters, as lists that come in and go out."""

import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from certifications.actions import past_certificates
from certifications.list_columns import COLUMN_WORDS, MASTER_WORDS, STATE_WORDS, STATES, read_period
from certifications.models import Category, Certificate, Level, Program
from certifications.past_rows import Known, by_name, called, facts_of, same_key
from certifications.permissions import memberships_of, reads_certifications, roles_of
from certifications.states import SubjectKind
from home import clock
from home.import_states import RowOutcome
from home.list_kinds import Field, Kind, Planned
from home.lists import values
from home.lists.headers import fold
from home.lists.records import Record
from organizations import list_names
from organizations.imports import Known as KnownHolders
from organizations.imports import read_number
from organizations.models import Area, Organization

COMPARED = ("program", "fiscal_year", "level", "category", "area", "issued_on", "valid_from", "valid_until", "state")
TOLD_LABELS = (
    ("program", _("program"), values.text(120)),
    ("fiscal_year", _("fiscal year"), values.fiscal_year),
    ("number", _("number"), values.identifier(40)),
    ("name_ja", _("name"), values.text(120)),
    ("name_kana", _("name in kana"), values.text(160)),
    ("name_en", _("name (English)"), values.text(160)),
    ("name_zh", _("name (Chinese)"), values.text(120)),
    ("holder_ja", _("holder"), values.text(160)),
    ("holder_en", _("holder (English)"), values.text(200)),
    ("corporate_number", _("corporate number of the holder"), read_number),
    ("level", _("level"), values.text(60)),
    ("category", _("field"), values.text(60)),
    ("area", _("ward"), values.text(120)),
    ("issued_on", _("issued"), values.day),
    ("period", _("period of validity"), read_period),
    ("valid_from", _("valid from"), values.day),
    ("valid_until", _("valid until"), values.day),
    ("state", _("state"), values.choice(STATES)),
    ("state_since", _("in this state since"), values.day),
    ("state_reason_ja", _("reason of the state"), values.text(200)),
    ("website", _("website"), values.web_address),
)
REPEATS = frozenset({"program", "fiscal_year", "level", "issued_on", "holder_ja"})
FOR_ALL = frozenset({"program", "fiscal_year", "level", "issued_on", "valid_until"})


def fields_of(words: dict[str, str], *, without: Sequence[str] = ()) -> tuple[Field, ...]:
    """The columns, by the words of one kind of list."""
    return tuple(
        Field(
            name, label, reader, words[name].split(), needed=name == "name_ja", for_all=name in FOR_ALL, repeats=name in REPEATS
        )
        for name, label, reader in TOLD_LABELS
        if name not in without
    )


class CertificateList(Kind):
    """What was certified before this platform, or all that is certified. What is on record is never changed by a list."""

    code = "certificates"
    label = _("Certificates")
    fields = fields_of(COLUMN_WORDS)

    def programs(self) -> Any:
        """Of which programs such a list may be."""
        return Program.objects.exclude(subject_kind=SubjectKind.PERSON)

    def may_import(self, user: Any) -> bool:
        return bool(secretariat_of(user))  # asked for every menu: of which programs, each row is asked

    def may_export(self, user: Any) -> bool:
        return bool(reads_certifications(user))

    def choices(self, name: str, user: Any) -> list[tuple[str, str]]:
        if name != "program":
            return []
        return [(program.slug, str(program.name)) for program in self.programs().filter(pk__in=secretariat_of(user))]

    def teller(self) -> Callable[[Sequence[str]], dict[str, str]]:
        names = {program.slug: [name for name in called(program) if len(name) > 1] for program in self.programs()}

        def told(texts: Sequence[str]) -> dict[str, str]:
            said: dict[str, str] = {}
            whole = fold(" ".join(texts))
            named = [slug for slug, words in names.items() if any(word in whole for word in words)]
            if len(named) == 1:
                said["program"] = named[0]
            years = {year.value for text in texts for year in [_year_in(text)] if year}
            if len(years) == 1:
                said["fiscal_year"] = str(years.pop())
            return said

        return told

    def plan(self, records: Sequence[Record], *, by: Any) -> list[Planned]:
        known = self._known(records, by)
        planned = [Planned(record, facts=facts_of(record, known)) for record in records]
        stored = _stored(planned)
        for plan in planned:
            if plan.source.refused or not plan.facts:
                continue
            plan.key = same_key(plan.facts)
            self._hold_against(plan, stored.get(plan.key))
        return planned

    def _known(self, records: Sequence[Record], by: Any) -> Known:
        programs = list(self.programs())
        levels, fields = defaultdict(list), defaultdict(list)
        for level in Level.objects.filter(program__in=programs):
            levels[level.program_id].append(level)
        for field in Category.objects.filter(program__in=programs):
            fields[field.program_id].append(field)
        names = {name for each in records for name in list_names.spellings(each.values.get("holder_ja", ""))} - {""}
        numbers = {each.values["corporate_number"] for each in records if "corporate_number" in each.values}
        present = Count("memberships", filter=Q(memberships__ended_at__isnull=True))
        holders = Organization.objects.filter(Q(name_ja__in=names) | Q(corporate_number__in=numbers))
        wards = {name: area.code for area in Area.objects.all() for name in (area.name_ja, area.name_en, area.code) if name}
        return Known(
            programs=by_name(programs),
            mine=secretariat_of(by),
            levels=levels,
            fields=fields,
            wards=wards,
            holders=KnownHolders(holders.select_related("area").annotate(people=present).order_by("pk")),
            own_organizations=frozenset(memberships_of(by)),
            today=clock.today(),
        )

    def _hold_against(self, plan: Planned, stored: Certificate | None) -> None:
        if stored is None:
            plan.record = uuid.uuid4()
            if plan.facts.get("state") == "superseded":
                plan.source.refuse("newer_missing")
            return
        plan.record, plan.outcome, plan.version = stored.public_id, RowOutcome.SAME, stored.row_version
        now = _facts_on_record(stored)
        labels = self.labels
        other = [labels[name] for name in COMPARED if name in plan.facts and name in labels and now[name] != plan.facts[name]]
        if list_names.name_key(stored.name_ja) != list_names.name_key(plan.facts["name_ja"]):
            other.insert(0, labels["name_ja"])
        if other:
            plan.source.refuse("known_otherwise", said=stored.number, columns="、".join(other))
        else:
            plan.facts = {}

    def write(self, rows: Sequence[Any], *, by: Any) -> None:
        past_certificates.record_many([{"public_id": row.record} | row.facts for row in rows], by=by)

    def take_back(self, rows: Sequence[Any], *, by: Any) -> list[Any]:
        gone = past_certificates.take_back([row.record for row in rows], by=by)
        return [row for row in rows if row.record not in gone]

    def exported(self, user: Any) -> Iterable[Sequence[Any]]:
        rows = Certificate.objects.visible_to(user).issued().filter(program__in=self.programs()).order_by("pk")
        related = ("program", "level", "category", "area", "organization", "subject", "entry")
        for each in rows.select_related(*related).iterator(200):
            facts = _row_of(each)
            yield [facts[column.name] for column in self.fields]


class MasterList(CertificateList):
    """Persons who were recognized before this platform: the holder is the person."""

    code = "masters"
    label = _("Masters")
    fields = fields_of(MASTER_WORDS, without=("holder_ja", "holder_en", "corporate_number"))

    def programs(self) -> Any:
        return Program.objects.filter(subject_kind=SubjectKind.PERSON)


def secretariat_of(user: Any) -> frozenset[int]:
    """Keys of the programs that the person runs."""
    return frozenset(program for program, role in roles_of(user) if role == "secretariat")


def _year_in(text: str) -> Any:
    """The fiscal year that a title names (令和5年度 認証製品一覧); None where it names none or several."""
    found = values.YEAR_IN_TITLE.findall(unicodedata.normalize("NFKC", text))
    if len(set(found)) != 1:
        return None
    try:
        return values.fiscal_year(found[0])
    except values.Refused:
        return None


def _stored(planned: Sequence[Planned]) -> dict[str, Certificate]:
    """Certificates on record that the rows may name: by number, else by program, year and names."""
    numbers = {plan.facts["number"] for plan in planned if "number" in plan.facts}
    names = {plan.facts["name_ja"] for plan in planned if plan.facts and "number" not in plan.facts}
    rows = Certificate.objects.filter(Q(number__in=numbers) | Q(name_ja__in=names))
    found: dict[str, Certificate] = {}
    for each in rows.select_related("program", "level", "category", "area").order_by("pk"):
        found[same_key({"number": each.number})] = each
        facts = {
            "program": each.program.slug,
            "fiscal_year": each.fiscal_year,
            "name_ja": each.name_ja,
            "holder_ja": each.holder_ja,
        }
        if each.state != "void":
            found[same_key(facts)] = each
    return found


def _facts_on_record(certificate: Certificate) -> dict[str, Any]:
    until = certificate.valid_until
    return {
        "program": certificate.program.slug,
        "fiscal_year": certificate.fiscal_year,
        "level": certificate.level.code,
        "category": certificate.category.code if certificate.category else None,
        "area": certificate.area.code if certificate.area else None,
        "issued_on": certificate.issued_on.isoformat(),
        "valid_from": certificate.valid_from.isoformat(),
        "valid_until": until.isoformat() if until else None,
        "state": certificate.state,
    }


def _row_of(certificate: Certificate) -> dict[str, Any]:
    """As a list says it, in words that an import reads again."""
    entry, holder = getattr(certificate, "entry", None), certificate.organization
    words = {name: getattr(certificate, name) for name in ("number", "name_ja", "name_en", "name_zh", "holder_ja", "holder_en")}
    ended = certificate.state != "active"
    return words | {
        "program": certificate.program.name_ja,
        "fiscal_year": certificate.fiscal_year,
        "name_kana": certificate.subject.name_kana,
        "corporate_number": holder.corporate_number if holder else None,
        "level": certificate.level.name_ja,
        "category": certificate.category.name_ja if certificate.category else None,
        "area": certificate.area.name_ja if certificate.area else None,
        "issued_on": certificate.issued_on,
        "period": None,
        "valid_from": certificate.valid_from,
        "valid_until": certificate.valid_until,
        "state": STATE_WORDS[certificate.state].split()[0],
        "state_since": certificate.state_since if ended else None,
        "state_reason_ja": certificate.state_reason_ja,
        "website": entry.website if entry else None,
    }


KINDS = (CertificateList(), MasterList())
