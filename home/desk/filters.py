"""What a listing may be filtered by."""

from typing import Any

import django_filters
from django.db import models
from wagtail.admin.filters import WagtailFilterSet


class DeskFilterSet(WagtailFilterSet):
    """Of other records (a program, a round, a field) only those are offered that the reader's own list names.

    A program with which an officer has nothing to do is not even mentioned, and no choice leads to an empty list.
    """

    def __init__(self, *args: Any, visible: models.QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.filters.values():
            if isinstance(each, (django_filters.ModelChoiceFilter, django_filters.ModelMultipleChoiceFilter)):
                named = visible.order_by().values(each.field_name)
                each.queryset = each.queryset.filter(pk__in=named)
