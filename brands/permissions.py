"""Who may do what with the register's entries and with the manuscripts for them."""

from typing import Any

from brands.states import WRITABLE, ManuscriptState
from certifications.certificate_permissions import may_keep, may_speak_for_holder
from certifications.certificate_states import STANDING
from certifications.permissions import in_conflict, is_secretariat


def can_write_entry(user: Any, entry: Any) -> bool:
    """Runs the program, and has no interest in the case from which the certificate came."""
    certificate = entry.certificate
    if certificate.application is None:
        return may_keep(user, certificate)
    return is_secretariat(user, certificate.program) and not in_conflict(user, certificate.application)


def can_write_manuscript(user: Any, entry: Any) -> bool:
    """Writes what the entry is to say: owners and editors of the holder, while the certificate stands."""
    return entry.certificate.state in STANDING and may_speak_for_holder(user, entry.certificate)


def can_change_manuscript(user: Any, manuscript: Any) -> bool:
    """Changes this one: while it lies with the holder."""
    return manuscript.state in WRITABLE and can_write_manuscript(user, manuscript.entry)


def can_take_back_manuscript(user: Any, manuscript: Any) -> bool:
    """Takes back what was handed in: before the office has looked at it."""
    return manuscript.state == ManuscriptState.HANDED_IN and can_write_manuscript(user, manuscript.entry)


def can_settle_manuscript(user: Any, manuscript: Any) -> bool:
    """Approves it or returns it: the office, without an interest, once it has been handed in."""
    return manuscript.state == ManuscriptState.HANDED_IN and can_write_entry(user, manuscript.entry)
