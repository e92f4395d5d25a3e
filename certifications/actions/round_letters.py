"""The letters to all applicants of a round: the worker writes them, a transaction each, out of one job of the step."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from certifications import emails
from certifications.models import Application, Extension, Round
from certifications.states import MAY_BE_WITHDRAWN, ApplicationState

NEEDED = ("round__program", "subject__person", "organization", "team", "person")


def tell_of_extension(extension: Extension) -> None:
    """To whoever was writing when the deadline was put off for all. Twice has one effect: each letter has its key."""
    drafts = extension.round.applications.filter(state=ApplicationState.DRAFT, created_at__lte=extension.at)
    _each(drafts, lambda draft: emails.deadline_extended(draft, extension))


def tell_of_cancellation(round_: Round) -> None:
    """To whoever had something under way in the round that was called off; nothing of it has moved since."""
    reason = round_.history.filter(action="round.cancel").values_list("note", flat=True).get()
    _each(round_.applications.filter(state__in=MAY_BE_WITHDRAWN), lambda application: emails.round_cancelled(application, reason))


def _each(applications: QuerySet[Any], tell: Callable[[Application], None]) -> None:
    for application in applications.select_related(*NEEDED).prefetch_related("extensions").order_by("pk"):
        with transaction.atomic():
            tell(application)
