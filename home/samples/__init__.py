"""Sample data for each component: shown at /components/, drawn by the tests."""

from typing import Any

from home.samples.public import shown
from home.samples.small import ACCENTS, small
from home.samples.working import working

__all__ = ["ACCENTS", "samples"]


def samples() -> dict[str, dict[str, dict[str, Any]]]:
    """Component -> name of the sample -> arguments."""
    return small() | shown() | working()
