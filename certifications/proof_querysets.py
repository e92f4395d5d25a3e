"""Questions about what proves certificates: what was issued, and what status lists say."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from certifications.certificate_states import STANDING, CertificateState


class IssuedFileQuerySet(models.QuerySet[Any]):
    def papers(self) -> "IssuedFileQuerySet":
        """Certificates as PDF."""
        return self.filter(kind="paper")

    def credentials(self) -> "IssuedFileQuerySet":
        """Certificates as signed credentials."""
        return self.filter(kind="credential")

    def newest(self) -> Any:
        """The edition that counts now; None where there is none."""
        return self.order_by("-issued_at", "-pk").first()


class ProvedQuerySet(models.QuerySet[Any]):
    """The part of questions about certificates that is about their proofs."""

    def without_good_credential(self) -> "ProvedQuerySet":
        """Those whose credential was never signed, or only with keys that fell into wrong hands."""
        files = self.model._meta.get_field("issued_files").related_model.objects
        good = files.credentials().filter(certificate=OuterRef("pk"), key__compromised_at__isnull=True)
        return self.filter(~Exists(good))

    def flagged(self, purpose: str, on: date) -> "ProvedQuerySet":
        """What a status list of the purpose marks: suspensions, which may end, or what is over for good."""
        if purpose == "suspension":
            return self.filter(state=CertificateState.SUSPENDED)
        return self.filter(~Q(state__in=STANDING) | Q(valid_until__lt=on))

    def numbered(self, first: int, count: int) -> "ProvedQuerySet":
        """Those of one list, by their places in the database, which stay."""
        return self.filter(pk__gte=first, pk__lt=first + count)
