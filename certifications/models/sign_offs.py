"""The word of the authorized person that exactly this application may be submitted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certifications.models.applications import Application
from certifications.models.questions import FormVersion


class SignOff(models.Model):
    """Asked for a content, which its hash names; confirmed, returned, or overtaken by a request for another content."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sign_offs")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    content_sha256 = models.CharField(max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    note = models.CharField(max_length=400, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    overtaken_at = models.DateTimeField(null=True, blank=True)
    comment = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("sign-off")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(confirmed_at__isnull=True, returned_at__isnull=True, overtaken_at__isnull=True),
                name="sign_off_one_open",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, returned_at__isnull=True, overtaken_at__isnull=True),
                name="sign_off_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True)
                | Q(returned_at__isnull=False, returned_by__isnull=False, overtaken_at__isnull=True) & ~Q(comment=""),
                name="sign_off_returned_with_comment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.content_sha256[:8]}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not (self.confirmed_at or self.returned_at or self.overtaken_at)
