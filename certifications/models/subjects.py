"""What is judged and who makes it. A subject outlives applications and certificates."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.querysets import TeamInvitationQuerySet
from certifications.states import SubjectKind
from home.languages import Localized


class Team(models.Model):
    """Several persons who submit a work together."""

    name = models.CharField(_("name of the team"), max_length=100)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="teams")

    class Meta:
        verbose_name = _("team")

    def __str__(self) -> str:
        return self.name


class TeamInvitation(models.Model):
    """Somebody named as a member by the address alone. She is one when she has said so herself; until then it is a name."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"), max_length=254, db_index=True)
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = TeamInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to a team")
        constraints = [
            models.UniqueConstraint(fields=["team", "email"], name="team_invitation_once"),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(declined_at__isnull=True),
                name="team_invitation_one_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class Subject(models.Model):
    """A product, technology, person or work. Names are kept exactly as typed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=SubjectKind)
    name_ja = models.CharField(_("name"), max_length=120)
    name_kana = models.CharField(_("name in kana"), max_length=160, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=160, blank=True)
    name_zh = models.CharField(_("name (Chinese)"), max_length=120, blank=True)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, null=True, blank=True, related_name="subjects"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="subjects")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="subjects")
    email = models.EmailField(_("e-mail address of the candidate"), max_length=254, blank=True)
    area = models.ForeignKey("organizations.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    name = Localized("name")

    class Meta:
        verbose_name = _("subject")

    def __str__(self) -> str:
        return str(self.name)
