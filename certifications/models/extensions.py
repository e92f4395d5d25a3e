"""More time before the deadline, for everybody in a round or for one application, and less of it again, each with its reason."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certifications.deadline_querysets import ExtensionQuerySet
from certifications.models.applications import Application
from certifications.models.rounds import Round


class Extension(models.Model):
    """A later deadline, or of one applicant's a shortened one: the newest row counts, never below the round's own deadline.

    Append-only: taken together, a round's rows are the log of how equally applicants were treated.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("round"))
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="extensions",
        help_text="empty: for everybody in the round",
    )
    before = models.DateTimeField(_("deadline before"))
    until = models.DateTimeField(_("deadline now"), help_text=_("The first instant at which it is too late."))
    reason = models.CharField(_("reason"), max_length=400)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("granted by")
    )
    at = models.DateTimeField(_("granted on"))

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension of the deadline")
        verbose_name_plural = _("extensions of the deadline")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("before")) | Q(until__lt=F("before"), application__isnull=False), name="extension_moves"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.whom} {self.round}"

    @property
    def shortens(self) -> bool:
        """Whether it takes time back."""
        return self.until < self.before

    @property
    def kind(self) -> str:
        """What it did, in a word."""
        return str(_("time taken back") if self.shortens else _("more time"))

    @property
    def whom(self) -> str:
        """Everybody, or one applicant by name."""
        return str(self.application.applicant if self.application else _("all applicants"))
