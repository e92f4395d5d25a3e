"""An entry in schema.org's words, for search engines."""

from typing import Any

from django.utils.translation import get_language

from certifications.states import ProgramOutcome, SubjectKind

TYPES = {
    SubjectKind.PRODUCT: "Product",
    SubjectKind.TECHNOLOGY: "Product",  # schema.org: any offered product or service
    SubjectKind.PERSON: "Person",
    SubjectKind.WORK: "CreativeWork",
}


def entry(record: Any, *, url: str, verify: str, picture: str) -> dict[str, Any]:
    """The facts of an entry (with `status` and `has_levels`): what it is, who made it, and what attests it."""
    certificate = record.certificate
    kind = TYPES[SubjectKind(certificate.subject.kind)]
    facts: dict[str, Any] = {
        "@type": kind,
        "name": record.words["name"].text if "name" in record.words else str(certificate.name),
        "description": record.tagline,
        "url": url,
        "image": picture,
        "sameAs": record.website,
    }
    if kind == "Product":
        facts |= {"manufacturer": _organization(certificate.holder), "productID": certificate.number}
        facts["category"] = str(certificate.category.name) if certificate.category else ""
        facts["hasCertification"] = _certification(record, verify)
    elif kind == "Person":
        facts["hasCertification"] = _certification(record, verify)
    else:
        facts |= {"creator": {"@type": "Thing", "name": str(certificate.holder)}, "inLanguage": get_language()}
    if certificate.program.outcome == ProgramOutcome.AWARD and record.status == "valid":
        facts["award"] = f"{certificate.program.name} {certificate.fiscal_year} {certificate.level.name}"
    return {name: value for name, value in facts.items() if value not in ("", None, [])}


def company(name: str, *, url: str, website: str, entries: list[str]) -> dict[str, Any]:
    """A company, and where its valid entries stand."""
    facts = {"@type": "Organization", "name": name, "url": url, "sameAs": website, "subjectOf": entries}
    return {key: value for key, value in facts.items() if value}


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": str(name)}


def _certification(record: Any, verify: str) -> dict[str, Any]:
    certificate = record.certificate
    active = record.status == "valid"
    facts = {
        "@type": "Certification",
        "name": f"{certificate.program.name} {certificate.level.name}" if record.has_levels else str(certificate.program.name),
        "certificationIdentification": certificate.number,
        "certificationStatus": f"https://schema.org/Certification{'Active' if active else 'Inactive'}",
        "issuedBy": _organization(certificate.program.issuer),
        "datePublished": certificate.issued_on,
        "validFrom": certificate.valid_from,
        "expires": certificate.valid_until,
        "url": verify,
    }
    return {name: value for name, value in facts.items() if value}
