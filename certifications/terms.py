"""How long a certificate is valid."""

from datetime import date, timedelta


def term_end(first: date, years: int | None) -> date | None:
    """The last day of validity: the day before the same day, so many years later. None without a term."""
    if years is None:
        return None
    try:
        anniversary = first.replace(year=first.year + years)
    except ValueError:  # 29 February
        anniversary = date(first.year + years, 3, 1)
    return anniversary - timedelta(days=1)
