"""What a model's field is called on the desks."""

from django.core.exceptions import FieldDoesNotExist
from django.db import models


def label_of(model: type[models.Model], name: str) -> str:
    """The field's verbose name. Raises FieldDoesNotExist, also for a relation that only another model declares."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(f"{model._meta.label} declares no field {name}.")
    return str(field.verbose_name)
