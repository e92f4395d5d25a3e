"""Published figures as the page shows them: programs, their series, each number with its bar and its remark."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from matching.charts import widths
from matching.models import PublishedFigure

HUNDRED = Decimal(100)


@dataclass
class Remark:
    """What holds for some numbers of a series: definition, note, why they cannot be compared, source."""

    figure: PublishedFigure
    moments: list[str]


@dataclass
class Series:
    """One indicator of one program. A single number needs no bar."""

    name: str
    kind: str
    period: str
    rows: list[tuple[PublishedFigure, float]]
    remarks: list[Remark]

    @property
    def is_compared(self) -> bool:
        return len(self.rows) > 1

    @property
    def latest(self) -> PublishedFigure:
        return self.rows[-1][0]


@dataclass
class ProgramFigures:
    """All series of one program."""

    name: str
    anchor: str
    series: list[Series] = field(default_factory=list)


def by_program(figures: Iterable[PublishedFigure]) -> list[ProgramFigures]:
    """The figures, which come in order, grouped for the page."""
    programs: dict[str, ProgramFigures] = {}
    for (program, _indicator), group in groupby(figures, key=lambda each: (each.program, each.indicator)):
        rows = list(group)
        shown = programs.setdefault(program, ProgramFigures(rows[0].program_name, f"program-{len(programs) + 1}"))
        shown.series.append(_series(rows))
    return list(programs.values())


def _series(rows: list[PublishedFigure]) -> Series:
    whole = HUNDRED if rows[0].unit == "%" else None
    remarks: dict[tuple[str, ...], Remark] = {}
    for row in rows:
        key = (row.definition, row.note, row.source, row.break_words)
        remarks.setdefault(key, Remark(row, [])).moments.append(row.as_of_words)
    return Series(
        name=rows[0].indicator_name,
        kind=str(rows[0].get_kind_display()),
        period=str(rows[0].get_period_display()),
        rows=list(zip(rows, widths([row.value for row in rows], whole=whole), strict=True)),
        remarks=list(remarks.values()),
    )
