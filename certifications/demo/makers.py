"""Makes single applications of the sample city: subject, answers, files, scores."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf

from certifications.actions import answering, applications, judging, screening
from certifications.models import Application, Question, Round, Subject
from home import clock
from home.actions import files
from home.models import StoredFile
from home.samples.painter import paint

PICTURE_SIZE = (1200, 900)


def seed(*parts: object) -> int:
    """A number that depends on the words alone: the sample city is the same each time."""
    return int(hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()[:8], 16)


def paper() -> StoredFile:
    """A one-page PDF, as an applicant would attach."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return files.store_bytes(out.getvalue(), media_type="application/pdf")


def painting(motif: str, accent: str, code: str) -> StoredFile:
    """A picture of the painter, as a file of the sealed plane."""
    return files.store_painting(paint(motif, accent, code, size=PICTURE_SIZE))


def subject_of(row: Mapping[str, Any], round_: Round, parties: Mapping[str, Any], area: Any) -> Subject:
    """What is judged, named as in the samples."""
    names = {f"name_{language}": text for language, text in row["name"].items()}
    return Subject.objects.create(
        kind=round_.program.subject_kind,
        organization=parties.get("organization"),
        person=parties.get("candidate"),
        team=parties.get("team"),
        name_kana=row.get("kana", ""),
        email=row.get("email", ""),
        area=area,
        created_at=clock.now(),
        **names,
    )


def begin(
    row: Mapping[str, Any],
    round_: Round,
    parties: Mapping[str, Any],
    area: Any = None,
    theme: Any = None,
    eligibility: Mapping[str, Any] | None = None,
) -> Application:
    """A draft of the applicant."""
    program = round_.program
    return applications.start(
        round_,
        subject=subject_of(row, round_, parties, area),
        by=parties["by"],
        organization=parties.get("organization"),
        person=parties.get("person"),
        team=parties.get("team"),
        category=program.categories.filter(code=row["category"]).first(),
        theme=theme,
        eligibility=eligibility,
    )


def fill(application: Application, answers: Mapping[str, Any], *, by: Any) -> None:
    """Saves the answers by question key."""
    for key, value in answers.items():
        answering.save(application, key, value, read_version=0, by=by)


def invented(question: Question, row: Mapping[str, Any]) -> Any:
    """An answer out of the entry's own texts, for a question to which the samples give none."""
    limit = question.max_chars or 400
    story = [part.strip() for part in row["story"]["ja"].split("\n") if part.strip()]
    slot = row.get(question.catalog_slot) or {}
    number = seed(row["code"], str(question.key))
    if question.catalog_slot == "website":
        return row.get("website") or None
    match question.kind:
        case "short_text" | "long_text":
            own = slot.get("ja") if isinstance(slot, dict) else ""
            return (own or (row["name"]["ja"] if question.kind == "short_text" else story[number % len(story)]))[:limit]
        case "choice":
            return question.choices[number % len(question.choices)]["value"]
        case "many":
            return [question.choices[number % len(question.choices)]["value"]]
        case "consent":
            return True
        case "date":
            return f"{row['fiscal_year'] - 2}-04-01" if not question.minimum else None
        case "number" | "yen":
            low = question.minimum if question.minimum is not None else 1
            high = question.maximum if question.maximum is not None else low + 40
            return min(low + number % 30, high)
    return None


def fill_from_entry(application: Application, row: Mapping[str, Any], *, by: Any) -> None:
    """Answers every question out of a sample entry, with its picture."""
    form = application.form_version
    for question in form.questions.select_related("section"):
        if question.takes_files:
            add_file(application, question, row, by)
        elif (value := invented(question, row)) is not None:
            answering.save(application, question.key, value, read_version=0, by=by)


def add_file(application: Application, question: Question, row: Mapping[str, Any], by: Any) -> None:
    """The picture or paper that answers a question."""
    if question.catalog_slot == "picture":
        stored = painting(row["motif"], application.round.program.accent, row["code"])
        answering.attach_stored(application, question.key, stored, name=f"{row['code']}.jpg", by=by)
    elif "pdf" in question.accept:
        answering.attach_stored(application, question.key, paper(), name="資料.pdf", by=by)


def pass_screening(application: Application, *, by: Any) -> None:
    """Every line of the checklist met, and on to judging."""
    for line in application.round.rules["checklist"]:
        screening.check(application, line["code"], passed=True, by=by)
    screening.accept(application, by=by)


def score_all(round_: Round, aim: Mapping[int, float]) -> None:
    """Every judge scores every assigned case around the aim (by application id), and hands in."""
    criteria = list(round_.rubric_version.criteria.order_by("order"))
    for application in round_.applications.in_review().select_related("subject", "round__program"):
        for assignment in application.assignments.counted().select_related("judge", "application__round", "application__subject"):
            values = [
                max(1, min(5, round(aim[application.pk] + (seed(assignment.judge.email, application.pk, c.code) % 3 - 1) * 0.6)))
                for c in criteria
            ]
            score_sheet(assignment, values, submit=True)


def score_sheet(assignment: Any, values: Sequence[int | None], *, submit: bool, texts: Mapping[str, str] | None = None) -> None:
    """One judge's sheet: values in the rubric's order, None where the criterion does not apply."""
    judge = assignment.judge
    judging.pledge(assignment.application.round, by=judge)
    review = judging.open_sheet(assignment, by=judge)
    for criterion, value in zip(review.rubric_version.criteria.order_by("order"), values, strict=False):
        judging.score(assignment, criterion, value, not_applicable=value is None, by=judge)
    if texts:
        judging.comment(assignment, row_version=review.row_version, by=judge, **texts)
    if submit:
        judging.submit(assignment, by=judge)
