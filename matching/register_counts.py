"""What was ever certified and what is certified now, counted from the certificates' events, program by program."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from certifications.certificate_states import COUNTED_ELSEWHERE
from certifications.models import Certificate, Program
from home import clock


@dataclass(frozen=True)
class RegisterCount:
    """One program's two numbers."""

    name: str
    ever: int
    now: int


def by_program() -> list[RegisterCount]:
    """In the active language, in the order of the programs, those without certificates left out. By two questions."""
    today = clock.today()
    statuses = Certificate.objects.as_of(today).order_by().values_list("program", "status_then").annotate(number=Count("pk"))
    rows: list[tuple[Any, str, int]] = list(statuses)
    counted = ((program, _sum(rows, program.pk)) for program in Program.objects.all())
    return [RegisterCount(str(program.name), ever, now) for program, (ever, now) in counted if ever]


def _sum(rows: Iterable[tuple[Any, str, int]], program: Any) -> tuple[int, int]:
    """What a newer certificate replaced counts once, with that one."""
    mine = [(status, number) for key, status, number in rows if key == program]
    ever = sum(number for status, number in mine if status not in COUNTED_ELSEWHERE)
    return ever, sum(number for status, number in mine if status == "valid")


def total(counts: Iterable[RegisterCount]) -> tuple[int, int]:
    """Ever and now, over all programs."""
    rows = list(counts)
    return sum(row.ever for row in rows), sum(row.now for row in rows)
