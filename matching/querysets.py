"""Questions about published figures."""

from typing import Any, Self

from django.db import models


class PublishedFigureQuerySet(models.QuerySet[Any]):
    def in_order(self) -> Self:
        """As they were listed, each series in the order of time."""
        return self.order_by("series_order", "as_of_on", "order")

    def of_series(self, program: str, indicator: str) -> Self:
        """One indicator of one program, the latest number first."""
        return self.filter(program=program, indicator=indicator).order_by("-as_of_on", "-order")
