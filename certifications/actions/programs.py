"""Programs come as data; roles in them are given and taken."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications import form_shapes, remedies, renewing, reporting, role_emails
from certifications.actions import form_versions
from certifications.approval_steps import faults_of
from certifications.models import Category, Criterion, FormVersion, Level, Program, ProgramRole, RubricVersion
from certifications.permissions import can_give_program_roles
from certifications.refusals import SitsOnPanel
from certifications.states import OVER
from home import clock, freshness
from home.permissions import has_right
from organizations.actions import roles

LOCALIZED = ("name", "short_name", "summary", "attestation", "issuer")


@transaction.atomic
def load(data: Mapping[str, Any], *, by: Any) -> Program:
    """Makes or renews a program from its file (certifications/programs/*.json), with its levels, fields, form and rubric.

    A form or rubric is published as a new version only when it differs from the newest one; running rounds keep theirs.
    `by` is None when the machine sets up a city. Raises PermissionDenied for people without the right, and ValueError for
    steps of an approval, or words on renewals or reports, that make no sense.
    """
    if by is not None and not has_right(by, "certifications.add_program"):
        raise PermissionDenied
    facts = {f"{stem}_{language}": text for stem in LOCALIZED for language, text in data[stem].items()}
    facts |= {
        name: data[name]
        for name in (
            "order",
            "accent",
            "subject_kind",
            "applicant_kinds",
            "nomination",
            "outcome",
            "legal_basis",
            "number_pattern",
            "receipt_pattern",
            "standard_days",
            "validity_years",
            "appeal_text",
            "criteria_note",
            "faq",
            "checklist",
            "letters",
            "reasons",
            "stages",
        )
    }
    facts["applicant_limit"] = data["per_applicant_limit"]
    facts["who_may_apply_rows"] = data["who_may_apply"]
    facts |= {name: data.get(name, []) for name in ("correction_reasons", "message_templates")}
    facts["approval"] = data.get("approval", {})
    facts["appeals"] = data.get("appeals", {})
    facts["appeal_parties"] = data.get("appeal_parties", {})
    faults = faults_of(facts["approval"])
    if faults := [*faults, *remedies.faults_of(data["legal_basis"], data["appeal_text"], facts["appeal_parties"])]:
        raise ValueError("; ".join(faults))
    if faults := renewing.faults_of(data.get("renewals", {}), data["validity_years"]):
        raise ValueError("; ".join(faults))
    if faults := reporting.faults_of(data.get("reports", {})):
        raise ValueError("; ".join(faults))
    facts["eligibility"] = data.get("eligibility", [])
    facts["conflicts"] = data.get("conflicts", {})
    facts["feedback"] = data.get("feedback", {})
    facts["judging"] = data.get("judging", {})
    facts["certificate_rules"] = data.get("certificate_rules", {})
    facts["renewals"] = data.get("renewals", {})
    facts["reports"] = data.get("reports", {})
    facts["retention"] = data.get("retention", {})
    facts["themes"] = data.get("themes", data["subject_kind"] == "work")
    program, _created = Program.objects.update_or_create(slug=data["slug"], defaults=facts)
    for level in data["levels"]:
        Level.objects.update_or_create(
            program=program,
            code=level["code"],
            defaults=_names(level["name"]) | {k: level[k] for k in ("rank", "quantity", "prize_yen")},
        )
    for order, category in enumerate(data["categories"], start=1):
        Category.objects.update_or_create(
            program=program, code=category["code"], defaults=_names(category["name"]) | {"order": order}
        )
    publish_form(program, data, by=by)
    publish_rubric(program, data["rubric"], by=by)
    for code, rubric in data.get("rubrics", {}).items():
        publish_rubric(program, rubric, code=code, by=by)
    freshness.renew("programs")
    return program


def _names(words: Mapping[str, str], stem: str = "name") -> dict[str, Any]:
    return {f"{stem}_{language}": text for language, text in words.items()}


@transaction.atomic
def publish_form(program: Program, data: Mapping[str, Any], *, by: Any) -> FormVersion:
    """Publishes sections and questions as the program's next form version; the newest one is returned when nothing changed."""
    newest = program.form_versions.published().order_by("-number").first()
    form = form_shapes.normal(data)
    if newest and form_shapes.as_data(newest) == form:
        return newest
    version = form_versions.make(program, form)
    version.published_at, version.published_by = clock.now(), by
    version.save(update_fields=["published_at", "published_by"])
    return version


@transaction.atomic
def publish_rubric(program: Program, data: Mapping[str, Any], *, by: Any, code: str = RubricVersion.MAIN) -> RubricVersion:
    """Publishes criteria as the program's next rubric version; the newest one is returned when nothing changed."""
    newest = program.rubric_versions.filter(code=code).order_by("-number").first()
    if newest and rubric_data(newest) == _normal_rubric(data):
        return newest
    now = clock.now()
    version = RubricVersion.objects.create(
        program=program,
        code=code,
        number=newest.number + 1 if newest else 1,
        low=data["low"],
        high=data["high"],
        created_at=now,
    )
    for order, row in enumerate(data["criteria"], start=1):
        Criterion.objects.create(
            version=version,
            code=row["code"],
            order=order,
            weight=Decimal(row["weight"]),
            anchors=row.get("anchors") or {},
            not_applicable=row.get("not_applicable", False),
            **_names(row["label"], "label"),
            **_names(row.get("description") or {}, "description"),
        )
    version.published_at, version.published_by = now, by
    version.save(update_fields=["published_at", "published_by"])
    return version


def rubric_data(version: RubricVersion) -> list[list[Any]]:
    """A rubric version as plain values."""
    rows: list[list[Any]] = [["", version.low, version.high]]
    rows += [[c.code, c.label_ja, c.description_ja, c.weight, c.anchors, c.not_applicable] for c in version.criteria.all()]
    return rows


def _normal_rubric(data: Mapping[str, Any]) -> list[list[Any]]:
    rows: list[list[Any]] = [["", data["low"], data["high"]]]
    for row in data["criteria"]:
        description = (row.get("description") or {}).get("ja", "")
        facts = [row["code"], row["label"]["ja"], description, Decimal(row["weight"])]
        rows.append([*facts, row.get("anchors") or {}, row.get("not_applicable", False)])
    return rows


@transaction.atomic
def grant_role(program: Program, user: Any, role: str, *, by: Any) -> ProgramRole:
    """Gives a role in the program, and the role of officer, which opens the desk; giving it again changes nothing.

    Nobody gives one to oneself. The person gets a letter, unless the machine sets up a city (`by` is None). Raises
    SitsOnPanel for a judge of a round of the program that is not over.
    """
    if by is not None and (by.pk == user.pk or not can_give_program_roles(by)):
        raise PermissionDenied
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)  # a seat that is being given comes before or after
    if user.seats.filter(round__program=program).exclude(round__state__in=OVER).exists():
        raise SitsOnPanel
    row, created = ProgramRole.objects.get_or_create(
        program=program, user=user, role=role, ended_at=None, defaults={"granted_by": by, "granted_at": clock.now()}
    )
    if not created:
        return row
    _note(row, "certifications.grant_role", by)
    if not user.groups.filter(name="officer").exists():
        roles.grant(user, "officer", by=by)
    if by is not None:
        role_emails.given(row)
    return row


@transaction.atomic
def end_role(role: ProgramRole, *, by: Any) -> None:
    """Takes a role away; it counts from the person's next request. Twice has one effect. Nobody takes one from oneself.

    The person gets a letter. The role of officer stays: it is taken on the person's own page.
    """
    if by is not None and (by.pk == role.user_id or not has_right(by, "certifications.change_programrole")):
        raise PermissionDenied
    if not ProgramRole.objects.filter(pk=role.pk, ended_at__isnull=True).update(ended_at=clock.now()):
        return
    role.refresh_from_db()
    _note(role, "certifications.end_role", by)
    if by is not None:
        role_emails.taken(role)


def _note(row: ProgramRole, action: str, by: Any) -> None:
    """Writes it into the person's own history, and forgets what was read of her roles."""
    facts = {"program": row.program.slug, "role": str(row.role), "program_role": row.pk}
    row.user.history.append(row.user, action=action, by=by, facts=facts)
    row.user.__dict__.pop("_program_roles", None)
