"""Designs of a program's certificates: written by its office, frozen once published, named by what is drawn with them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.design_states import DESIGN_MOVES, DesignState
from certifications.history_words import ACTION_WORDS
from certifications.models.programs import Program
from certifications.program_querysets import DesignQuerySet
from home.models import History, Stateful


class CertificateDesign(Stateful):
    """One edition of how a program's certificates look. Certificates without one have the standing look."""

    MOVES = DESIGN_MOVES

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="designs", verbose_name=_("program"))
    number = models.PositiveSmallIntegerField(_("edition of the design"))
    state = models.CharField(_("state"), max_length=10, choices=DesignState, default=DesignState.DRAFT)
    look: Any = models.JSONField()
    seal = models.ForeignKey("home.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("begun"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = DesignQuerySet.as_manager()

    class Meta:
        verbose_name = _("design of certificates")
        verbose_name_plural = _("designs of certificates")
        ordering = ["program", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="design_once"),
            models.UniqueConstraint(fields=["program"], condition=models.Q(state="draft"), name="design_one_in_hand"),
            models.CheckConstraint(
                condition=models.Q(state="published", published_at__isnull=False)
                | (~models.Q(state="published") & models.Q(published_at__isnull=True)),
                name="design_published_when",
            ),
        ]

    def __str__(self) -> str:
        return _("%(program)s, certificate design %(number)d") % {"program": self.program, "number": self.number}


class DesignHistory(History):
    """What happened to a design; a change keeps the look from before."""

    WORDS = ACTION_WORDS

    record = models.ForeignKey(CertificateDesign, on_delete=models.PROTECT, related_name="history")
