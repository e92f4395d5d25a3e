"""The wards of a city come as data."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from organizations.models import Area


@transaction.atomic
def load(rows: Iterable[Mapping[str, Any]]) -> list[Area]:
    """Makes or renews wards by their codes, all or none. Wards that are not named stay: organizations and certificates name them.

    Raises ValidationError for a code or a name that the city cannot keep. Called by the machine only.
    """
    found = []
    for row in rows:
        area = Area.objects.filter(code=row["code"]).first() or Area(code=row["code"])
        for name, value in row.items():
            setattr(area, name, value)
        area.full_clean()
        area.save()
        found.append(area)
    return found
