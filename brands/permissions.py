"""Who may do what with the register's entries."""

from typing import Any

from certifications.permissions import in_conflict, is_secretariat


def can_write_entry(user: Any, entry: Any) -> bool:
    """Runs the program, and has no interest in the case from which the certificate came."""
    certificate = entry.certificate
    return is_secretariat(user, certificate.program) and not in_conflict(user, certificate.decision.application)
