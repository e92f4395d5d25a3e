"""The papers of a decision that travel together until it is approved: the decision, its letter, its certificate.

They are described by what they are drawn from, so that one hash over it locks all of them.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import get_template

from certifications.models import Application, Decision
from certifications.scoring import digest
from certifications.states import Outcome

LETTERS = ("decided", "decided_by_post", "appeal_answered", "appeal_answered_by_post")
CERTIFICATE = Path(__file__).parent / "documents" / "certificate.typ"


@cache
def _kept_sources() -> list[str]:
    return _read_sources()


def _read_sources() -> list[str]:
    letters = [get_template(f"emails/certifications/{kind}.txt").template.source for kind in LETTERS]  # type: ignore[attr-defined]
    return [*letters, CERTIFICATE.read_text(encoding="utf-8")]


def template_hashes() -> list[str]:
    """Digests of what letters and certificates are drawn with. Where templates may change under a running site, read anew."""
    return [digest([source]) for source in (_read_sources() if settings.DEBUG else _kept_sources())]


def holder_of(application: Application) -> dict[str, str]:
    """Who holds the certificate: the organization, the team, or the person (of a nomination: the candidate)."""
    if application.organization:
        return {f"holder_{suffix}": getattr(application.organization, f"name_{suffix}") for suffix in ("ja", "en", "zh")}
    if application.team:
        return {"holder_ja": application.team.name}
    return {"holder_ja": str(application.subject.person or application.person)}


def named_in(application: Application) -> dict[str, str]:
    """The columns of the certificate that the application would earn: what is certified, and who holds it.

    A renewal keeps the name as it stands: what was noted on the certificate since was never written on the subject. A person
    who is certified in her own name has one name.
    """
    source = application.renews or application.subject
    names = {f"name_{suffix}": str(getattr(source, f"name_{suffix}")) for suffix in ("ja", "en", "zh")}
    if application.renews and application.renews.in_own_name:
        return names | {f"holder_{suffix}": names[f"name_{suffix}"] for suffix in ("ja", "en", "zh")}
    return names | holder_of(application)


def letter_of(decision: Decision) -> list[Any]:
    """What the letter of the result is made of, besides the decision itself."""
    rules = decision.application.round.rules
    return [decision.application.applicant, rules.get("letters", {}).get(decision.outcome, {}), rules.get("appeal_text", {})]


def certificate_of(decision: Decision) -> list[Any]:
    """What the certificate is made of, but for its number and day; empty for a refusal."""
    if decision.outcome != Outcome.CERTIFIED:
        return []
    application = decision.application
    program, rules, named = application.round.program, application.round.rules, named_in(application)
    return [
        {name: words for name, words in named.items() if name.startswith("holder")},
        [named[f"name_{suffix}"] for suffix in ("ja", "en", "zh")],
        [program.name_ja, program.name_en, program.attestation_ja, program.issuer_ja, program.issuer_en, program.accent],
        [decision.level.name_ja if decision.level else "", rules["number_pattern"], rules["validity_years"]],
        *([application.renews.number] if application.renews else []),
    ]


def bundle_hash(decision: Decision) -> str:
    """What an approval covers: the decision, the result it cites, the judged version, the letter and the certificate."""
    version = decision.application.versions.last()
    return digest(
        [
            decision.ruling,
            str(decision.appeal.public_id) if decision.appeal else "",
            decision.outcome,
            decision.level.code if decision.level else "",
            decision.reasons,
            decision.criterion_reasons,
            decision.public_comment,
            decision.result_run.output_hash if decision.result_run else "",
            version.sha256 if version else "",
            letter_of(decision),
            certificate_of(decision),
            template_hashes(),
        ]
    )
