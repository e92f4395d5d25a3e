"""Certificates as open data: every row that the register shows, and what has left it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brands.models import Departure, Entry, RegisterPage
from certifications.certificate_states import STATUS_LABELS, Honor, ReasonClass
from certifications.states import SubjectKind
from home import clock
from home.languages import COLUMN_LANGUAGES
from home.open_data.sets import Field, Row, State, in_batches, name_fields, names

AFTER_MIDNIGHT = timedelta(days=1)
RELATED = (
    "certificate__program",
    "certificate__level",
    "certificate__category",
    "certificate__area",
    "certificate__organization",
    "certificate__subject",
    "certificate__successor__entry",
    "certificate__predecessor__entry",
)
NAMED = ("program", "level", "category", "area")
CERTIFICATE = (
    "public_id", "code", "number", "fiscal_year", "name_ja", "name_en", "name_zh", "holder_ja", "holder_en", "holder_zh", "state",
    "reason_class", "state_since", "issued_on", "valid_from", "valid_until", "honor", "honor_year", "specimen", "predecessor",
    *NAMED, "organization", "subject",
)  # fmt: skip
# What a row says, and nothing else: a program carries the rules and letters of its year, and with every row they came anew.
ONLY = (
    "slug",
    "updated_at",
    "hidden_at",
    *(f"certificate__{name}" for name in CERTIFICATE),
    *(f"certificate__{each}__name_{language}" for each in NAMED for language in COLUMN_LANGUAGES),
    *(f"certificate__{each}__{'slug' if each == 'program' else 'code'}" for each in NAMED),
    "certificate__organization__public_id",
    "certificate__subject__kind",
    "certificate__successor__public_id",
    "certificate__successor__predecessor",
    "certificate__successor__entry__hidden_at",
    "certificate__successor__entry__certificate",
    "certificate__predecessor__public_id",
    "certificate__predecessor__entry__hidden_at",
    "certificate__predecessor__entry__certificate",
)


KINDS = tuple(SubjectKind.values)
# The facts of a certificate, each with what it means to somebody who has never seen the register.
FIELDS = (
    Field("id", _("identifier"), _("Never changes and is never given again."), "id", needed=True),
    Field("number", _("number"), _("As it stands on the certificate."), "id", needed=True),
    Field("kind", _("kind"), _("What was certified: product, technology, person (master), work."), "id", True, KINDS),
    *name_fields("name", _("name"), _("As it was on the day of issue.")),
    Field("holder_id", _("identifier of the holder"), _("Leads to the set of organizations; empty for persons and teams."), "id"),
    *name_fields("holder", _("holder"), _("As it was on the day of issue.")),
    Field("program", _("program"), _("Code of the program."), "id", needed=True),
    *name_fields("program_name", _("name of the program"), _("In the three languages.")),
    Field("level", _("level"), _("Code of what was given: certification, premium, grand prix."), "id", needed=True),
    *name_fields("level_name", _("name of the level"), _("In the three languages.")),
    Field("field", _("field"), _("Code of the kind of product, trade or work, within the program."), "id"),
    *name_fields("field_name", _("name of the field"), _("In the three languages."), needed=False),
    Field("ward", _("ward"), _("Code of the ward, or of the world outside the city."), "id"),
    *name_fields("ward_name", _("name of the ward"), _("In the three languages."), needed=False),
    Field("fiscal_year", _("fiscal year"), _("Of the call; from April of this year to March of the next."), "whole", needed=True),
    Field("issued_on", _("issued"), _("Day of issue."), "day", needed=True),
    Field("valid_from", _("valid from"), _("First day of the term."), "day", needed=True),
    Field("valid_until", _("valid until"), _("Last day of the term; empty where no end is set."), "day"),
    Field("status", _("status"), _("What it is today. What ended stays in the set."), "id", True, tuple(STATUS_LABELS)),
    Field("status_since", _("status since"), _("The day from which it has been so."), "day", needed=True),
    Field("reason_class", _("kind of reason"), _("Why it was suspended or ended; else empty."), "id", False, ReasonClass.values),
    Field(
        "honor",
        _("kind of honor"),
        _("Retired or late, where the register shows the person with honor."),
        "id",
        False,
        Honor.values,
    ),
    Field("honor_year", _("year of honor"), _("Year of retirement or death, where it is known."), "whole"),
    Field("replaced_by", _("replaced by"), _("Identifier of the newer certificate."), "id"),
    Field("replaces", _("replaces"), _("Identifier of the earlier certificate."), "id"),
    Field("specimen", _("specimen"), _("True in a sample city, where nothing is attested."), "flag", needed=True),
    Field("url", _("page"), _("The page in the register."), "address"),
    Field("verify_url", _("check"), _("Where anybody checks the certificate."), "address", needed=True),
    Field("changed_at", _("changed"), _("When something in this row changed last."), "moment", needed=True),
)  # fmt: skip
# A master's row says the same of a person; what only products have is left out.
MASTER_FIELDS = tuple(each for each in FIELDS if each.name not in {"kind", "holder_id", "holder_ja", "holder_en", "holder_zh"})


def certificates_of(kind: str = "") -> QuerySet[Any]:
    """The entries that the public sees, of one kind of subject or of all."""
    public = Entry.objects.public()
    return public.filter(certificate__subject__kind=kind) if kind else public


def changed_since(entries: Any, since: datetime | None) -> Any:
    """Those of which something changed at or after the moment, be it only that their term began or ended."""
    if since is None:
        return entries
    day, today = since.astimezone(clock.TOKYO).date(), clock.today()
    ended = Q(certificate__valid_until__gte=day - AFTER_MIDNIGHT, certificate__valid_until__lt=today)
    begun = Q(certificate__valid_from__gte=day, certificate__valid_from__lte=today)
    return entries.filter(Q(updated_at__gte=since) | ended | begun)


def certificate_rows(since: datetime | None, kind: str = "") -> Iterator[Row]:
    """One row for each certificate that the register shows, with what it is today."""
    base = RegisterPage.paths().get(settings.LANGUAGE_CODE, "")
    found = changed_since(certificates_of(kind), since).with_status(clock.today()).select_related(*RELATED).only(*ONLY)
    for batch in in_batches(found):
        for entry in batch:
            yield certificate_row(entry, base)


def certificate_row(entry: Any, base: str) -> Row:
    """The public facts of one certificate."""
    certificate = entry.certificate
    level, field, area, holder = certificate.level, certificate.category, certificate.area, certificate.organization
    return {
        "id": str(certificate.public_id),
        "number": certificate.number,
        "kind": certificate.subject.kind,
        **names(certificate, "name"),
        "holder_id": str(holder.public_id) if holder else None,
        **names(certificate, "holder", "holder"),
        "program": certificate.program.slug,
        **names(certificate.program, "program_name"),
        "level": level.code,
        **names(level, "level_name"),
        "field": field.code if field else None,
        **names(field, "field_name"),
        "ward": area.code if area else None,
        **names(area, "ward_name"),
        "fiscal_year": certificate.fiscal_year,
        "issued_on": certificate.issued_on,
        "valid_from": certificate.valid_from,
        "valid_until": certificate.valid_until,
        "status": entry.status,
        "status_since": status_since(entry),
        "reason_class": certificate.reason_class or None if entry.status == certificate.state else None,
        "honor": certificate.honor or None,
        "honor_year": certificate.honor_year if certificate.honor else None,
        "replaced_by": _known(getattr(certificate, "successor", None)),
        "replaces": _known(certificate.predecessor),
        "specimen": certificate.specimen,
        "url": f"{settings.PUBLIC_URL}{base}{entry.slug}/" if base else None,
        "verify_url": f"{settings.PUBLIC_URL}{reverse('verify', args=[certificate.code])}",
        "changed_at": max(entry.updated_at, _midnight(by_date(certificate))),
    }


def status_since(entry: Any) -> date:
    """The day from which the certificate has been what it is."""
    certificate = entry.certificate
    if entry.status == "expired":
        return certificate.valid_until + AFTER_MIDNIGHT
    return max(certificate.state_since, certificate.valid_from) if entry.status == "valid" else certificate.state_since


def by_date(certificate: Any) -> date:
    """The last day up to today on which the calendar alone changed what it is."""
    today, until = clock.today(), certificate.valid_until
    days = [certificate.valid_from] if certificate.valid_from <= today else []
    if until and until < today:
        days.append(until + AFTER_MIDNIGHT)
    return max(days, default=certificate.issued_on)


def _known(certificate: Any) -> str | None:
    """The other certificate's id, where the public sees it."""
    entry = getattr(certificate, "entry", None)
    return str(certificate.public_id) if entry is not None and entry.hidden_at is None else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.TOKYO)


def certificate_gone(since: datetime, kind: str = "") -> Iterator[tuple[str, datetime]]:
    """What left the register: hidden at the holder's wish, or of a release or a list that was taken back."""
    hidden = Entry.objects.filter(hidden_at__gte=since).select_related("certificate")
    left = Departure.objects.filter(left_at__gte=since)
    if kind:
        hidden, left = hidden.filter(certificate__subject__kind=kind), left.filter(subject_kind=kind)
    for batch in in_batches(hidden):
        for entry in batch:
            yield str(entry.certificate.public_id), entry.hidden_at
    for batch in in_batches(left):
        for departure in batch:
            yield str(departure.certificate), departure.left_at


def certificate_state(kind: str = "") -> State:
    """By two questions: the register, and what left it."""
    today = clock.today()
    entries = Entry.objects.filter(certificate__subject__kind=kind) if kind else Entry.objects.all()
    facts = entries.aggregate(
        count=Count("pk", filter=Q(hidden_at__isnull=True)),
        changed=Max("updated_at"),
        ended=Max("certificate__valid_until", filter=Q(certificate__valid_until__lt=today)),
        begun=Max("certificate__valid_from", filter=Q(certificate__valid_from__lte=today)),
    )
    departures = Departure.objects.filter(subject_kind=kind) if kind else Departure.objects.all()
    left = departures.aggregate(at=Max("left_at"))["at"]
    days = [facts["ended"] and facts["ended"] + AFTER_MIDNIGHT, facts["begun"]]
    moments = [facts["changed"], left, *(_midnight(day) for day in days if day)]
    return State(facts["count"], max(filter(None, moments), default=None))
