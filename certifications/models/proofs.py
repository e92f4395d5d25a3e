"""What proves a certificate: the keys that have signed, and every file that was issued, known again by its fingerprint."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from certifications.models.certificates import Certificate
from certifications.proof_querysets import IssuedFileQuerySet


class SigningKey(models.Model):
    """A public key that has signed here. It stays published after another takes its place, unless it fell into wrong hands."""

    multikey = models.CharField(max_length=60, unique=True)
    first_used_at = models.DateTimeField()
    compromised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["first_used_at", "pk"]

    def __str__(self) -> str:
        return self.multikey


class IssuedKind(models.TextChoices):
    PAPER = "paper", _("certificate (PDF)")
    CREDENTIAL = "credential", _("credential (JSON)")


class IssuedFile(models.Model):
    """A file that left this house for a certificate. Append-only: an older edition is known again, too, and said to be older."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="issued_files")
    kind = models.CharField(max_length=12, choices=IssuedKind)
    fingerprint = models.CharField(max_length=64, unique=True, help_text="SHA-256 in hexadecimal digits")
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, null=True, blank=True, related_name="issued_files")
    text = models.TextField(blank=True, help_text="the credential as it is given out; papers lie among the files")
    issued_at = models.DateTimeField()

    objects = IssuedFileQuerySet.as_manager()

    class Meta:
        ordering = ["issued_at", "pk"]
        indexes = [models.Index(fields=["certificate", "kind", "-issued_at"], name="issued_file_newest")]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.get_kind_display()}"
