"""The register as open data: what was certified, the masters, and the organizations that hold certificates."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from brands.datasets import certificates, organizations
from certifications.states import SubjectKind
from home.open_data.sets import Dataset

SOURCES = ("register", "programs", "pages")
AT_ONCE = _("At once with every release and every change; a term that ends does so at midnight.")

DATASETS = (
    Dataset(
        name="certificates",
        title=_("Register of certificates"),
        about=_(
            "Everything that was ever certified or awarded and is shown in the register, with what it is today: valid, "
            "suspended, withdrawn, given back, expired or replaced."
        ),
        updated=AT_ONCE,
        fields=certificates.FIELDS,
        sources=SOURCES,
        state=certificates.certificate_state,
        rows=certificates.certificate_rows,
        gone=certificates.certificate_gone,
        leaves=True,
    ),
    Dataset(
        name="masters",
        title=_("Masters"),
        about=_("Persons who were certified as masters of their trade. A part of the register of certificates."),
        updated=AT_ONCE,
        fields=certificates.MASTER_FIELDS,
        sources=SOURCES,
        state=partial(certificates.certificate_state, SubjectKind.PERSON),
        rows=partial(certificates.certificate_rows, kind=SubjectKind.PERSON),
        gone=partial(certificates.certificate_gone, kind=SubjectKind.PERSON),
        leaves=True,
    ),
    Dataset(
        name="organizations",
        title=_("Organizations with certificates"),
        about=_("Companies, universities and others that hold or held something that the register shows."),
        updated=AT_ONCE,
        fields=organizations.FIELDS,
        sources=SOURCES,
        state=organizations.organization_state,
        rows=organizations.organization_rows,
        gone=organizations.organization_gone,
        leaves=True,
    ),
)
