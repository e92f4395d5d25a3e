"""The moments that published figures are of: 2009-02, 2018-02-02, 2017, FY2016, FY2015 with a group. No Django."""

import re
from dataclasses import dataclass
from datetime import date

from home.dates import MONTHS

WRITTEN = re.compile(
    r"(?:FY(?P<fiscal>\d{4})|(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?)(?: (?P<group>\S.*))?", re.ASCII
)


@dataclass(frozen=True)
class Period:
    """`on` puts it in order; the parts that were not written are None."""

    on: date
    fiscal: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    group: str = ""

    def words(self, language: str) -> str:
        """2009年2月, Feb 2009; 2016年度, FY2016, 2016财年. The group is the caller's to name."""
        if self.fiscal is not None:
            return f"FY{self.fiscal}" if language == "en" else f"{self.fiscal}{'财年' if language == 'zh' else '年度'}"
        if language == "en":
            month = MONTHS[self.month - 1] if self.month else ""
            return f"{month} {f'{self.day}, ' if self.day else ''}{self.year}".strip()
        return f"{self.year}年" + (f"{self.month}月" if self.month else "") + (f"{self.day}日" if self.day else "")


def read(text: str) -> Period:
    """Reads what stands in the column as_of. Raises ValueError for anything else."""
    match = WRITTEN.fullmatch(text)
    if not match:
        raise ValueError(f"Not a period: {text}")
    group = match["group"] or ""
    if match["fiscal"]:
        fiscal = int(match["fiscal"])
        return Period(date(fiscal + 1, 3, 31), fiscal=fiscal, group=group)
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    return Period(date(year or 0, month or 12, day or 1), year=year, month=month, day=day, group=group)
