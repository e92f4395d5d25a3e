"""Group companies: who stands above whom, from when until when, and from what the office knows it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.models.organizations import Organization
from organizations.querysets import OrganizationLinkQuerySet


class OrganizationLink(models.Model):
    """One organization stands above another in a group. It ends; it is not deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="links_down", verbose_name=_("parent company")
    )
    child = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="links_up", verbose_name=_("group company"))
    since = models.DateField(_("since"))
    until = models.DateField(_("until (including)"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = OrganizationLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link in a group")
        verbose_name_plural = _("links in a group")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "child"],
                condition=Q(until__isnull=True),
                name="organization_link_once",
                violation_error_message=_("This link is on record already."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("child")),
                name="organization_link_of_two",
                violation_error_message=_("An organization is not its own parent company."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="organization_link_period",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="organization_link_has_source",
                violation_error_message=_("Please say what this was established from."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent} > {self.child}"
