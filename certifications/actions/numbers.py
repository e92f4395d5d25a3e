"""Numbers given in the committing transaction: unique, and without gaps."""

from django.db import transaction
from django.db.models import F

from certifications.models import NumberSeries, Program


def ahead(program: Program, fiscal_year: int, purpose: str, pattern: str, count: int) -> list[str]:
    """The numbers that would be given next, for a preview; none is taken."""
    row = NumberSeries.objects.filter(program=program, fiscal_year=fiscal_year, purpose=purpose).first()
    last = row.last if row else 0
    return [pattern.format(year=fiscal_year, seq=last + place) for place in range(1, count + 1)]


@transaction.atomic
def take(program: Program, fiscal_year: int, purpose: str, pattern: str) -> str:
    """The next number of the series, in the pattern ({year}, {seq}). The row stays locked until the caller commits."""
    row, _created = NumberSeries.objects.get_or_create(program=program, fiscal_year=fiscal_year, purpose=purpose)
    NumberSeries.objects.filter(pk=row.pk).update(last=F("last") + 1)
    row.refresh_from_db()
    return pattern.format(year=fiscal_year, seq=row.last)
