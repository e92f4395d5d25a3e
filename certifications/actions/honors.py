"""A certified person retires or dies: she is shown with honor, and her certificate stays as it is."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from certifications.actions import certificates
from certifications.certificate_permissions import may_honor
from certifications.certificate_states import Honor
from certifications.models import Certificate
from certifications.refusals import AskerMissing, HonorUnchanged, YearWrong
from home import clock


@transaction.atomic
def honor(certificate: Certificate, *, kind: str, year: int | None = None, asked_by: str, note: str = "", by: Any) -> None:
    """Records it as an event, with who asked for it; an empty `kind` takes an earlier word back. Nobody gets a letter.

    Who asked, and the office's note, stay at the desk. Raises AskerMissing, YearWrong, HonorUnchanged.
    """
    held = certificates.locked(certificate)
    if not may_honor(by, held):
        raise PermissionDenied
    if not asked_by.strip():
        raise AskerMissing
    if year is not None and not held.issued_on.year <= year <= clock.today().year:
        raise YearWrong
    facts: dict[str, Any] = {"honor": Honor(kind).value if kind else "", "honor_year": year if kind else None}
    if (held.honor, held.honor_year) == (facts["honor"], facts["honor_year"]):
        raise HonorUnchanged
    Certificate.objects.filter(pk=held.pk).update(row_version=F("row_version") + 1, **facts)
    words = "\n".join(each for each in (asked_by.strip(), note.strip()) if each)
    held.history.append(held, action="certificate.honor", by=by, note=words, facts=facts, held=True)
    certificate.refresh_from_db()
    certificates.shown(certificate)
