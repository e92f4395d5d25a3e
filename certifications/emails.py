"""The letters of this floor. Each is written in the transaction of what it tells; no letter carries a secret, only a link."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy

from certifications import calendars
from certifications.models import (
    Application,
    ApplicationVersion,
    Appointment,
    Consent,
    Decision,
    Extension,
    Message,
    Round,
    Stage,
    UploadTicket,
    WaitingFile,
)
from certifications.recipients import applicants, office, told_of_result
from home import clock
from home.actions import letters
from home.languages import SUFFIXES, suffix
from organizations.models import User


def link(name: str, *args: Any, language: str = "ja") -> str:
    """An absolute address in the reader's language."""
    with translation.override(language):
        return settings.PUBLIC_URL + reverse(name, args=args)


def words_of(texts: dict[str, str]) -> Any:
    """A text of the program's data in the language in which the letter is drawn."""
    return lazy(lambda: texts.get(suffix()) or texts.get("ja", ""), str)()


def closing(application: Application, kind: str, language: str) -> str:
    """The program's own last paragraph for a kind of letter, as it stood when the round was published; may be empty."""
    words = application.round.rules.get("letters", {}).get(kind, {})
    return str(words.get(SUFFIXES.get(language, "ja")) or words.get("ja", ""))


def drafts(
    kind: str,
    people: Iterable[User],
    application: Application,
    key: str,
    path: str,
    *,
    ending: str = "",
    to_office: bool = False,
    post_to: str = "",
    calendar: Callable[[User], bytes] | None = None,
    **context: Any,
) -> list[letters.Draft]:
    """One letter a person who has an address, each with a link to the case; to who applied on paper it also goes by post.

    `post_to` is the name and address for a letter on paper about a case that came in online; `calendar` makes the entry for
    one reader's calendar that goes along.
    """
    about, program = application.reference, application.round.program
    shared = {"application": application, "program": program}
    found = []
    on_paper_to = application.post_to if application.is_by_proxy else post_to
    if on_paper_to and application.receipt_number and not to_office:
        # The same letter on paper, for who applied on paper; in Japanese, as the paper was.
        on_paper = {"person": application.applicant, "link": settings.PUBLIC_URL, "closing": closing(application, ending, "ja")}
        found.append(
            letters.Draft(
                f"certifications/{kind}_by_post" if kind in OWN_WORDS_ON_PAPER else f"certifications/{kind}",
                key=f"{kind}:{key}:post",
                post_to=on_paper_to,
                about=about,
                context={**shared, **on_paper, **context},
            )
        )
    for person in people:
        if not person.has_address:
            continue
        language = person.language
        own = {"person": person, "link": link(path, application.public_id, language=language)}
        with translation.override(language):
            entry = calendar(person) if calendar else b""
        found.append(
            letters.Draft(
                f"certifications/{kind}",
                key=f"{kind}:{key}:{person.pk}",
                to=person,
                language=language,
                about=about,
                calendar=entry,
                context={**shared, **own, "closing": closing(application, ending, language), **context},
            )
        )
    return found


def write(kind: str, people: Iterable[User], application: Application, key: str, path: str, **options: Any) -> None:
    """Writes the letters of `drafts` into the outbox."""
    for draft in drafts(kind, people, application, key, path, **options):
        draft.write()


# What is told on paper in words of its own: it names no page to sign in to, and says all of it.
HEARD_ON_PAPER = ("hearing_notice", "certificate_withdrawn", "change_answered")
OWN_WORDS_ON_PAPER = frozenset({"received", "correction_asked", "decided", "message_posted", "appeal_answered", *HEARD_ON_PAPER})


def received(application: Application, version: ApplicationVersion) -> None:
    """The receipt: number, time, content hash."""
    # Not the hash: what two applications say may be the same to the letter, and each has its receipt.
    people, key = applicants(application), f"{application.public_id}:{version.seq}"
    write("received", people, application, key, "certifications:application", ending="received", version=version)


def withdrawn(application: Application, by: User) -> None:
    """To the applicant's side: who took it back; to the office: it has been."""
    key = str(application.public_id)
    entry = without_appointment(application)
    write("withdrawal", applicants(application), application, key, "certifications:application", by=by, calendar=entry)
    write("withdrawn", office(application), application, str(application.public_id), "cases:detail", to_office=True)


def form_changed(application: Application, labels: list[str]) -> None:
    """To the writers of a draft: the form has a newer edition that asks for something they have not answered."""
    key = f"{application.public_id}:{application.form_version_id}"
    write("form_changed", applicants(application), application, key, "certifications:application", labels=labels)


def without_appointment(application: Application) -> Callable[[User], bytes] | None:
    """What takes the time and place that the applicant's side was told, and that is to come, out of its calendars."""
    told = Appointment.objects.of_applicant(application).filter(starts_at__gt=clock.now())
    found = told.select_related("slot", "entry__stage", "entry__application__subject").first()
    if found is None:
        return None
    return lambda person: calendars.of_appointment(found, to=person, method=calendars.CANCEL)


def deadline_extended(application: Application, extension: Extension) -> None:
    """To the writers of a draft: there is more time until the deadline, and why."""
    key, people = f"{extension.pk}:{application.public_id}", applicants(application)
    write("deadline_extended", people, application, key, "certifications:application", extension=extension)


def deadline_shortened(application: Application, extension: Extension) -> None:
    """To the writers of a draft: time that was given by mistake is taken back, why, and until when they have time now."""
    key, people = f"{extension.pk}:{application.public_id}", applicants(application)
    write("deadline_shortened", people, application, key, "certifications:application", extension=extension)


def late_file_came(application: Application, ticket: UploadTicket, version: ApplicationVersion) -> None:
    """To the applicant: a file that was under way at the submission has arrived and belongs to the application now."""
    people, key = applicants(application), str(ticket.public_id)
    write("late_file_came", people, application, key, "certifications:receipt", ticket=ticket, version=version)


def late_file_missing(application: Application, ticket: UploadTicket) -> None:
    """To the applicant: a file that the submitted version lists has not come, or was not accepted."""
    people, key = applicants(application), str(ticket.public_id)
    write("late_file_missing", people, application, key, "certifications:messages", ticket=ticket)


def file_refused(row: WaitingFile) -> None:
    """To who sent it: a file of a message, or a paper beside the checklist, was not taken, and why."""
    where = "certifications:eligibility_overview" if row.is_evidence else "certifications:messages"
    path = "cases:detail" if row.from_office else where
    people, application = [row.added_by], row.application
    write("file_refused", people, application, str(row.public_id), path, to_office=row.from_office, file=row)


def consent_asked(application: Application, consent: Consent, token: str, declined_at: datetime | None = None) -> None:
    """To the candidate of a nomination, with the link that only this letter has, in the nominator's language.

    Who declined before is told that it was she, when, and that nothing follows unless she answers anew.
    """
    language = consent.asked_by.language
    letters.write(
        "certifications/consent_asked",
        key=f"consent_asked:{consent.token_hash}",
        to=application.subject.email,
        language=language,
        about=application.reference,
        context={
            "application": application,
            "program": application.round.program,
            "link": link("certifications:consent", token, language=language),
            "declined_at": declined_at,
        },
    )


def consent_given(application: Application) -> None:
    """To the nominator: the candidate agrees."""
    write("consent_given", applicants(application), application, str(application.public_id), "certifications:application")


def consent_refused(application: Application) -> None:
    """To the nominator: the candidate declines."""
    write("consent_refused", applicants(application), application, str(application.public_id), "certifications:application")


def message_posted(message: Message) -> None:
    """To the other side: there is a message; what it says stays inside."""
    application = message.application
    if message.from_office:
        people, where = applicants(application), "certifications:messages"
        write("message_posted", people, application, str(message.pk), where, message=message)
    else:
        write("message_posted", office(application), application, str(message.pk), "cases:detail", to_office=True)


def judging_opened(round_: Round, judge: User, *, stage: Stage) -> None:
    """To a judge: cases wait in a stage, until when."""
    letters.write(
        "certifications/judging_opened",
        key=f"judging_opened:{round_.public_id}:{judge.pk}:{round_.row_version}:{stage.order}:{stage.row_version}",
        to=judge,
        about=f"round:{round_.public_id}",
        context={
            "round": round_,
            "stage": stage,
            "program": round_.program,
            "person": judge,
            "link": link("certifications:judging", language=judge.language),
        },
    )


def round_cancelled(application: Application, reason: str) -> None:
    """To the applicant's side, and to the candidate of a nomination who has consented: the round has been called off."""
    people, key = told_of_result(application), str(application.public_id)
    entry = without_appointment(application)
    write("round_cancelled", people, application, key, "certifications:application", reason=reason, calendar=entry)


def judging_cancelled(round_: Round, judge: User, reason: str) -> None:
    """To a judge with an assignment: there is nothing more to score."""
    letters.write(
        "certifications/judging_cancelled",
        key=f"judging_cancelled:{round_.public_id}:{judge.pk}",
        to=judge,
        about=f"round:{round_.public_id}",
        context={"round": round_, "program": round_.program, "person": judge, "reason": reason},
    )


def decision_sent_back(decision: Decision) -> None:
    """To who drafted it: the approver has a comment. The letter names the receipt number only."""
    application = decision.application
    key = f"{application.public_id}:{decision.row_version}"
    write("decision_sent_back", [decision.drafted_by], application, key, "cases:detail", to_office=True)


def results(decision: Decision) -> list[letters.Draft]:
    """The letters to the applicant's side: the result can be read on the site. Neither subject nor text tells which it is."""
    application = decision.application
    key = f"{application.public_id}:{decision.row_version}"  # a result that was called back is told again in letters of its own
    return drafts(
        "decided",
        told_of_result(application),
        application,
        key,
        "certifications:application",
        ending=decision.outcome,
        decision=decision,
        appeal_text=words_of(application.round.rules.get("appeal_text", {})),
    )
