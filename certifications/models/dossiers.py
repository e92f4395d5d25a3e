"""Dossiers: everything about a case as one paper and one archive, for an audit or a request for disclosure, for a time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.dossier_querysets import DossierQuerySet
from certifications.dossier_states import DOSSIER_MOVES, DossierPurpose, DossierState
from certifications.history_words import ACTION_WORDS
from certifications.models.applications import Application
from home.models import History, Stateful, StoredFile


class Dossier(Stateful):
    """Asked for with a reason, made by the worker, read by whom the history names, and disposed of after its last day."""

    MOVES = DOSSIER_MOVES

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="dossiers")
    purpose = models.CharField(_("purpose"), max_length=12, choices=DossierPurpose)
    reason = models.CharField(_("reason"), max_length=400)
    left_out = models.JSONField(_("left out"), default=list, help_text="values of DossierPart")
    state = models.CharField(_("state"), max_length=10, choices=DossierState, default=DossierState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))
    asked_at = models.DateTimeField(_("asked for"))
    kept_until = models.DateField(_("kept until"))
    omissions = models.JSONField(default=list, help_text="what was left out: {part, what, why}")
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    archive = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="dossier_has_reason"),
            models.CheckConstraint(
                condition=Q(state="made", paper__isnull=False, archive__isnull=False)
                | (~Q(state="made") & Q(paper__isnull=True, archive__isnull=True)),
                name="dossier_made_has_files",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} ({self.get_purpose_display()})"


class DossierHistory(History):
    WORDS = ACTION_WORDS

    record = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="history")
