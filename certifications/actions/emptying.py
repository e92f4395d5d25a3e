"""What is done to one case when its papers of a class are disposed of. Nothing here decides whether it may be."""

from collections import Counter
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from certifications import answers as calculation
from certifications import due_papers, retention
from certifications.actions import dossiers, minutes
from certifications.models import (
    AgendaItem,
    Answer,
    AnswerRevision,
    Appeal,
    AppealPaper,
    Application,
    Attachment,
    BlindCopy,
    ChangeNotice,
    ChangePaper,
    Conflict,
    CorrectionItem,
    Discussion,
    DiscussionWord,
    Disposal,
    EmptiedVersion,
    Evidence,
    FieldPhotograph,
    FieldReport,
    MessageFile,
    Minutes,
    PanelOpinion,
    PeriodicReport,
    ReceiptPaper,
    Renewal,
    ReportSending,
    Review,
    Score,
    ScoreRevision,
    SetAside,
    Slip,
    Statement,
    Vote,
    Withdrawal,
)
from certifications.retention import DISPOSED
from certifications.states import RetentionClass
from home import clock
from home.actions import letters
from home.models import Letter


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
        _empty_committees(application, disposal, counts)
        _empty_appeals(application, counts)
        _empty_withdrawals(application)
        _empty_changes(application, counts)
        counts.update(dossiers.dispose_of(application))
        counts["letters"] += letters.empty(Letter.objects.about(application.reference), retention.NOTHING_LEFT)
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
    application.tickets.filter(mine).update(name="", refusal="", sha256="")


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


def _empty_committees(application: Application, disposal: Disposal, counts: Counter[str]) -> None:
    """What committees said of the case, who voted how, and why somebody was kept from it. Outcome, tally and who voted stay."""
    for held in Minutes.objects.filter(parts__item__application=application).distinct().order_by("pk"):
        counts["minutes"] += minutes.empty(held, disposal, application)
    items = AgendaItem.objects.filter(application=application)
    items.update(reason="")
    Vote.objects.filter(motion__item__in=items.values("pk")).update(choice="")
    _delete(Slip.objects.filter(motion__item__in=items.values("pk")))
    for conflict in application.conflicts.all():
        facts = {"reason": "", "answer": "", "grounds": retention.ungrounded(conflict.grounds)}
        Conflict.objects.filter(pk=conflict.pk).update(row_version=F("row_version") + 1, **facts)


def _empty_appeals(application: Application, counts: Counter[str]) -> None:
    """Grounds, papers, and what the panel made of them. That it was filed, who looked into it and the answer stay."""
    papers = AppealPaper.objects.of_cases([application.pk])
    counts["bytes"] += papers.aggregate(size=Sum("file__size"))["size"] or 0
    counts["papers"] += _delete(papers)
    opinions = PanelOpinion.objects.filter(seat__appeal__decision__application=application)
    opinions.filter(given_at__isnull=False).update(note="", reasons=retention.NOTHING_LEFT)
    opinions.filter(given_at__isnull=True).update(note="", reasons="")
    told = Appeal.objects.told_in([application.pk])
    counts["appeals"] += told.update(grounds="", disposed_at=clock.now(), row_version=F("row_version") + 1)


def _empty_withdrawals(application: Application) -> None:
    """What was said about taking its certificate away. That it was, when, by whom and for what kind of reason stays."""
    said = Withdrawal.objects.filter(certificate__decision__application=application)
    said.update(grounds=retention.NOTHING_LEFT, note="", answer="", decision_note="", row_version=F("row_version") + 1)


def _empty_changes(application: Application, counts: Counter[str]) -> None:
    """What notices of changes said, and their papers. That there was one, of what kind and what came of it stays; so do names."""
    said = ChangeNotice.objects.of_cases([application.pk])
    papers = ChangePaper.objects.filter(notice__in=said.values("pk"))
    counts["bytes"] += papers.aggregate(size=Sum("file__size"))["size"] or 0
    counts["papers"] += _delete(papers)
    said.update(words=retention.NOTHING_LEFT, answer="", office_note="", row_version=F("row_version") + 1)
    reported = PeriodicReport.objects.of_cases([application.pk])
    counts["holder_reports"] += _delete(ReportSending.objects.filter(report__in=reported.values("pk")))
    reported.update(answer="", office_note="", row_version=F("row_version") + 1)
    declined = Renewal.objects.filter(certificate__decision__application=application).exclude(reason="")
    declined.update(reason="", row_version=F("row_version") + 1)


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
    told = Statement.objects.filter(request__application=application)
    counts["statements"] += told.update(told_by="", reason="")
    application.sign_offs.update(note="")
    application.sign_offs.filter(returned_at__isnull=False).update(comment=retention.NOTHING_LEFT)
    application.checks.update(note="")
    Application.objects.filter(pk=application.pk).update(eligibility={})
    Application.objects.filter(pk=application.pk).exclude(post_to="").update(post_to=retention.NOTHING_LEFT)
