"""The office designs its certificates: a draft is begun, changed, given a seal, and published, after which it never changes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from certifications.certificate_designs import Look, faults, standing
from certifications.design_states import DesignState
from certifications.documents import specimens
from certifications.models import CertificateDesign, Program
from certifications.permissions import is_secretariat
from certifications.refusals.designs import (
    DesignFrozen,
    DesignInHand,
    DesignNotDrawn,
    DesignTooLong,
    DesignWrong,
    SealTooSmall,
)
from home import clock
from home.actions import files
from home.states import change_state
from home.typesetting import NotSet
from home.uploads.sizes import MEGABYTE
from home.versions import StaleRecord, write_version

SEAL_KINDS = ("png", "jpg", "webp")
SEAL_BYTES = 2 * MEGABYTE
SEAL_SIDE = 300  # pixels: printed 26 mm wide, that is 290 per inch


@transaction.atomic
def begin(program: Program, *, like: CertificateDesign | None = None, by: Any) -> CertificateDesign:
    """Begins the program's next design as a copy of `like`, else of the one in use, else of the standing look.

    An older design comes back this way, too. Raises DesignInHand, and PermissionDenied also for another program's design.
    """
    if not is_secretariat(by, program) or (like and like.program_id != program.pk):
        raise PermissionDenied
    held = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    if held.designs.filter(state=DesignState.DRAFT).exists():
        raise DesignInHand
    source = like or held.designs.current()
    design = CertificateDesign.objects.create(
        program=held,
        number=(held.designs.aggregate(last=Max("number"))["last"] or 0) + 1,
        look=source.look if source else standing(held.outcome, held.subject_kind),
        seal=source.seal if source else None,
        created_at=clock.now(),
    )
    facts = {"like": source.number if source else None}
    design.history.append(design, action="design.begin", by=by, to_state=design.state, facts=facts, held=True)
    return design


def _locked(design: CertificateDesign, by: Any) -> CertificateDesign:
    locked = (
        CertificateDesign.objects.select_for_update(of=("self",), no_key=True).select_related("program", "seal").get(pk=design.pk)
    )
    if not is_secretariat(by, locked.program):
        raise PermissionDenied
    if locked.state != DesignState.DRAFT:
        raise DesignFrozen
    return locked


def must_stand(design: CertificateDesign, look: Look) -> None:
    """Raises DesignWrong with everything in the look that is to be mended."""
    has_term = design.program.validity_years is not None
    if found := faults(look, has_term=has_term, has_seal=design.seal_id is not None):
        raise DesignWrong(found)


@transaction.atomic
def change(design: CertificateDesign, look: Look, *, row_version: int, by: Any) -> CertificateDesign:
    """Writes the look over the version that was read; the history keeps the one before.

    Raises DesignWrong, DesignFrozen, StaleRecord.
    """
    locked = _locked(design, by)
    must_stand(locked, look)
    before = locked.look
    write_version(locked, row_version=row_version, look=look)
    locked.history.append(locked, action="design.change", by=by, facts={"from": before, "to": look}, held=True)
    return locked


def put_seal(
    design: CertificateDesign, upload: UploadedFile, *, alt: dict[str, str], row_version: int, by: Any
) -> CertificateDesign:
    """Puts a checked picture on the paper in place of the former one; `alt` tells it to those who cannot see it.

    Raises UploadRefused, SealTooSmall, DesignWrong, DesignFrozen, StaleRecord.
    """
    if not is_secretariat(by, design.program):
        raise PermissionDenied
    stored, _name = files.store(upload, by=by, kinds=SEAL_KINDS, max_bytes=SEAL_BYTES)
    if min(stored.width or 0, stored.height or 0) < SEAL_SIDE:
        raise SealTooSmall
    with transaction.atomic():
        locked = _locked(design, by)
        locked.seal = stored
        look = locked.look | {"seal_alt": alt}
        must_stand(locked, look)
        write_version(locked, row_version=row_version, seal=stored, look=look)
        locked.history.append(locked, action="design.seal", by=by, facts={"file": stored.sha256}, held=True)
    return locked


@transaction.atomic
def remove_seal(design: CertificateDesign, *, row_version: int, by: Any) -> CertificateDesign:
    """Takes the picture off the paper. Raises DesignFrozen, StaleRecord."""
    locked = _locked(design, by)
    facts = {"file": locked.seal.sha256 if locked.seal else ""}
    write_version(locked, row_version=row_version, seal=None, look=locked.look | {"seal_alt": {"ja": "", "en": ""}})
    locked.history.append(locked, action="design.remove_seal", by=by, facts=facts, held=True)
    return locked


def publish(design: CertificateDesign, *, row_version: int, by: Any) -> CertificateDesign:
    """From now on certificates are issued with this design, and it never changes; what was issued keeps its own.

    It is drawn first, with long names. Raises DesignTooLong, DesignNotDrawn, DesignWrong, DesignFrozen, StaleRecord.
    """
    if not is_secretariat(by, design.program):
        raise PermissionDenied
    must_stand(design, design.look)
    try:
        specimens.pictures_of(design)
    except specimens.DoesNotFit as refused:
        raise DesignTooLong from refused
    except NotSet as refused:
        raise DesignNotDrawn from refused
    with transaction.atomic():
        locked = _locked(design, by)
        if locked.row_version != row_version or design.row_version != row_version:
            raise StaleRecord(locked)
        change_state(locked, DesignState.PUBLISHED, by=by, action="design.publish", published_at=clock.now(), published_by=by)
    return locked


@transaction.atomic
def discard(design: CertificateDesign, *, row_version: int, by: Any) -> CertificateDesign:
    """Puts a draft away; its number is not given again, and a new one can be begun from it. Raises DesignFrozen, StaleRecord."""
    locked = _locked(design, by)
    if locked.row_version != row_version:
        raise StaleRecord(locked)
    change_state(locked, DesignState.DISCARDED, by=by, action="design.discard")
    return locked
