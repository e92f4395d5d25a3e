"""How many inquiries came, were answered, and what came of them: by program and fiscal year, from the records."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from home import fiscal
from home.clock import TOKYO
from home.languages import suffix
from matching import inquiry_words


@dataclass
class InquiryCount:
    """One program in one fiscal year; `amount` is yen, `outcomes` numbers by code. Unwanted ones are counted apart."""

    program: str
    year: int
    came: int = 0
    answered: int = 0
    unwanted: int = 0
    amount: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def came_of_it(self) -> int:
        """How many led to something."""
        return sum(number for code, number in self.outcomes.items() if inquiry_words.is_outcome(code))

    @property
    def outcome_rows(self) -> list[tuple[str, int]]:
        """Words and number of each outcome that was said, in the file's order."""
        return [
            (label, self.outcomes[code])
            for code, label in inquiry_words.choices("outcomes", suffix())
            if code in self.outcomes and code != "unwanted"
        ]


def by_program_and_year(inquiries: Any) -> list[InquiryCount]:
    """The newest year first. By one question."""
    rows = inquiries.reached().order_by("certificate__program__order", "certificate__program__pk").select_related(None)
    return counted(rows.select_related("certificate__program").only(*COLUMNS))


COLUMNS = (
    "reached_at",
    "answered_at",
    "outcome",
    "amount",
    "certificate__program__name_ja",
    "certificate__program__name_en",
    "certificate__program__name_zh",
)


def counted(inquiries: Iterable[Any]) -> list[InquiryCount]:
    """The sums of what is given."""
    found: dict[tuple[str, int], InquiryCount] = {}
    for inquiry in inquiries:
        year, name = fiscal.fiscal_year(inquiry.reached_at.astimezone(TOKYO).date()), str(inquiry.certificate.program.name)
        row = found.setdefault((name, year), InquiryCount(name, year))
        if inquiry.outcome == "unwanted":
            row.unwanted += 1
            continue
        row.came += 1
        row.answered += inquiry.answered_at is not None
        row.amount += inquiry.amount or 0
        if inquiry.outcome:
            row.outcomes[inquiry.outcome] = row.outcomes.get(inquiry.outcome, 0) + 1
    return sorted(found.values(), key=lambda row: -row.year)
