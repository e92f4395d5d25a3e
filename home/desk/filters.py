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
        kinds = (django_filters.ModelChoiceFilter, django_filters.ModelMultipleChoiceFilter)
        choices = [each for each in self.filters.values() if isinstance(each, kinds)]
        if len(choices) == 1:
            choices[0].queryset = choices[0].queryset.filter(pk__in=visible.order_by().values(choices[0].field_name))
        elif choices:
            # One question for all of them: what a reader may see is long to say, and costly to say once more for each choice.
            rows = visible.order_by().values_list(*(each.field_name for each in choices)).distinct()
            for place, each in enumerate(choices):
                each.queryset = each.queryset.filter(pk__in={row[place] for row in rows} - {None})
