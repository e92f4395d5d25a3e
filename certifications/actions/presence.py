"""Who is writing where, for half a minute at a time. A mark for colleagues, never a lock."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from certifications.models import Application, FieldPresence
from certifications.open_questions import open_keys
from certifications.permissions import can_edit_answers
from home import clock

LASTS = timedelta(seconds=30)


@transaction.atomic
def note(application: Application, key: UUID | None, *, by: Any) -> None:
    """Notes in which open question somebody is writing; None: in none any more. Raises PermissionDenied."""
    if not can_edit_answers(by, application):
        raise PermissionDenied
    if key is None or str(key) not in open_keys(application):
        FieldPresence.objects.filter(application=application, user=by).delete()
    else:
        facts = {"key": key, "until": clock.now() + LASTS}
        FieldPresence.objects.update_or_create(application=application, user=by, defaults=facts)
