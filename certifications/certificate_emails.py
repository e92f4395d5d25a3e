"""Letters about the later life of certificates. They say what to do and by when; grounds are read signed in, or on paper."""

from dataclasses import replace
from typing import Any

from django.conf import settings

from certifications import emails
from certifications.certificate_permissions import may_decide_withdrawal
from certifications.models import Certificate, ChangeNotice, Withdrawal
from certifications.recipients import holders_by_list, office, office_of_list, told_of_result
from home.actions import letters
from organizations.models import User

PAGE = "certifications:certificate"


def to_holder(kind: str, certificate: Certificate, key: str, **context: Any) -> None:
    """To everybody on the holder's side, with a link to the certificate's own page."""
    application = certificate.application
    if application is None:
        for draft in _to_holder_by_list(kind, certificate, key, **context):
            draft.write()
        return
    people = told_of_result(application)
    for draft in emails.drafts(kind, people, application, key, "certifications:application", certificate=certificate, **context):
        own = {} if draft.post_to else {"link": emails.link(PAGE, certificate.public_id, language=draft.language)}
        replace(draft, context={**draft.context, **own}).write()


def _to_holder_by_list(kind: str, certificate: Certificate, key: str, **context: Any) -> list[letters.Draft]:
    """To whom a list of earlier years names as the holder; on paper, in Japanese, where nobody there has an account."""
    shared = {"program": certificate.program, "certificate": certificate, **context}
    people = [person for person in holders_by_list(certificate) if person.has_address]
    name, organization = f"certifications/{kind}", certificate.organization
    if not people and organization is not None and organization.address:
        on_paper = f"{name}_by_post" if kind in emails.HEARD_ON_PAPER else name
        address = f"{organization.postal_code_shown} {organization.address}".strip()
        facts = {"person": organization, "link": settings.PUBLIC_URL}
        post_to, about = f"{address}\n{organization}", certificate.reference
        return [letters.Draft(on_paper, key=f"{kind}:{key}:post", post_to=post_to, about=about, context=shared | facts)]
    return [
        letters.Draft(
            name,
            key=f"{kind}:{key}:{person.pk}",
            to=person,
            language=person.language,
            about=certificate.reference,
            context=shared | {"person": person, "link": emails.link(PAGE, certificate.public_id, language=person.language)},
        )
        for person in people
    ]


def changed(certificate: Certificate) -> None:
    """To the holder's side (of a nomination also the candidate, who holds it): the certificate's state has changed."""
    to_holder("certificate_changed", certificate, f"{certificate.public_id}:{certificate.row_version}")


def hearing_notice(withdrawal: Withdrawal) -> None:
    """To the holder: the certificate may be withdrawn; where the grounds stand, and until when one may answer."""
    to_holder("hearing_notice", withdrawal.certificate, str(withdrawal.public_id), withdrawal=withdrawal)


def hearing_answered(withdrawal: Withdrawal) -> None:
    """To those who may decide: the holder has answered."""
    certificate = withdrawal.certificate
    roles = certificate.program.roles.filter(role="approver", ended_at__isnull=True)
    people = User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("pk")
    deciding = [person for person in people if may_decide_withdrawal(person, withdrawal)]
    _to_office("hearing_answered", certificate, deciding, str(withdrawal.public_id))


def withdrawn(withdrawal: Withdrawal) -> None:
    """To the holder: the certificate has been withdrawn after the hearing."""
    to_holder("certificate_withdrawn", withdrawal.certificate, str(withdrawal.public_id), withdrawal=withdrawal)


def not_withdrawn(withdrawal: Withdrawal) -> None:
    """To the holder: the certificate stays as it is."""
    to_holder("certificate_kept", withdrawal.certificate, str(withdrawal.public_id), withdrawal=withdrawal)


def given_back(certificate: Certificate) -> None:
    """To the office: a holder has given a certificate back."""
    to_keepers("certificate_given_back", certificate, f"{certificate.public_id}:{certificate.row_version}")


def _to_office(kind: str, certificate: Certificate, people: Any, key: str) -> None:
    application = certificate.application
    if application is None:
        for person in people:
            link = emails.link("certificates:detail", certificate.public_id, language=person.language)
            facts = {"person": person, "program": certificate.program, "certificate": certificate, "link": link}
            key_of_it, name = f"{kind}:{key}:{person.pk}", f"certifications/{kind}"
            letters.write(name, key=key_of_it, to=person, about=certificate.reference, context=facts)
        return
    emails.write(kind, people, application, key, "cases:detail", to_office=True, certificate=certificate)


def to_keepers(kind: str, certificate: Certificate, key: str) -> None:
    """To the office that keeps the certificate."""
    application = certificate.application
    people = office(application) if application else office_of_list(certificate)
    _to_office(kind, certificate, people, key)


def change_noticed(notice: ChangeNotice) -> None:
    """To the office: a holder has given notice of a change, or mended one."""
    to_keepers("change_noticed", notice.certificate, f"{notice.public_id}:{notice.row_version}")


def change_answered(notice: ChangeNotice) -> None:
    """To the holder: accepted, sent back to be mended, or not accepted; why stands on its page, or on the paper."""
    to_holder("change_answered", notice.certificate, f"{notice.public_id}:{notice.row_version}", notice=notice)
