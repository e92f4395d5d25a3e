"""What becomes of open change notices when their certificate ends, or a newer one takes its place."""

from typing import Any

from django.db.models import F

from certifications.change_states import ChangeState
from certifications.models import Certificate, ChangeNotice
from home.states import change_state


def end(certificate: Certificate, *, by: Any) -> None:
    """Nothing is left to change. Called by the verb that has ended the certificate, which it has locked."""
    for notice in ChangeNotice.objects.open().filter(certificate=certificate):
        change_state(notice, ChangeState.MOOT, by=by, action="change.end")


def carry_over(certificate: Certificate, newer: Certificate) -> None:
    """What is still open concerns the newer certificate from now on."""
    ChangeNotice.objects.open().filter(certificate=certificate).update(certificate=newer, row_version=F("row_version") + 1)
