"""Facts about organizations that the office establishes."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from home import clock
from home.actions import files
from home.models import StoredFile
from home.uploads.sizes import MEGABYTE
from organizations.models import Organization, Standing, User
from organizations.permissions import can_assess_standing

KINDS = ("pdf", "jpg", "png", "heic")
MAX_BYTES = 20 * MEGABYTE


class EvidenceMissing(Exception):
    """A fact is established from something: a register extract, a tax certificate, a visit."""


def assess(
    organization: Organization,
    *,
    kind: str,
    holds: bool,
    evidence: str,
    valid_from: date,
    valid_until: date | None = None,
    evidence_file: StoredFile | None = None,
    upload: UploadedFile | None = None,
    by: User | None,
) -> Standing:
    """Records that a fact holds, or does not, for a period. Earlier assessments stay; the latest one counts.

    An upload is looked at and kept as its evidence. Raises EvidenceMissing, UploadRefused, and ValidationError when the
    period ends before it begins. Nobody assesses an organization of her own, or one in which she has an interest.
    """
    if by is not None and not can_assess_standing(by, organization):
        raise PermissionDenied
    if not evidence.strip():
        raise EvidenceMissing
    if upload is not None:
        evidence_file, _name = files.store(upload, by=by, kinds=KINDS, max_bytes=MAX_BYTES)
    standing = Standing(
        organization=organization,
        kind=kind,
        holds=holds,
        evidence=evidence.strip(),
        evidence_file=evidence_file,
        valid_from=valid_from,
        valid_until=valid_until,
        assessed_by=by,
        assessed_at=clock.now(),
    )
    standing.full_clean(exclude=["assessed_by"])
    with transaction.atomic():
        organization = Organization.objects.select_for_update().get(pk=organization.pk)
        standing.save(force_insert=True)
        organization.history.append(
            organization, action="organizations.assess", by=by, facts={"standing": standing.pk, "kind": kind, "holds": holds}
        )
    return standing
