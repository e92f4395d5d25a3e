"""Letters about conflicts of interest. None names a company or an applicant: each leads to a page behind the sign-in."""

from typing import Any

from certifications import emails
from certifications.models import Assignment, Conflict, Round
from certifications.recipients import office
from home.actions import letters


def judge_recused(assignment: Assignment, by: Any) -> None:
    """To the office, but not to who has just done it: a judge has left a case, and somebody else may be needed."""
    application = assignment.application
    people = [person for person in office(application) if by is None or person.pk != by.pk]
    key = f"{assignment.public_id}:{assignment.row_version}"
    emails.write("judge_recused", people, application, key, "cases:detail", to_office=True)


def asked(conflict: Conflict, round_: Round) -> None:
    """To the judge: the office asks whether something connects her with somebody."""
    facts = {"program": round_.program, "round": round_}
    _write("conflict_asked", conflict, conflict.person, "certifications:interests", f"round:{round_.public_id}", **facts)


def answered(conflict: Conflict, asker: Any) -> None:
    """To who asked: the judge has answered."""
    if asker is not None and asker.is_active:
        _write("conflict_answered", conflict, asker, "wagtailadmin_home", f"conflict:{conflict.public_id}")


def challenged(conflict: Conflict) -> None:
    """To the office: an applicant has challenged a judge."""
    application = conflict.application
    if application is not None:
        key = f"{conflict.public_id}:{len(conflict.grounds)}"
        emails.write("judge_challenged", office(application), application, key, "cases:detail", to_office=True)


def _write(kind: str, conflict: Conflict, to: Any, path: str, about: str, **context: Any) -> None:
    """One letter about one conflict; what happens to it again is told again. It is about something: no letter of an account."""
    if to.has_address:
        key = f"{kind}:{conflict.public_id}:{conflict.row_version}"
        link = emails.link(path, language=to.language)
        letters.write(f"certifications/{kind}", key=key, to=to, about=about, context={"person": to, "link": link, **context})
