"""Questions that the ground floor answers."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from home import list_kinds

SEND_PATIENCE = timedelta(seconds=90)
MAX_ATTEMPTS = 8


def _abandoned(now: datetime) -> Q:
    return Q(state="sending", taken_at__lt=now - SEND_PATIENCE)


class LetterQuerySet(models.QuerySet[Any]):
    def due(self, now: datetime) -> "LetterQuerySet":
        """Waiting letters whose time has come, and those whose sender died while sending."""
        waiting = Q(state="queued", due_at__lte=now)
        return self.filter(waiting | _abandoned(now), attempts__lt=MAX_ATTEMPTS)

    def given_up(self, now: datetime) -> "LetterQuerySet":
        """Letters whose sender died while sending, at the last attempt they had."""
        return self.filter(_abandoned(now), attempts__gte=MAX_ATTEMPTS)

    def about(self, subject: str) -> "LetterQuerySet":
        """Letters that concern a record, named as in `Letter.about`."""
        return self.filter(about=subject)

    def by_post(self) -> "LetterQuerySet":
        """Letters on paper, posted or not."""
        return self.exclude(post_to="")

    def to_be_posted(self, now: datetime) -> "LetterQuerySet":
        """Letters on paper that wait to be printed and posted, and may leave the house."""
        return self.filter(state="to_post", due_at__lte=now)

    def at_rest(self) -> "LetterQuerySet":
        """Letters with which nothing will happen by itself: sent, come back, called back, or given up."""
        return self.exclude(state__in=["queued", "sending", "to_post"])

    def undelivered(self) -> "LetterQuerySet":
        """Letters that did not arrive: they could not be sent, or came back."""
        return self.filter(state__in=["failed", "returned"])

    def addressed_to(self, part: str) -> "LetterQuerySet":
        """Letters whose address holds the words, whatever their case."""
        return self.filter(address__icontains=part)


class StoredFileQuerySet(models.QuerySet[Any]):
    def unnamed(self, before: datetime) -> "StoredFileQuerySet":
        """Files that no record of any floor names, and that nobody has brought since the moment."""
        brought = Q(brought_at__lt=before) | Q(brought_at=None, created_at__lt=before)
        rows = self.filter(brought)
        for relation in self.model._meta.get_fields(include_hidden=True):  # hidden: those without a way back ("+")
            if not isinstance(relation, models.ForeignObjectRel):
                continue
            if relation.on_delete is models.CASCADE:
                continue  # drawn from the file, and gone with it
            named = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            rows = rows.exclude(Exists(named))
        return rows


class ImportRunQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "ImportRunQuerySet":
        """Lists of the kinds that the person may bring in, whoever brought them."""
        return self.filter(kind__in=list(list_kinds.kinds_of(user)))

    def finished_before(self, moment: datetime) -> "ImportRunQuerySet":
        """Lists with which nothing has happened since the moment, whose rows and file are still kept."""
        ended = ("done", "undone", "failed", "dropped", "received", "checked")
        kept = Q(file__isnull=False) | Q(
            Exists(self.model._meta.get_field("rows").related_model.objects.filter(run=OuterRef("pk")))
        )
        return self.filter(kept, state__in=ended).filter(Q(finished_at__lt=moment) | Q(finished_at=None, created_at__lt=moment))
