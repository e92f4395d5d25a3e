"""Words for labels that Wagtail makes of Python's names, which no catalog could translate."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.forms.workflows import WorkflowPageForm
from wagtail.models import Locale
from wagtail.sites.views import IndexView as SitesView

LINKS = {
    "link_text": _("Link text"),
    "email_address": _("Email address"),
    "subject": _("Subject line"),
    "body": _("Text of the mail"),
    "phone_number": _("Phone number"),
}
SITES = {"port": _("Port"), "site_name": _("Site name"), "root_page": _("Root page")}


def put() -> None:
    """Gives the forms for links and workflows, the list of sites and the languages their words."""
    for form in (ExternalLinkChooserForm, AnchorLinkChooserForm, EmailLinkChooserForm, PhoneLinkChooserForm):
        for name in LINKS.keys() & form.base_fields:
            form.base_fields[name].label = LINKS[name]
    WorkflowPageForm.base_fields["page"].label = _("Page")
    for column in SitesView.columns:
        column.label = SITES.get(column.name, column.label)
    Locale._meta.verbose_name = _("locale")
    Locale._meta.verbose_name_plural = _("locales")
