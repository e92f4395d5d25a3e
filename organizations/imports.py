"""Organizations as a list that comes in and goes out."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from home.import_states import RowOutcome
from home.list_kinds import Field, Kind, Planned
from home.lists import values
from home.lists.records import Record
from organizations import corporate_number, list_names
from organizations.actions import imports
from organizations.list_words import COLUMN_WORDS, KIND_WORDS
from organizations.models import Area, Organization
from organizations.permissions import can_enter_organizations, can_import_organizations
from organizations.states import OrganizationKind

COLUMNS = (
    "kind", "name_ja", "name_kana", "name_en", "name_zh", "corporate_number", "representative", "postal_code", "prefecture",
    "municipality", "street", "building", "telephone", "website", "capital", "employees",
)  # fmt: skip


def kind_words() -> dict[str, str]:
    """The kinds by their names in every language, and by the words of lists."""
    found = {word: code for code, words in KIND_WORDS.items() for word in words.split()}
    for language in ("ja", "en", "zh-hans"):
        with translation.override(language):
            found |= {str(label): code for code, label in OrganizationKind.choices}
    return found | {code: code for code in OrganizationKind.values}


def read_kind(raw: str, label: str) -> values.Reading:
    """The kind by any of its names."""
    return values.choice(kind_words())(raw, label)


def read_number(raw: str, label: str) -> values.Reading:
    """The corporate number. The registry's twelve digits get their check digit; a wrong one is refused."""
    plain, repairs = values.identifier(40)(raw, label)
    digits = corporate_number.normalize(plain)
    if len(digits) == 12 and digits.isdecimal():
        return values.Reading(f"{corporate_number.check_digit(digits)}{digits}", (*repairs, "registry_number"))
    if not corporate_number.is_valid(digits):
        raise values.Refused("check_digit" if len(digits) == 13 and digits.isdecimal() else "corporate_number")
    return values.Reading(digits, repairs if digits == plain else (*repairs, "signs"))


def read_public_id(raw: str, label: str) -> values.Reading:
    """Our own id, as an export has it."""
    try:
        return values.Reading(str(uuid.UUID(values.tidy(raw).value)))
    except ValueError as error:
        raise values.Refused("public_id") from error


class Known:
    """Stored organizations by public id, by corporate number, and by the key of their name."""

    def __init__(self, organizations: Iterable[Any]) -> None:
        self.by_id: dict[str, Any] = {}
        self.by_number: dict[str, list[Any]] = {}
        self.by_name: dict[str, list[Any]] = {}
        for each in organizations:
            self.by_id[str(each.public_id)] = each
            self.by_name.setdefault(list_names.name_key(each.name_ja), []).append(each)
            if each.corporate_number:
                self.by_number.setdefault(each.corporate_number, []).append(each)

    def candidates(self, name: str, number: str | None, ward: str | None) -> list[Any]:
        """Those that a row may be about: of the same number, else of the same name without another number."""
        found = self.by_number.get(number, []) if number else []
        if not found:
            same_name = self.by_name.get(list_names.name_key(name), [])
            found = [each for each in same_name if not number or not each.corporate_number]
        if len(found) > 1 and ward:
            found = [each for each in found if each.area and each.area.code == ward] or found
        return found


class OrganizationList(Kind):
    """Who is known to the office. Facts that an organization's own people keep are never changed by a list."""

    code = "organizations"
    label = _("Organizations")
    fields = tuple(
        Field(name, label, reader, COLUMN_WORDS[name].split(), needed=name == "name_ja")
        for name, label, reader in (
            ("public_id", "ID", read_public_id),
            ("name_ja", _("name"), values.text(120)),
            ("name_kana", _("organization in kana"), values.text(160)),
            ("name_en", _("name (English)"), values.text(160)),
            ("name_zh", _("name (Chinese)"), values.text(160)),
            ("kind", _("kind"), read_kind),
            ("corporate_number", _("corporate number"), read_number),
            ("representative", _("representative"), values.text(100)),
            ("postal_code", _("postal code"), values.digits(7)),
            ("address", _("address"), values.text(240)),
            ("prefecture", _("prefecture"), values.text(20)),
            ("municipality", _("municipality"), values.text(60)),
            ("street", _("town and number"), values.text(120)),
            ("building", _("building"), values.text(120)),
            ("area", _("ward"), values.text(60)),
            ("telephone", _("telephone"), values.identifier(30)),
            ("website", _("website"), values.web_address),
            ("capital", _("capital (yen)"), values.yen),
            ("employees", _("staff"), values.count),
        )
    )

    def may_import(self, user: Any) -> bool:
        return bool(can_import_organizations(user))

    def may_export(self, user: Any) -> bool:
        return bool(can_enter_organizations(user))

    def plan(self, records: Sequence[Record], *, by: Any) -> list[Planned]:
        wards = {name: area.code for area in Area.objects.all() for name in (area.name_ja, area.name_en, area.code) if name}
        names = {name for record in records for name in list_names.spellings(record.values["name_ja"])}
        numbers = {record.values["corporate_number"] for record in records if "corporate_number" in record.values}
        ids = {record.values["public_id"] for record in records if "public_id" in record.values}
        known = Organization.objects.filter(Q(name_ja__in=names) | Q(corporate_number__in=numbers) | Q(public_id__in=ids))
        present = Count("memberships", filter=Q(memberships__ended_at__isnull=True))
        stored = Known(known.select_related("area").annotate(people=present).order_by("pk"))
        return [self._planned(record, wards, stored) for record in records]

    def _planned(self, record: Record, wards: dict[str, str], known: Known) -> Planned:
        facts = self._facts(record, wards)
        plan = Planned(record, facts=facts, key=facts.get("corporate_number") or list_names.name_key(facts["name_ja"]))
        stored = self._match(record, facts, known)
        if record.refused:
            return plan
        if stored is None:
            plan.record = uuid.uuid4()
            if "kind" not in facts:
                facts["kind"] = list_names.kind_by_name(facts["name_ja"])
                record.repair("kind_assumed", said=str(OrganizationKind(facts["kind"]).label))
            return plan
        plan.record, plan.version = stored.public_id, stored.row_version
        now = {name: getattr(stored, name) for name in facts if name != "area"}
        if "area" in facts:
            now["area"] = stored.area.code if stored.area else None
        if list_names.name_key(stored.name_ja) == list_names.name_key(facts["name_ja"]):
            facts["name_ja"] = stored.name_ja  # another spelling of the same name changes nothing
        changes = {name: value for name, value in facts.items() if now[name] != value}
        if changes and stored.people:  # type: ignore[attr-defined]  # counted by `plan`
            record.repair("kept_by_people", said=stored.name_ja)
            changes = {}
        plan.outcome = RowOutcome.CHANGE if changes else RowOutcome.SAME
        plan.facts, plan.before = changes, {name: now[name] for name in changes}
        return plan

    def _match(self, record: Record, facts: dict[str, Any], known: Known) -> Organization | None:
        """The organization that the row is about, if it is known. Doubts are refused."""
        if public_id := record.values.get("public_id"):
            if public_id not in known.by_id:
                record.refuse("unknown_id")
            return known.by_id.get(public_id)
        found = known.candidates(facts["name_ja"], facts.get("corporate_number"), facts.get("area"))
        if len(found) > 1:
            record.refuse("ambiguous", said=facts["name_ja"])
        return found[0] if len(found) == 1 else None

    def _facts(self, record: Record, wards: dict[str, str]) -> dict[str, Any]:
        facts = {name: record.values[name] for name in COLUMNS if name in record.values}
        said, address = record.values.get("area"), record.values.get("address")
        if address:
            parts = list_names.parted(address, wards)
            if len(parts.get("street", "")) > 120:
                record.refuse("long", str(_("address")), limit=120)
            facts = parts | facts
            record.repair("address_parted", str(_("address")))
        if said:
            code = list_names.ward_of(said, wards)
            if code:
                facts["area"] = code
            elif said in list_names.OUTSIDE:
                record.repair("outside", str(_("ward")), said=said)
            else:
                record.refuse("ward", str(_("ward")), said=said)
        elif code := list_names.ward_in(f"{facts.get('municipality', '')}{facts.get('street', '')}", wards):
            facts["area"] = code
            record.repair("ward_found", str(_("ward")), said=code)
        return facts

    def write(self, rows: Sequence[Any], *, by: Any) -> None:
        areas = dict(Area.objects.values_list("code", "pk"))
        new = [row for row in rows if row.outcome == RowOutcome.NEW]
        imports.record_many([{"public_id": row.record} | stored_facts(row.facts, areas) for row in new], by=by)
        for row in rows:
            if row.outcome == RowOutcome.CHANGE:
                imports.change(row.record, row_version=row.version, facts=stored_facts(row.facts, areas), by=by)

    def take_back(self, rows: Sequence[Any], *, by: Any) -> list[Any]:
        areas = dict(Area.objects.values_list("code", "pk"))
        new = [row for row in rows if row.outcome == RowOutcome.NEW]
        gone = imports.take_back([row.record for row in new], by=by)
        left = [row for row in new if row.record not in gone]
        changed = [row for row in rows if row.outcome == RowOutcome.CHANGE]
        versions = dict(
            Organization.objects.filter(public_id__in=[row.record for row in changed]).values_list("public_id", "row_version")
        )
        for row in changed:
            if versions.get(row.record) != row.version + 1:
                left.append(row)
                continue
            facts = stored_facts(row.before, areas)
            imports.change(row.record, row_version=row.version + 1, facts=facts, action="organizations.import_undone", by=by)
        return left

    def exported(self, user: Any) -> Iterable[Sequence[Any]]:
        rows = Organization.objects.visible_to(user).select_related("area").order_by("pk")
        for each in rows.iterator(1_000):
            facts = {"address": None, "area": each.area.name_ja if each.area else None, "public_id": str(each.public_id)}
            facts["kind"] = str(each.get_kind_display())
            yield [facts[column.name] if column.name in facts else getattr(each, column.name) for column in self.fields]


def stored_facts(facts: dict[str, Any], areas: dict[str, int]) -> dict[str, Any]:
    """As the table has them: the ward by its key."""
    plain = {name: value for name, value in facts.items() if name != "area"}
    return plain | ({"area_id": areas[facts["area"]] if facts["area"] else None} if "area" in facts else {})


KINDS = (OrganizationList(),)
