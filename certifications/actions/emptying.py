"""What is done to one case when its papers of a class are disposed of. Nothing here decides whether it may be."""

from collections import Counter
from typing import Any

from django.db.models import Q, QuerySet, Sum

from certifications import answers as calculation
from certifications import due_papers, retention
from certifications.models import (
    Answer,
    AnswerRevision,
    Application,
    Attachment,
    BlindCopy,
    CorrectionItem,
    Discussion,
    DiscussionWord,
    Disposal,
    EmptiedVersion,
    Evidence,
    FieldPhotograph,
    FieldReport,
    MessageFile,
    ReceiptPaper,
    Review,
    Score,
    ScoreRevision,
    SetAside,
    Statement,
)
from certifications.retention import DISPOSED
from certifications.states import RetentionClass
from home import clock


def empty(application: Application, disposal: Disposal, classes: dict[str, str]) -> dict[str, int]:
    """Takes away the content; who did what and when, the hashes, the result and the certificate stay. Says how many of what.

    The stored files themselves go within two days, when no record names them any more.
    """
    keys = retention.keys_of(disposal.retention, classes, certified=due_papers.is_certified(application))
    whole = disposal.retention == RetentionClass.CASE
    # What no edition of the form asks any more goes with the case.
    mine = ~Q(key__in=set(classes) - keys) if whole else Q(key__in=keys)
    counts: Counter[str] = Counter()
    counts["answers"] = _delete(Answer.objects.filter(mine, application=application))
    counts["revisions"] = _delete(AnswerRevision.objects.filter(mine, application=application))
    _delete(SetAside.objects.filter(mine, application=application))
    _let_go_files(application, mine, counts)
    _empty_corrections(application, mine)
    _empty_versions(application, disposal, keys, set(classes), counts)
    BlindCopy.objects.filter(version__application=application).update(words=[], hidden={})
    # It shows every answer; the worker draws it anew, with what is left.
    _delete(ReceiptPaper.objects.filter(version__application=application))
    if whole:
        _empty_correspondence(application, counts)
        _empty_judging(application, counts)
    return {name: number for name, number in counts.items() if number}


def _delete(rows: QuerySet[Any]) -> int:
    name = rows.model._meta.label
    return rows.delete()[1].get(name, 0)


def _let_go_files(application: Application, mine: Q, counts: Counter[str]) -> None:
    rows = Attachment.objects.filter(mine, application=application)
    kept = rows.filter(file__isnull=False)
    counts["bytes"] += kept.aggregate(size=Sum("file__size"))["size"] or 0
    counts["files"] += kept.update(file=None, let_go_at=clock.now())
    rows.update(name="")
    application.tickets.filter(mine).update(name="", refusal="")


def _empty_corrections(application: Application, mine: Q) -> None:
    items = CorrectionItem.objects.filter(mine, request__application=application)
    items.update(message="", reply="")
    items.filter(proposed_value__isnull=False).update(proposed_value=DISPOSED)
    items.filter(given_value__isnull=False).update(given_value=DISPOSED)


def _empty_versions(application: Application, disposal: Disposal, keys: set[str], known: set[str], counts: Counter[str]) -> None:
    """The stored hash stays; what is left gets one of its own. The database lets through exactly this change."""
    for version in application.versions.order_by("seq"):
        whole = disposal.retention == RetentionClass.CASE
        every = {*version.answers, *(row["key"] for row in [*version.files, *version.awaited])}
        gone = keys | (every - known if whole else set())
        if not gone & every and not whole:
            continue
        left: dict[str, Any] = {
            "answers": retention.emptied(version.answers, gone),
            "files": retention.unnamed(version.files, gone),
            "awaited": retention.unnamed(version.awaited, gone),
            "declared": retention.undeclared(version.declared) if whole else version.declared,
        }
        type(version).objects.filter(pk=version.pk).update(**left)
        sha256 = calculation.digest(left["answers"], left["files"], version.sha256, left["awaited"], left["declared"])
        EmptiedVersion.objects.create(version=version, disposal=disposal, sha256=sha256)
        counts["versions"] += 1


def _empty_judging(application: Application, counts: Counter[str]) -> None:
    """What single judges and reporters said. Who judged stays, and the result's figures: score, spread, rank, how many sheets."""
    sheets = Review.objects.filter(assignment__application=application)
    counts["sheets"] += sheets.update(private_note="", applicant_comment="", public_comment="")
    for values in (Score.objects, ScoreRevision.objects):
        _delete(values.filter(review__in=sheets.values("pk")))
    _delete(DiscussionWord.objects.filter(discussion__application=application))
    Discussion.objects.filter(application=application).update(topic="", closing_note="")
    photographs = FieldPhotograph.objects.filter(report__entry__application=application)
    counts["bytes"] += photographs.aggregate(size=Sum("file__size"))["size"] or 0
    _delete(photographs)
    counts["reports"] += FieldReport.objects.filter(entry__application=application).update(text="", answers={})


def _empty_correspondence(application: Application, counts: Counter[str]) -> None:
    """Messages, evidence, drafts of messages, and what was said beside the form."""
    papers = [MessageFile.objects.of_cases([application.pk]), Evidence.objects.filter(application=application)]
    for rows in papers:
        counts["bytes"] += rows.aggregate(size=Sum("file__size"))["size"] or 0
        counts["papers"] += _delete(rows)
    _delete(application.waiting_files.all())
    counts["messages"] = _delete(application.messages.all())
    application.message_drafts.all().delete()
    application.correction_requests.update(note="")
    Statement.objects.filter(request__application=application).update(told_by="", reason="")
    application.sign_offs.update(note="")
    application.checks.update(note="")
    Application.objects.filter(pk=application.pk).update(eligibility={})
