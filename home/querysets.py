"""Questions that the ground floor answers."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import reduce
from operator import add
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Collate, StrIndex
from django.db.models.lookups import GreaterThan

from home import list_kinds
from home.search.wording import Wanted, Wording, any_crumb

SEND_PATIENCE = timedelta(seconds=90)
MAX_ATTEMPTS = 8
ASKED_AGAIN = timedelta(days=7)
FAILED_AGAIN = timedelta(days=1)


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

    def about_accounts(self) -> "LetterQuerySet":
        """Letters about nothing that an office has on its desk: accounts, roles, invitations into organizations."""
        return self.filter(Q(about="") | Q(about__startswith="organization:"))

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


class FindingQuerySet(models.QuerySet[Any]):
    def public(self, now: datetime, language: str) -> "FindingQuerySet":
        """What the public may find at this instant in a language."""
        return self.filter(Q(public_from=None) | Q(public_from__lte=now), language__in=["", language])

    def holding(self, wanted: Wanted | None) -> "FindingQuerySet":
        """Those that hold what is wanted; all for None."""
        return self if wanted is None else self.filter(tokens__holds=wanted)

    def near(self, wording: Wording) -> "FindingQuerySet":
        """Those that have at least half of the smallest parts in or beside their names, those with most of them first."""
        crumbs = [
            Case(When(_within("names", part) | _within("beside", part), then=Value(1)), default=Value(0))
            for part in wording.crumbs
        ]
        rows = self.filter(tokens__holds=any_crumb(wording.crumbs)).annotate(score=reduce(add, crumbs))
        enough = (len(crumbs) + 1) // 2
        return rows.filter(score__gte=enough).order_by("-score", F("day").desc(nulls_last=True), "source", "key")

    def filtered(self, filters: Mapping[str, str]) -> "FindingQuerySet":
        """Those with these values of kind, program, ward and year."""
        return self.filter(**filters)

    def best_first(self, wording: Wording) -> "FindingQuerySet":
        """What is named so, then what has it beside its name, then what says it somewhere; the newest of equals first."""
        return self.annotate(score=_score(wording)).order_by("-score", F("day").desc(nulls_last=True), "source", "key")

    def newest(self) -> "FindingQuerySet":
        """The newest first; what has no day comes last."""
        return self.order_by(F("day").desc(nulls_last=True), "source", "key")

    def by_name(self, vendor: str) -> "FindingQuerySet":
        """By reading, character by character: the same on every database."""
        return self.order_by(Collate("reading", "C" if vendor == "postgresql" else "BINARY"), "source", "key")

    def tallied(self) -> Any:
        """Rows of (kind, program, ward, year, count)."""
        return self.order_by().values_list("kind", "program", "ward", "year").annotate(n=Count("pk"))


def _score(wording: Wording) -> Any:
    score: Any = Case(
        When(_within("names", f"\n{wording.whole}\n"), then=Value(20)),
        When(_within("names", f"\n{wording.whole}"), then=Value(10)),
        default=Value(0),
    )
    for term in wording.terms:
        found = [
            When(_within("names", f"\n{term.text}\n"), then=Value(2 * term.in_name)),
            When(_within("names", term.text), then=Value(term.in_name)),
            When(_within("beside", term.text), then=Value(term.beside)),
        ]
        score = score + Case(*found, default=Value(0))
    if wording.strict is not None and wording.strict != wording.wanted:
        score = score + Case(When(tokens__holds=wording.strict, then=Value(1)), default=Value(0))
    return score


def _within(column: str, text: str) -> Any:
    return Q(GreaterThan(StrIndex(F(column), Value(text)), Value(0)))


class PageLinkQuerySet(models.QuerySet[Any]):
    def broken(self) -> "PageLinkQuerySet":
        """Those that an editor should look at. A server that fails to answer once may be asleep: only the second time counts."""
        return self.filter(Q(result__in=["gone", "unpublished", "refused"]) | Q(result="failed", failures__gte=2))

    def unseen(self) -> "PageLinkQuerySet":
        """Those that nobody has looked at since they were found so."""
        return self.filter(seen_at=None)

    def to_ask(self, now: datetime) -> "PageLinkQuerySet":
        """Those that lead outside and are due: never asked, failed a day ago, or asked a week ago."""
        old = Q(checked_at=None) | Q(checked_at__lt=now - ASKED_AGAIN) | Q(result="failed", checked_at__lt=now - FAILED_AGAIN)
        return self.filter(old, kind="outside").order_by(F("checked_at").asc(nulls_first=True), "pk")
