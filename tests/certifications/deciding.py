"""Takes a round of the tests from judging to decisions and release, by the verbs themselves."""

from datetime import timedelta

from certifications.actions import decisions, judging, results
from certifications.models import Assignment
from home import clock
from tests.certifications import making
from tests.replays import replayed

RELEASE = making.ANNOUNCES + timedelta(hours=1)


def again(record):
    """The record as it stands in the database now."""
    return type(record).objects.get(pk=record.pk)


@replayed
def score_everything(round_, values=None, only=None):
    """Every assigned judge scores every case (or only this one) and hands in; `values` by judge's address, else 4."""
    with clock.at(making.JUDGING):
        sheets = Assignment.objects.counted().filter(application__in=[only] if only else round_.applications.all())
        for assignment in sheets.exclude(state="submitted").select_related("judge"):
            judge = assignment.judge
            judging.pledge(again(round_), by=judge)
            judging.open_sheet(assignment, by=judge)
            value = (values or {}).get(judge.email, 4)
            for criterion in round_.rubric_version.criteria.all():
                judging.score(assignment, criterion, value, by=judge)
            judging.submit(assignment, by=judge)


@replayed
def locked(round_, secretary, values=None):
    """The round with its scores locked and its result."""
    score_everything(round_, values)
    with clock.at(making.JUDGING):
        results.lock_and_rank(again(round_), by=secretary)
    return again(round_)


@replayed
def approved(application, secretary, approver, outcome="certified", **facts):
    """An approved decision on the case."""
    application = again(application)
    if outcome == "certified":
        facts.setdefault("level", application.round.program.levels.order_by("-rank").first())
    else:
        facts.setdefault("reasons", "安全性の資料が足りません。")
    decision = decisions.draft(application, outcome=outcome, by=secretary, **facts)
    decisions.propose(decision, by=secretary)
    decisions.approve(decision, by=approver)
    return again(decision)
