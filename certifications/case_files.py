"""All that is on record about a case, as plain words in order, with what an officer chose to leave out really gone.

What is left out never reaches the paper: names are taken out of every text before it is drawn, answers that tell who applies
are not read at all, files are not put in. Notes that judges wrote to themselves are never read here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from certifications import declarations, versions
from certifications.dossier_states import DossierPart
from certifications.models import Appeal, Application, Certificate, Decision, Review
from certifications.reading import Passage
from certifications.redactions import Pen, identity_keys
from certifications.retention import is_disposed
from certifications.states import DecisionState
from home import dates
from home.models import Letter, StoredFile

Row = tuple[str, str]


@dataclass
class Section:
    """A heading with its rows: label and words."""

    title: str
    rows: list[Row] = field(default_factory=list)


@dataclass
class CaseFile:
    """The sections in order, what was left out and why, and the files that go along (name, content)."""

    sections: list[Section]
    omissions: list[dict[str, str]]
    files: list[tuple[str, StoredFile]]


def build(application: Application, left_out: Collection[str]) -> CaseFile:
    """Everything about the case without the parts that are left out, in the active language."""
    pen = Pen(application, frozenset(left_out))
    sections = [
        _facts(application, pen),
        _versions(application, pen),
        *_content(application, pen),
        _files(application, pen),
        _reviews(application, pen),
        *_decisions(application, pen),
        _appeals(application, pen),
        _certificates(application, pen),
        _letters(application, pen),
        _history(application, pen),
    ]
    files = [] if DossierPart.FILES in left_out else _attached(application, pen)
    return CaseFile([each for each in sections if each.rows], pen.omissions(), files)


def _disposed() -> str:
    return gettext("Disposed of: the time for which it had to be kept is over.")


def _instant(at: Any) -> str:
    return f"{dates.day(at, 'ja')} {dates.local(at):%H:%M:%S}" if at else "–"


def _facts(application: Application, pen: Pen) -> Section:
    rows = [
        (gettext("receipt number"), str(application.receipt_number)),
        (gettext("program"), str(application.round.program.name_ja)),
        (gettext("round"), str(application.round.year_label)),
        (gettext("subject"), pen.text(application.subject.name_ja)),
        (gettext("submitted at"), _instant(application.submitted_at)),
        (gettext("how it came in"), str(application.get_channel_display())),
    ]
    if DossierPart.IDENTITY in pen.left_out:
        pen.drop(DossierPart.IDENTITY)
    else:
        rows.insert(3, (gettext("applicant"), application.applicant))
    return Section(gettext("The case"), rows)


def _versions(application: Application, pen: Pen) -> Section:
    chain = versions.verify(application)
    whole = gettext("unbroken") if chain.unbroken else gettext("broken at version %(number)d") % {"number": chain.broken_at}
    rows = [(gettext("chain of hashes"), whole)]
    for version in application.versions.select_related("submitted_by").order_by("seq"):
        who = pen.person(version.submitted_by)
        label = gettext("version %(number)d") % {"number": version.seq}
        rows.append(
            (label, f"{_instant(version.submitted_at)} {who}\nSHA-256 {version.sha256}\n← {version.previous_sha256 or '–'}")
        )
    return Section(gettext("Submitted versions"), rows)


def _content(application: Application, pen: Pen) -> list[Section]:
    version = application.versions.last()
    if version is None:
        return []
    told = identity_keys(version) if DossierPart.IDENTITY in pen.left_out else set()
    asked = {str(question.key) for question in version.form_version.questions.all()}
    found = []
    for chapter in declarations.whole(version):
        section = Section(pen.text(chapter.title))
        for passage in chapter.passages:
            # What is declared beside the form tells names, team and candidate: of the form only what was not asked as identity.
            declared = passage.key not in asked and DossierPart.IDENTITY in pen.left_out
            if passage.key in told or declared:
                pen.drop(DossierPart.IDENTITY)
                continue
            section.rows.append((pen.text(passage.label), pen.text(_words(passage))))
        found.append(section)
    return found


def _words(passage: Passage) -> str:
    lines = [passage.url or passage.text, passage.terms, *passage.items, *(" | ".join(cells) for cells in passage.rows)]
    return "\n".join(line for line in lines if line)


def _file_rows(application: Application) -> list[dict[str, Any]]:
    version = application.versions.last()
    return list(version.files) if version else []


def _file_name(row: dict[str, Any], number: int, pen: Pen) -> str:
    """Its own name, or a neutral one where names tell who applies, or where the file has been disposed of."""
    if row["name"] and DossierPart.IDENTITY not in pen.left_out:
        return str(row["name"])
    suffix = str(row["name"]).rpartition(".")[2].lower()
    return gettext("Document %(number)d") % {"number": number} + (f".{suffix}" if suffix.isalnum() and len(suffix) <= 5 else "")


def _files(application: Application, pen: Pen) -> Section:
    rows = []
    for number, row in enumerate(_file_rows(application), start=1):
        words = f"{row['size']:,} byte\nSHA-256 {row['sha256']}"
        rows.append((_file_name(row, number, pen), f"{words}\n{_disposed()}" if is_disposed(row) else words))
        if DossierPart.FILES in pen.left_out:
            pen.drop(DossierPart.FILES)
    return Section(gettext("Attached files"), rows)


def _attached(application: Application, pen: Pen) -> list[tuple[str, StoredFile]]:
    rows = _file_rows(application)
    known = {each.sha256: each for each in StoredFile.objects.filter(sha256__in=[row["sha256"] for row in rows])}
    found = enumerate(rows, start=1)
    return [
        (f"{number:02d}_{_file_name(row, number, pen)}", known[row["sha256"]])
        for number, row in found
        if row["sha256"] in known and not is_disposed(row)
    ]


def _reviews(application: Application, pen: Pen) -> Section:
    section = Section(gettext("Scores and comments"))
    reviews = Review.objects.filter(assignment__application=application).select_related("assignment__judge", "assignment__stage")
    for review in reviews.prefetch_related("scores__criterion").order_by("assignment__stage__order", "assignment__order", "pk"):
        scores = [
            f"{score.criterion.label_ja}: {gettext('does not apply') if score.not_applicable else score.value}"
            for score in review.scores.all()
        ]
        comments = [
            f"{label}: {pen.text(words)}"
            for label, words in (
                (gettext("comment for the applicant"), review.applicant_comment),
                (gettext("comment to publish"), review.public_comment),
            )
            if words
        ]
        state = str(review.assignment.get_state_display())
        label = f"{pen.person(review.assignment.judge)} ({review.assignment.stage.name})"
        section.rows.append((label, "\n".join([state, *scores, *comments])))
    return section


def _decisions(application: Application, pen: Pen) -> Iterable[Section]:
    released = Decision.objects.filter(application=application, state=DecisionState.RELEASED)  # an answer in draft is sealed
    for decision in released.select_related("level", "drafted_by").order_by("pk"):
        rows: list[Row] = [
            (gettext("state"), str(decision.get_state_display())),
            (gettext("result of the case"), f"{decision.get_outcome_display()} {decision.level or ''}".strip()),
            (gettext("reasons"), pen.text(decision.reasons)),
            *((row["label"], pen.text(row["text"])) for row in decision.reasons_in_words),
            (gettext("comment to publish"), pen.text(decision.public_comment)),
            (gettext("drafted by"), f"{pen.person(decision.drafted_by)} {_instant(decision.drafted_at)}"),
        ]
        if decision.ruling:
            rows.insert(0, (gettext("answer to the appeal"), str(decision.get_ruling_display())))
        for step in decision.steps.counting().select_related("signed_by"):
            signed = f"{pen.person(step.signed_by)} {_instant(step.signed_at)}" if step.signed_by else ""
            rows.append((str(step.name), f"{step.get_state_display()} {signed}".strip()))
        rows += [(_instant(event.at), _event(event, pen)) for event in decision.history.select_related("by")]
        yield Section(gettext("Decision"), [(label, words) for label, words in rows if words])


def _appeals(application: Application, pen: Pen) -> Section:
    rows = []
    for appeal in Appeal.objects.filter(decision__application=application).order_by("pk"):
        rows.append(
            (
                gettext("grounds"),
                f"{appeal.get_state_display()}\n{_disposed() if appeal.disposed_at else pen.text(appeal.grounds)}",
            )
        )
        rows += [(_instant(event.at), _event(event, pen)) for event in appeal.history.select_related("by")]
    return Section(gettext("Appeals"), rows)


def _certificates(application: Application, pen: Pen) -> Section:
    rows = []
    for certificate in Certificate.objects.filter(decision__application=application).order_by("pk"):
        words = f"{certificate.get_state_display()} {certificate.issued_on} – {certificate.valid_until or ''}"
        rows.append((certificate.number, words))
        rows += [(_instant(event.at), _event(event, pen)) for event in certificate.history.select_related("by")]
    return Section(gettext("Certificates"), rows)


def _letters(application: Application, pen: Pen) -> Section:
    rows = []
    for letter in Letter.objects.about(application.reference).order_by("created_at", "pk"):
        if DossierPart.IDENTITY in pen.left_out:
            pen.drop(DossierPart.IDENTITY)
            to = ""
        else:
            to = f" → {letter.address or letter.post_to}"
        label = f"{_instant(letter.created_at)} {letter.get_state_display()}{to}"
        rows.append((label, f"{pen.text(letter.subject)}\n{pen.text(letter.text)}"))
    return Section(gettext("Letters"), rows)


def _history(application: Application, pen: Pen) -> Section:
    rows = [(_instant(event.at), _event(event, pen)) for event in application.history.select_related("by")]
    return Section(gettext("History"), rows)


def _event(event: Any, pen: Pen) -> str:
    note = f"\n{pen.text(event.remark)}" if event.remark else ""
    return f"{event.title} ({pen.person(event.by)}){note}\n{event.hash[:16]}"
