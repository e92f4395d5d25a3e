"""Certificates of earlier years from a list: put on record and into the register many at once, and taken back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, ProtectedError, Q

from certifications import codes, number_patterns
from certifications.certificate_states import STANDING, CertificateOrigin, CertificateState
from certifications.models import Category, Certificate, CertificateEvent, Level, NumberSeries, Program, Subject
from certifications.permissions import is_secretariat
from home import clock
from home.discovery import reactions
from organizations.models import Area, Organization

ENDINGS = {
    CertificateState.SUSPENDED: "certificate.suspend",
    CertificateState.WITHDRAWN: "certificate.withdraw",
    CertificateState.SURRENDERED: "certificate.surrender",
}
NAMES = ("name_ja", "name_en", "name_zh", "holder_ja", "holder_en", "state_reason_ja")
DAYS = ("issued_on", "valid_from", "valid_until")


@transaction.atomic
def record_many(rows: Sequence[Mapping[str, Any]], *, by: Any) -> None:
    """Puts certificates on record that were decided before this platform, each with its events and its entry.

    Each row carries its public id and facts with codes and days as texts (`certifications.imports` checks them). Rows without
    a number take the next ones of their program's series; where numbers are spelled as the program spells them, the series
    goes on behind the highest. No letter is written, no paper drawn. Raises PermissionDenied, IntegrityError.
    """
    programs = {program.slug: program for program in Program.objects.filter(slug__in={row["program"] for row in rows})}
    if not all(is_secretariat(by, program) for program in programs.values()):
        raise PermissionDenied
    levels = {(level.program_id, level.code): level for level in Level.objects.filter(program__in=programs.values())}
    fields = {(each.program_id, each.code): each for each in Category.objects.filter(program__in=programs.values())}
    areas = {area.code: area for area in Area.objects.all()}
    wanted = {row["organization"] for row in rows if row.get("organization")}
    holders = {str(each.public_id): each for each in Organization.objects.filter(public_id__in=wanted)}
    numbers = _numbers(rows, programs)
    subjects = _subjects(rows, programs, holders, areas)
    made = []
    for row, subject in zip(rows, subjects, strict=True):
        program, days = programs[row["program"]], {name: _day(row.get(name)) for name in DAYS}
        facts = {name: row.get(name, "") for name in NAMES}
        made.append(
            Certificate(
                public_id=row["public_id"],
                code=codes.generate(),
                number=row.get("number") or next(numbers[program.pk, row["fiscal_year"]]),
                program=program,
                origin=CertificateOrigin.LIST,
                subject=subject,
                level=levels[program.pk, row["level"]],
                category=fields[program.pk, row["category"]] if row.get("category") else None,
                area=areas[row["area"]] if row.get("area") else None,
                organization=holders[row["organization"]] if row.get("organization") else None,
                fiscal_year=row["fiscal_year"],
                state=row.get("state", CertificateState.ACTIVE),
                state_since=date.fromisoformat(row.get("state_since") or row["issued_on"]),
                specimen=settings.DEMO,
                **days,
                **facts,
            )
        )
    made = Certificate.objects.bulk_create(made)
    _write_events(made, by)
    websites = {each.pk: row["website"] for each, row in zip(made, rows, strict=True) if row.get("website")}
    for react in reactions("listed"):
        react(made, websites)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _numbers(rows: Sequence[Mapping[str, Any]], programs: Mapping[str, Program]) -> dict[tuple[int, int], Iterator[str]]:
    """New numbers by program and year for the rows that have none; every series goes on behind what the rows bring."""
    highest: dict[tuple[int, int], int] = defaultdict(int)
    missing: dict[tuple[int, int], int] = defaultdict(int)
    patterns = {program.pk: program.number_pattern for program in programs.values()}
    for row in rows:
        program, year = programs[row["program"]], row["fiscal_year"]
        if not row.get("number"):
            missing[program.pk, year] += 1
        elif found := number_patterns.parsed(program.number_pattern, row["number"]):
            key = (program.pk, found[0] or year)
            highest[key] = max(highest[key], found[1])
    numbers: dict[tuple[int, int], Iterator[str]] = {}
    for key in sorted({*highest, *missing}):
        program_id, year = key
        facts: dict[str, Any] = {"program_id": program_id, "fiscal_year": year, "purpose": "certificate"}
        NumberSeries.objects.get_or_create(**facts)
        series = NumberSeries.objects.select_for_update().get(**facts)
        first = max(series.last, highest[key]) + 1
        last = first + missing[key] - 1
        if last > series.last:
            NumberSeries.objects.filter(pk=series.pk).update(last=last)
        pattern = patterns[program_id]
        spelled = [number_patterns.spelled(pattern, year, place) for place in range(first, last + 1)]
        numbers[key] = iter(spelled)
    return numbers


def _subjects(
    rows: Sequence[Mapping[str, Any]],
    programs: Mapping[str, Program],
    holders: Mapping[str, Organization],
    areas: Mapping[str, Area],
) -> list[Subject]:
    """What each row is about: known already where the same organization has something of the same name and kind, else new."""
    of_holders = Subject.objects.filter(organization__in=holders.values(), name_ja__in={row["name_ja"] for row in rows})
    known = {(each.organization_id, each.kind, each.name_ja): each for each in of_holders.order_by("-pk")}
    now, found, new = clock.now(), [], []
    for row in rows:
        holder, kind = holders.get(row.get("organization", "")), programs[row["program"]].subject_kind
        key = (holder.pk if holder else None, kind, row["name_ja"])
        subject = known.get(key) if holder else None
        if subject is None:
            subject = Subject(
                kind=kind,
                name_kana=row.get("name_kana", ""),
                organization=holder,
                area=areas[row["area"]] if row.get("area") else None,
                created_at=now,
                **{name: row.get(name, "") for name in ("name_ja", "name_en", "name_zh")},
            )
            new.append(subject)
            if holder:
                known[key] = subject
        found.append(subject)
    Subject.objects.bulk_create(new)
    return found


def _write_events(certificates: Sequence[Certificate], by: Any) -> None:
    """What the register is read from: issued on its day, then what ended or interrupted it, and the end of the term."""
    now, today = clock.now(), clock.today()
    chains: list[list[CertificateEvent]] = [[], [], []]

    def add(certificate: Certificate, action: str, on: date, moves: tuple[str, str] = ("", ""), **facts: Any) -> None:
        seq = 1 + sum(bool(chain) and chain[-1].record_id == certificate.pk for chain in chains)
        before = chains[seq - 2][-1] if seq > 1 else None
        event = CertificateEvent(
            record=certificate,
            seq=seq,
            at=now,
            by=by,
            action=action,
            from_state=moves[0],
            to_state=moves[1],
            facts={"list": True, "effective_on": on.isoformat(), **facts},
            previous_hash=before.hash if before else "",
        )
        event.read_facts()
        event.hash = event.digest()
        chains[seq - 1].append(event)

    for certificate in certificates:
        until = certificate.valid_until
        term = {"valid_from": certificate.valid_from.isoformat(), "valid_until": until.isoformat() if until else None}
        add(certificate, "certificate.import", certificate.issued_on, ("", CertificateState.ACTIVE), **term)
        if certificate.state in ENDINGS:
            moves = (CertificateState.ACTIVE, certificate.state)
            add(certificate, ENDINGS[CertificateState(certificate.state)], certificate.state_since, moves)
        if until and until < today and certificate.state in STANDING:
            add(certificate, "certificate.expire", until + timedelta(days=1), valid_until=until.isoformat())
    for chain in chains:
        CertificateEvent.objects.bulk_create(chain)


@transaction.atomic
def take_back(public_ids: Sequence[Any], *, by: Any) -> set[Any]:
    """Deletes certificates that a list has made and with which nothing has happened since; gives back which those were.

    Numbers that were given to them are not given again.
    """
    untouched = (
        Certificate.objects.filter(public_id__in=public_ids, origin=CertificateOrigin.LIST, row_version=1)
        .annotate(others=Count("history", filter=~Q(history__facts__list=True)))
        .filter(others=0)
        .select_related("program")
    )
    found = {each.pk: each for each in untouched}
    if not all(is_secretariat(by, program) for program in {each.program for each in found.values()}):
        raise PermissionDenied
    gone = {pk: each.public_id for pk, each in found.items()}
    try:
        with transaction.atomic():
            stay = _delete(list(gone))
    except ProtectedError:
        stay = set()
        for pk in gone:  # one at a time: those that something has come to name stay
            try:
                with transaction.atomic():
                    stay |= _delete([pk])
            except ProtectedError:
                stay.add(pk)
    _delete_subjects({each.subject_id for pk, each in found.items() if pk not in stay})
    return {public_id for pk, public_id in gone.items() if pk not in stay}


def _delete(keys: Sequence[int]) -> set[int]:
    """Deletes them with entries and events, and gives back the keys of those whose entries somebody has written on."""
    stay: set[int] = set()
    for react in reactions("unlisted"):
        stay |= react(keys)
    gone = [key for key in keys if key not in stay]
    CertificateEvent.objects.filter(record__in=gone).delete()
    Certificate.objects.filter(pk__in=gone).delete()
    return stay


def _delete_subjects(keys: set[int]) -> None:
    """Those that nothing is about any more."""
    left = Subject.objects.filter(pk__in=keys, certificates__isnull=True, applications__isnull=True, conflicts__isnull=True)
    left.delete()
