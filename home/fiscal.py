"""Fiscal years (1 April to 31 March, Asia/Tokyo) and Japanese eras."""

from datetime import date

# Source: 元号を改める政令 (1989, 2019) and the calendar law of 1868; a future era is one row more.
ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 10, 23), "明治"),
)


def fiscal_year(day: date) -> int:
    """The fiscal year in which the day lies: 31 March 2026 is 2025."""
    return day.year if day.month >= 4 else day.year - 1


def era_year(day: date) -> str:
    """「令和8年」 for a day of 2026. Raises ValueError before 1868-10-23, when the eras of this table begin."""
    for start, name in ERAS:
        if day >= start:
            number = day.year - start.year + 1
            return f"{name}{'元' if number == 1 else number}年"
    raise ValueError(f"No era is known for {day.isoformat()}.")


def fiscal_year_label(year: int) -> str:
    """「令和7年度」 for 2025, by the era of its 1 April; 2019 (平成31年度) is shown as 令和元年度, as offices do."""
    if year == 2019:
        return "令和元年度"
    return f"{era_year(date(year, 4, 1))}度"
