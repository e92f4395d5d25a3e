"""What a spreadsheet keeps as a number: days, and digits of which it knows fifteen."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

EXACT_DIGITS = 15


def serial_day(raw: str, *, from_1904: bool = False) -> date | None:
    """The day that a spreadsheet's number of days stands for; None where there is none."""
    try:
        days = int(float(raw))
        if from_1904:
            return date(1904, 1, 1) + timedelta(days=days)
        # Lotus took 1900 for a leap year, and the numbers up to its 29 February count from a day later.
        return date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days) if days > 0 else None
    except (ValueError, OverflowError):
        return None


def number_text(raw: str) -> tuple[str, str]:
    """A stored number as one writes it: 1.0 is 1, 7.01E12 is 7010000000000. Digits beyond the fifteenth were lost in Excel."""
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return raw, ""
    if not value.is_finite() or value.adjusted() > 30:
        return raw, ""
    if value == value.to_integral_value():
        text = str(int(value))
        return text, "rounded" if len(text.lstrip("-")) > EXACT_DIGITS else ("" if text == raw else "number")
    return format(Decimal(repr(float(raw))), "f"), ""
