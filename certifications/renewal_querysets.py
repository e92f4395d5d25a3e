"""Questions about invitations to renew certificates."""

from typing import Any

from django.db import models

from certifications.permissions import group_names
from certifications.renewal_states import OPEN_RENEWALS
from home.permissions import is_active_user


class RenewalCampaignQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "RenewalCampaignQuerySet":
        """The desk's list: campaigns of the programs in which the person has a role; the auditor sees all."""
        if not is_active_user(user):
            return self.none()
        if "auditor" in group_names(user):
            return self
        return self.filter(round__program__in=user.program_roles.filter(ended_at__isnull=True).values("program"))


class RenewalQuerySet(models.QuerySet[Any]):
    def open(self) -> "RenewalQuerySet":
        """Those of which something may still come."""
        return self.filter(state__in=OPEN_RENEWALS)

    def visible_to(self, user: Any) -> "RenewalQuerySet":
        """Those of the certificates that the person sees at the desk: none in whose holder she has an interest."""
        certificates = self.model._meta.get_field("certificate").related_model.objects
        return self.filter(certificate__in=certificates.visible_to(user).values("pk"))

    def newest_about(self, certificate: Any) -> Any:
        """The invitation that counts, that of the latest campaign, with what pages show; None where there is none."""
        found = self.filter(certificate=certificate).whole().order_by("-pk").first()
        if found is not None:
            found.certificate = certificate
        return found

    def whole(self) -> "RenewalQuerySet":
        """With what pages and letters show of them."""
        return self.select_related(
            "campaign__round__program",
            "certificate__program",
            "certificate__decision__application__round__program",
            "certificate__decision__application__subject",
        )
