"""Questions about certificates and the procedures before one is taken away. "On a day" means at that day's end."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from certifications.certificate_states import STANDING, UNDER_WAY, CertificateState
from certifications.change_states import OPEN, ChangeState
from certifications.permissions import group_names
from certifications.proof_querysets import ProvedQuerySet
from home.permissions import is_active_user

NO_HONOR: dict[str, Any] = {"honor": "", "honor_year": None}


def status_case(on: date, events: Any, path: str = "") -> Case:
    """A certificate's status on a day as a database expression; the same words as `Certificate.status_on`.

    `events` are all events of certificates. They are asked for days before the last change only: since then the row says it.
    """
    since, before = {f"{path}state_since__lte": on}, events.filter(record=OuterRef(f"{path}pk"), effective_on__lte=on)
    newer = events.model._meta.get_field("record").related_model.objects.issued()
    renewed = Exists(newer.filter(predecessor=OuterRef(f"{path}pk"), valid_from__lte=on))
    replayed = Subquery(before.exclude(to_state="").order_by("-seq").values("to_state")[:1])
    return Case(
        # What has ended a certificate is its last change: before it, it stood.
        When(~Q(**{f"{path}state__in": STANDING}), **since, then=F(f"{path}state")),
        When(**{f"{path}issued_on__gt": on}, then=Value("not_yet")),
        When(**{f"{path}valid_from__gt": on}, then=Value("not_yet")),
        When(Q(**{f"{path}valid_until__lt": on}) & Q(renewed), then=Value("superseded")),
        When(**{f"{path}valid_until__lt": on}, then=Value("expired")),
        When(**since, **{f"{path}state": "active"}, then=Value("valid")),
        When(**since, then=F(f"{path}state")),
        When(Exact(replayed, Value("active")), then=Value("valid")),
        default=Coalesce(replayed, Value("not_yet")),
        output_field=CharField(),
    )


class CertificateQuerySet(ProvedQuerySet):
    def issued(self) -> "CertificateQuerySet":
        """Without those of a release that was called back: to everybody but the office they have never been."""
        return self.exclude(state="void")

    def decided_here(self) -> "CertificateQuerySet":
        """Those that a decision of this platform issued. What came from a list has its paper and its proof elsewhere."""
        return self.filter(origin="decided")

    def as_of(self, on: date) -> "CertificateQuerySet":
        """Those that had been issued by the day, each with its `status_then`, replayed from its events."""
        events = self.model._meta.get_field("history").related_model._default_manager.all()
        return self.issued().filter(issued_on__lte=on).annotate(status_then=status_case(on, events))

    def valid_on(self, on: date) -> "CertificateQuerySet":
        """Certificates that were, are or will be in force on the day."""
        return self.as_of(on).filter(status_then="valid")

    def said_on(self, on: date) -> dict[int, dict[str, Any]]:
        """The columns in which they said something else at the end of the day than they say now, by key.

        Of what was changed since, the first change after the day knows what stood before it; a word of retirement or death
        counts from the day on which it was recorded. By one question.
        """
        events = self.model._meta.get_field("history").related_model._default_manager
        changed = Q(action="certificate.amend", effective_on__gt=on)
        rows = events.filter(changed | Q(action="certificate.honor"), record__in=self.values("pk")).order_by("seq")
        found: dict[int, dict[str, Any]] = {}
        for key, action, day, facts in rows.values_list("record", "action", "effective_on", "facts"):
            said = found.setdefault(key, {})
            if action == "certificate.amend":
                said.update({name: text for name, text in facts["before"].items() if name not in said})
            else:
                honored = {name: facts[name] for name in ("honor", "honor_year")}
                said.update(honored if day <= on else {name: said.get(name, empty) for name, empty in NO_HONOR.items()})
        return found

    def expired_on(self, on: date) -> "CertificateQuerySet":
        """Certificates whose term had ended before the day, without anything else having ended them."""
        return self.as_of(on).filter(status_then="expired")

    def ended_by(self, on: date) -> "CertificateQuerySet":
        """Certificates whose term had ended before the day, renewed or not, without anything else having ended them."""
        return self.filter(state__in=STANDING, valid_until__lt=on)

    def ever(self) -> "CertificateQuerySet":
        """One for each thing that was ever certified: what a newer certificate replaced counts with that one.

        What was renewed counts in the year in which it was first certified.
        """
        return self.issued().exclude(state="superseded").exclude(decision__application__renews__isnull=False)

    def ending(self, first: date, last: date) -> "CertificateQuerySet":
        """Those that stand and whose term ends within the days, both included."""
        return self.filter(state__in=STANDING, valid_until__range=(first, last))

    def running(self, on: date) -> "CertificateQuerySet":
        """Those that stand and whose term holds the day."""
        return self.filter(state__in=STANDING, valid_from__lte=on).exclude(valid_until__lt=on)

    def unrenewed(self) -> "CertificateQuerySet":
        """Those that no newer certificate follows."""
        return self.exclude(Exists(self.model.objects.issued().filter(predecessor=OuterRef("pk"))))

    def held_up(self) -> "CertificateQuerySet":
        """Suspended, or about to be withdrawn: until that is settled none of them is renewed."""
        withdrawals = self.model._meta.get_field("withdrawals").related_model.objects.under_way()
        return self.filter(Q(state=CertificateState.SUSPENDED) | Exists(withdrawals.filter(certificate=OuterRef("pk"))))

    def unexpired(self) -> "CertificateQuerySet":
        """Those of whose end no event tells yet."""
        events = self.model._meta.get_field("history").related_model._default_manager
        return self.exclude(Exists(events.filter(record=OuterRef("pk"), action="certificate.expire")))

    def held_by(self, user: Any) -> "CertificateQuerySet":
        """What the person holds: her organization, her team, or herself. The one form of the predicate `is_holder` for lists."""
        holders = (
            Q(organization__memberships__user=user, organization__memberships__ended_at__isnull=True)
            | Q(decision__application__team__members=user)
            | Q(organization=None, decision__application__team=None, subject__person=user)
            | Q(organization=None, decision__application__team=None, subject__person=None, decision__application__person=user)
        )
        return self.issued().filter(pk__in=self.model.objects.filter(holders).values("pk"))

    def of_lists(self, user: Any) -> Any:
        """Keys of those without a case in whose holder the person has an interest; as `is_holder_by_list`."""
        member = Q(organization__memberships__user=user, organization__memberships__ended_at__isnull=True)
        mine = member | Q(organization=None, subject__person=user)
        return self.filter(mine, origin="list").values("pk")

    def visible_to(self, user: Any) -> "CertificateQuerySet":
        """The desk's list: certificates of the user's programs without those in conflict; the auditor sees all."""
        if not is_active_user(user):
            return self.none()
        if "auditor" in group_names(user):
            return self
        decisions = self.model._meta.get_field("decision").related_model
        applications = decisions._meta.get_field("application").related_model.objects
        runs = user.program_roles.filter(ended_at__isnull=True).values("program")
        of_lists = self.model.objects.filter(origin="list", program__in=runs).exclude(pk__in=self.model.objects.of_lists(user))
        return self.filter(
            Q(decision__application__in=applications.of_office(user).values("pk")) | Q(pk__in=of_lists.values("pk"))
        )


class WithdrawalQuerySet(models.QuerySet[Any]):
    def under_way(self) -> "WithdrawalQuerySet":
        """Those that have not been decided."""
        return self.filter(state__in=UNDER_WAY)

    def visible_to(self, user: Any) -> "WithdrawalQuerySet":
        """The desk's list: those of the certificates that the person sees there."""
        certificates = self.model._meta.get_field("certificate").related_model.objects
        return self.filter(certificate__in=certificates.visible_to(user).values("pk"))


class ChangeNoticeQuerySet(models.QuerySet[Any]):
    def open(self) -> "ChangeNoticeQuerySet":
        """Neither answered nor taken back: with the office, or with the holder to be mended."""
        return self.filter(state__in=OPEN)

    def awaiting_office(self) -> "ChangeNoticeQuerySet":
        """Those that the office has to look at."""
        return self.filter(state=ChangeState.NOTICED)

    def of_cases(self, applications: Iterable[Any]) -> "ChangeNoticeQuerySet":
        """Notices about certificates of these cases."""
        return self.filter(certificate__decision__application__in=applications)

    def visible_to(self, user: Any) -> "ChangeNoticeQuerySet":
        """The desk's list: those of the certificates that the person sees there."""
        certificates = self.model._meta.get_field("certificate").related_model.objects
        return self.filter(certificate__in=certificates.visible_to(user).values("pk"))


class ChangePaperQuerySet(models.QuerySet[Any]):
    def of_holder(self, application: Any) -> "ChangePaperQuerySet":
        """What the holder's side has sent with notices about certificates of the case; not what the office has entered."""
        return self.filter(notice__certificate__decision__application=application, notice__told_by="")
