"""Questions about programs, rounds, cases, decisions and certificates. `visible_to` is the only way to a list."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from certifications.conflict_querysets import touching
from certifications.deadline_querysets import own_deadline, within_deadline
from certifications.permissions import group_names
from certifications.states import WITH_THE_OFFICE
from home.permissions import is_active_user

PROGRAM_NAMES = ("program__short_name_ja", "program__short_name_en", "program__short_name_zh")


class RoundQuerySet(models.QuerySet[Any]):
    def named(self) -> "RoundQuerySet":
        """Each with what its name says, and nothing more: for choices."""
        return self.select_related("program").only("fiscal_year", *PROGRAM_NAMES)

    def public(self) -> "RoundQuerySet":
        """Rounds that have been published."""
        return self.filter(state__in=["published", "judging", "deciding", "released"])

    def open(self, now: datetime) -> "RoundQuerySet":
        """Rounds to which one can apply at this instant."""
        return self.filter(state="published", opens_at__lte=now, closes_at__gt=now)

    def upcoming(self, now: datetime) -> "RoundQuerySet":
        """Published rounds that open later."""
        return self.filter(state="published", opens_at__gt=now)

    def running(self) -> "RoundQuerySet":
        """Rounds between publication and release."""
        return self.filter(state__in=["published", "judging", "deciding"])

    def run_by(self, user: Any) -> "RoundQuerySet":
        """Rounds of the user's programs."""
        return self.filter(program__roles__user=user, program__roles__ended_at__isnull=True).distinct()

    def reported_to(self, user: Any) -> "RoundQuerySet":
        """Released rounds of which the user may see sums: who works on all of the round's cases; the auditor sees all."""
        if not is_active_user(user):
            return self.none()
        released = self.filter(state="released")
        if "auditor" in group_names(user):
            return released
        applications = self.model._meta.get_field("applications").related_model.objects
        mine = released.filter(pk__in=self.model.objects.run_by(user).values("pk"))
        return mine.exclude(pk__in=applications.kept_from(user).values("round"))


class ApplicationQuerySet(models.QuerySet[Any]):
    def for_lists(self) -> "ApplicationQuerySet":
        """Each with what a list shows of it, and nothing longer; its round comes once, not with every row."""
        named = ("subject", "organization", "category")
        names = [f"{relation}__name_{language}" for relation in named for language in ("ja", "en", "zh")]
        own = ("public_id", "receipt_number", "state", "round", "received_on", "submitted_at")
        rounds = self.model._meta.get_field("round").related_model.objects.select_related("program")
        short = rounds.only("state", "released_at", "fiscal_year", *PROGRAM_NAMES).annotate(
            standard_days=F("rules__standard_days")
        )
        rows = self.select_related(*named, "team", "person").only(*own, *names, "team__name", "person__name", "person__email")
        return rows.prefetch_related(Prefetch("round", short))

    def of_applicant(self, user: Any) -> "ApplicationQuerySet":
        """Cases of the user's own side: organization (any role), person, team."""
        return self.filter(
            Q(organization__memberships__user=user, organization__memberships__ended_at__isnull=True)
            | Q(person=user)
            | Q(team__members=user)
        ).distinct()

    def in_time(self, now: datetime) -> "ApplicationQuerySet":
        """Those whose deadline has not come: the round's, or a later one of their own. `Application.is_open` for lists."""
        return self.with_own_deadline().filter(within_deadline(now))

    def with_own_deadline(self) -> "ApplicationQuerySet":
        """Each with what was granted to it alone, as `own_deadline`."""
        extensions = self.model._meta.get_field("extensions").related_model
        return self.annotate(own_deadline=own_deadline(extensions.objects))

    def of_candidate(self, user: Any) -> "ApplicationQuerySet":
        """Nominations of the user by somebody else."""
        return self.filter(subject__person=user).exclude(person=user)

    def of_proxy(self, user: Any) -> "ApplicationQuerySet":
        """What the user writes down for applicants on paper, drafts too. The one form of `permissions.is_proxy` for lists."""
        if not is_active_user(user):
            return self.none()
        run = user.program_roles.filter(ended_at__isnull=True, role="secretariat").values("program")
        return self.filter(round__program__in=run).exclude(channel="online").without_conflict(user)

    def of_side(self, user: Any) -> "ApplicationQuerySet":
        """What the applicant's pages show: the user's own side, and nominations that she has consented to."""
        if not is_active_user(user):
            return self.none()
        every = self.model.objects
        return self.filter(Q(pk__in=every.of_applicant(user).values("pk")) | Q(pk__in=every.of_candidate(user).values("pk")))

    def with_what_waits(self, user: Any) -> "ApplicationQuerySet":
        """Each with its open requests for corrections (`open_requests`), and how many messages wait to be read (`unread`)."""
        requests = self.model._meta.get_field("correction_requests").related_model.objects.open()
        waiting = self.model._meta.get_field("messages").related_model.objects.unread_by_applicant(user)
        unread = Count("messages", filter=Q(messages__in=waiting.values("pk")), distinct=True)
        return self.annotate(unread=unread).prefetch_related(Prefetch("correction_requests", requests, to_attr="open_requests"))

    def without_conflict(self, user: Any) -> "ApplicationQuerySet":
        """Leaves out the cases in which the user has an interest. The one form of `permissions.in_conflict` for lists."""
        parts = {"subject": OuterRef("subject"), "organization": OuterRef("organization")}
        named = user.conflicts.confirmed().filter(touching(application=OuterRef("pk"), **parts))
        member = user.memberships.current().filter(organization=OuterRef("organization"))
        teams = user.teams.filter(pk=OuterRef("team"))
        return self.exclude(
            Exists(named)
            | Exists(member)
            | Exists(teams)
            | Q(person=user)
            | Q(subject__person=user, subject__person__isnull=False)
        )

    def of_office(self, user: Any) -> "ApplicationQuerySet":
        """Submitted cases of the programs in which the user has a role, without those in conflict."""
        if not is_active_user(user):
            return self.none()
        return (
            self.filter(
                round__program__in=user.program_roles.filter(ended_at__isnull=True).values("program"),
                state__in=[*WITH_THE_OFFICE, "withdrawn"],
                receipt_number__isnull=False,
            )
        ).without_conflict(user)

    def kept_from(self, user: Any) -> "ApplicationQuerySet":
        """Cases that are with the office and that the user, who has a role in the program, may not work on: an interest."""
        return self.filter(state__in=WITH_THE_OFFICE, receipt_number__isnull=False).exclude(
            pk__in=self.model.objects.of_office(user).values("pk")
        )

    def of_desk(self, user: Any) -> "ApplicationQuerySet":
        """What the desk lists: the office's cases, and for the auditor besides them every case with a released result."""
        if not is_active_user(user) or "auditor" not in group_names(user):
            return self.of_office(user)
        return self.filter(Q(pk__in=self.model.objects.of_office(user).values("pk")) | Q(state="decided"))

    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """Every case of which the user may read the body, in whatever capacity but judging (see AssignmentQuerySet)."""
        if not is_active_user(user):
            return self.none()
        own = self.model.objects.of_applicant(user).values("pk")
        nominated = self.model.objects.of_candidate(user).values("pk")
        office = self.model.objects.of_office(user).values("pk")
        proxy = self.model.objects.of_proxy(user).values("pk")
        wanted = Q(pk__in=own) | Q(pk__in=nominated) | Q(pk__in=office) | Q(pk__in=proxy)
        if "auditor" in group_names(user):
            wanted |= Q(state="decided")
        return self.filter(wanted)

    def counted(self) -> "ApplicationQuerySet":
        """What counts towards an applicant's limit: a renewal takes nobody's place."""
        return self.filter(renews=None).exclude(state__in=["withdrawn", "lapsed"])

    def of_one_applicant(self, *, organization: Any = None, team: Any = None, person: Any = None) -> "ApplicationQuerySet":
        """Those of one applicant, as the limit sees her: a team is its members, for a new name makes no new applicant."""
        if organization is not None:
            return self.filter(organization=organization)
        if team is not None:
            return self.filter(team__members__in=team.members.all()).distinct()
        return self.filter(person=person)

    def taking_members(self) -> "ApplicationQuerySet":
        """Those whose team may still grow: until the judging, and all alike, so that nobody learns how far the office is."""
        return self.filter(state__in=["draft", "submitted", "correction", "in_review"], round__state="published")

    def begun_online(self) -> "ApplicationQuerySet":
        """Drafts that applicants write themselves."""
        return self.filter(state="draft", channel="online")

    def awaiting_secretariat(self, on: date) -> "ApplicationQuerySet":
        """Cases to be screened, drafted decisions, and corrections whose day has passed."""
        overdue = Q(state="correction", correction_requests__state="open", correction_requests__due_on__lt=on)
        return self.filter(Q(state="submitted", decision__isnull=True) | Q(decision__state="drafted") | overdue).distinct()

    def awaiting_approver(self) -> "ApplicationQuerySet":
        """Cases whose decision has been handed to the approver."""
        return self.filter(decision__state="proposed")

    def in_review(self) -> "ApplicationQuerySet":
        return self.filter(state="in_review")

    def entering(self, stage: Any) -> "ApplicationQuerySet":
        """Cases that stand in the stage, or would if it began now: those that came through the stages before it."""
        rows = self.in_review().filter(round=stage.round_id)
        if stage.state != "waiting":
            return rows.filter(stage_entries__stage=stage)
        gate = type(stage).objects.before(stage).selecting().first()
        return rows.filter(stage_entries__stage=gate, stage_entries__state="promoted") if gate else rows


class ConsentQuerySet(models.QuerySet[Any]):
    def waiting_for(self, user: Any, now: datetime) -> "ConsentQuerySet":
        """Nominations of the user that still can be answered."""
        applications = self.model._meta.get_field("application").related_model.objects
        open_drafts = applications.filter(state="draft").in_time(now).values("pk")
        mine = Q(application__subject__email__iexact=user.email)
        return self.filter(mine, application__in=open_drafts, given_at__isnull=True, refused_at__isnull=True)


class TeamInvitationQuerySet(models.QuerySet[Any]):
    def unanswered(self) -> "TeamInvitationQuerySet":
        return self.filter(accepted_at__isnull=True, declined_at__isnull=True)

    def waiting_for(self, user: Any) -> "TeamInvitationQuerySet":
        """To the user's address, into teams whose application is under way and not with the judges yet."""
        if not is_active_user(user):
            return self.none()
        every = self.model._meta.get_field("team").related_model._meta.get_field("applications").related_model.objects
        return self.unanswered().filter(email=user.email, team__in=every.taking_members().values("team"))


class DecisionQuerySet(models.QuerySet[Any]):
    def with_result(self) -> "DecisionQuerySet":
        """With the result that each rests on, but without what it was reckoned from: of a large round that is much."""
        large = [f"result_run__{name}" for name in ("inputs", "outputs", "exclusions")]
        return self.select_related("result_run").defer(*large)

    def visible_to(self, user: Any) -> "DecisionQuerySet":
        """Of the user's programs, sealed or not; of the user's own side, and for the auditor, once released."""
        if not is_active_user(user):
            return self.none()
        applications = self.model._meta.get_field("application").related_model.objects
        office = Q(application__in=applications.of_office(user).values("pk"))
        own = Q(state="released") & (
            Q(application__in=applications.of_applicant(user).values("pk"))
            | Q(application__in=applications.of_candidate(user).values("pk"))
        )
        if "auditor" in group_names(user):
            own |= Q(state="released")
        return self.filter(office | own)

    def first_ones(self) -> "DecisionQuerySet":
        """Without the answers to appeals, which are sealed by themselves."""
        return self.filter(appeal__isnull=True).select_related("level")

    def of_case(self, application: Any) -> "DecisionQuerySet":
        """Of one case, the newest first: an answer to an appeal stands before what it answers."""
        return self.filter(application=application).select_related("level", "appeal", "drafted_by", "approved_by").order_by("-pk")


class EvidenceQuerySet(models.QuerySet[Any]):
    def present(self) -> "EvidenceQuerySet":
        """Files that have not been taken away."""
        return self.filter(removed_at__isnull=True)

    def never_seen(self, before: datetime) -> "EvidenceQuerySet":
        """Taken away before the moment, from applications that were never submitted: the office has not seen them."""
        return self.filter(removed_at__lt=before, application__receipt_number__isnull=True)

    def visible_to(self, user: Any) -> "EvidenceQuerySet":
        """Evidence of the cases of which the user may read the body. Judges are not among them."""
        applications = self.model._meta.get_field("application").related_model.objects
        return self.filter(application__in=applications.visible_to(user).values("pk"))
