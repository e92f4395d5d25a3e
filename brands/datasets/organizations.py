"""Organizations that hold certificates as open data: facts that are public anyway, no address and nobody's name."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from brands.datasets.certificates import certificate_state, changed_since
from brands.models import Departure, Entry
from certifications.certificate_states import COUNTED_ELSEWHERE
from home import clock
from home.open_data.sets import Field, Row, State, in_batches, name_fields, names
from organizations.models import Organization
from organizations.states import OrganizationKind

FIELDS = (
    Field("id", _("identifier"), _("Never changes and is never given again."), "id", needed=True),
    Field("kind", _("kind"), _("Company, university, association or public body."), "id", True, OrganizationKind.values),
    *name_fields("name", _("name"), _("Of today; certificates keep the name of their day.")),
    Field("name_kana", _("name in kana"), _("The reading.")),
    Field("corporate_number", _("corporate number"), _("13 digits, only where the office has confirmed it."), "id"),
    Field("ward", _("ward"), _("Code of the ward, or of the world outside the city."), "id"),
    *name_fields("ward_name", _("name of the ward"), _("In the three languages."), needed=False),
    Field("programs", _("programs"), _("Codes of the programs in which it was certified."), "list"),
    Field("certified_ever", _("ever certified"), _("What a newer certificate replaced counts once."), "whole", True),
    Field("certified_now", _("certified now"), _("How many are in force today."), "whole", needed=True),
)  # fmt: skip
# What is written about an organization itself; who joins or leaves it is nobody's business here.
RECORDED = (
    "organizations.update",
    "organizations.import_change",
    "organizations.verify_number",
    "organizations.doubt_number",
)


def organization_rows(since: datetime | None) -> Iterator[Row]:
    """One row for each organization that holds or held something that the register shows."""
    holders = Organization.objects.filter(certificates__entry__hidden_at__isnull=True, certificates__entry__isnull=False)
    if since is not None:
        recorded = Q(history__action__in=RECORDED, history__at__gte=since)
        known = changed_since(Entry.objects.all(), since).values("certificate__organization")
        left = Departure.objects.filter(left_at__gte=since, organization__isnull=False).values("organization")
        holders = holders.filter(recorded | Q(pk__in=known) | Q(public_id__in=left))
    # Told apart by a subquery: DISTINCT over whole rows would have to compare every column.
    for batch in in_batches(Organization.objects.filter(pk__in=holders.values("pk")).select_related("area")):
        counts = _counts([organization.pk for organization in batch])
        for organization in batch:
            yield organization_row(organization, counts[organization.pk])


def organization_row(organization: Organization, counts: dict[str, Any]) -> Row:
    """The public facts of one organization: no address, nobody's name."""
    area = organization.area
    return {
        "id": str(organization.public_id),
        "kind": organization.kind,
        **names(organization, "name"),
        "name_kana": organization.name_kana,
        "corporate_number": organization.corporate_number if organization.number_is_verified else None,
        "ward": area.code if area else None,
        **names(area, "ward_name"),
        "programs": sorted(counts["programs"]),
        "certified_ever": counts["ever"],
        "certified_now": counts["now"],
    }


def _counts(keys: list[int]) -> dict[int, dict[str, Any]]:
    """By one question for the whole batch."""
    found: dict[int, dict[str, Any]] = defaultdict(lambda: {"programs": set(), "ever": 0, "now": 0})
    entries = Entry.objects.public().with_status(clock.today()).filter(certificate__organization__in=keys).order_by()
    columns = ("certificate__organization", "certificate__program__slug", "status")
    for key, program, status, number in entries.values_list(*columns).annotate(number=Count("pk")):
        found[key]["programs"].add(program)
        found[key]["ever"] += number if status not in COUNTED_ELSEWHERE else 0
        found[key]["now"] += number if status == "valid" else 0
    return found


def organization_gone(since: datetime) -> Iterator[tuple[str, datetime]]:
    """Organizations of which the register shows nothing any more, by the hour at which the last of it left."""
    public = Entry.objects.public()
    shown = public.filter(certificate__organization=OuterRef("pk"))
    hidden = Organization.objects.filter(~Exists(shown), certificates__entry__hidden_at__gte=since)
    latest = Departure.objects.filter(organization=OuterRef("public_id"), left_at__gte=since).order_by("-left_at")
    hours = {"hidden": Max("certificates__entry__hidden_at"), "left": Subquery(latest.values("left_at")[:1])}
    for batch in in_batches(hidden.annotate(**hours)):
        for organization in batch:
            yield str(organization.public_id), max(filter(None, (organization.hidden, organization.left)))
    there = public.filter(certificate__organization__public_id=OuterRef("organization"))
    also = Organization.objects.filter(public_id=OuterRef("organization"), certificates__entry__hidden_at__gte=since)
    left = Departure.objects.filter(~Exists(there), ~Exists(also), left_at__gte=since, organization__isnull=False)
    later = Departure.objects.filter(organization=OuterRef("organization"), pk__gt=OuterRef("pk"))
    for last in in_batches(left.filter(~Exists(later))):  # one row for each organization
        for departure in last:
            yield str(departure.organization), departure.left_at


def organization_state() -> State:
    """By four questions."""
    shown = Entry.objects.public().filter(certificate__organization__isnull=False)
    count = shown.order_by().values("certificate__organization").distinct().count()
    history: Any = Organization._meta.get_field("history").related_model
    holders = Entry.objects.values("certificate__organization")
    recorded = history.objects.filter(action__in=RECORDED, record__in=holders).aggregate(at=Max("at"))["at"]
    return State(count, max(filter(None, (certificate_state().changed, recorded)), default=None))
