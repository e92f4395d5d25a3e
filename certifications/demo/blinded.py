"""The copies that judges read where they must not see who applies: drawn, and looked through by the office."""

from typing import Any

from certifications.actions import blinding
from certifications.models import BlindCopy, Round


def look_through(round_: Round, *, by: Any) -> None:
    """Nothing is left to cover besides what was found: then judges may read."""
    for copy in BlindCopy.objects.filter(version__application__round=round_).order_by("pk"):
        blinding.draw(copy)
        copy.refresh_from_db()
        blinding.check(copy, row_version=copy.row_version, by=by)
