"""Companies: one holder as its public page shows it, with everything that stands in the register, made once and kept."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from brands import linked_data
from brands.models.entries import Entry
from certifications.states import SubjectKind
from home import clock
from home.languages import suffix
from organizations.models import Organization

MOST = 60  # of one kind; a company with more has its own search


@dataclass(frozen=True)
class Company:
    """Name, place and website; the keys of its entries by kind, and those that are no longer in force."""

    name: str
    in_japanese: bool
    area: str
    website: str
    products: list[int]
    works: list[int]
    masters: list[int]
    past: list[int]
    linked_data: dict[str, Any]

    @property
    def count(self) -> int:
        """How many entries it has, ever."""
        return sum(len(keys) for keys in (self.products, self.works, self.masters, self.past))


def of(page: Any, public_id: UUID) -> Company | None:
    """The company; None for one of which the public sees no entry: that it exists is then nobody's business."""
    organization = Organization.objects.filter(public_id=public_id).select_related("area").first()
    if organization is None:
        return None
    public = Entry.objects.public().of_company(organization).with_status(clock.today()).newest()
    rows = list(public.values_list("pk", "slug", "status", "certificate__subject__kind", "website")[: 4 * MOST])
    if not rows:
        return None
    groups: dict[str, list[int]] = {"products": [], "works": [], "masters": [], "past": []}
    for key, _slug, status, kind, _website in rows:
        groups[_group(status, kind)].append(key)
    website = organization.website or next((row[4] for row in rows if row[4]), "")
    address = f"{settings.PUBLIC_URL}{page.address}"
    return Company(
        name=str(organization.name),
        in_japanese=suffix() != "ja" and not getattr(organization, f"name_{suffix()}"),
        area=str(organization.area.name) if organization.area else "",
        website=website,
        **{name: keys[:MOST] for name, keys in groups.items()},
        linked_data=linked_data.company(
            str(organization.name),
            url=f"{address}companies/{public_id}/",
            website=website,
            entries=[f"{address}{slug}/" for _key, slug, status, _kind, _website in rows if status == "valid"],
        ),
    )


def _group(status: str, kind: str) -> str:
    if status not in {"valid", "suspended", "not_yet"}:
        return "past"
    return {SubjectKind.PERSON: "masters", SubjectKind.WORK: "works"}.get(SubjectKind(kind), "products")
