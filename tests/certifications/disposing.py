"""Makes rounds that are over, and takes their papers to the day on which they are due."""

from certifications.actions import disposals, messages, rounds
from home import clock
from tests.certifications import making

OVER = making.DURING
FINAL = making.tokyo("2027-02-22T09:00")
DUE = making.tokyo("2032-04-01T09:00")
DAY_AFTER = making.tokyo("2032-04-02T09:01")


def program(**changes):
    """One long answer and one kind of file are kept shortly, one short answer lastingly; the rest as long as the case."""
    data = making.program_data()
    wanted = {"long_text": "short", "picture": "short", "short_text": "lasting"}
    for question in data["questions"]:
        question["retention"] = wanted.pop(question["kind"], "case")
    return making.program(**data | changes)


def key_of(case, retention):
    return str(case.form_version.questions.filter(retention=retention).exclude(kind="explanation").order_by("order")[0].key)


def over(case, secretary, owner):
    """The case has a message, and its round is called off."""
    messages.post(case, body="図面を添えます。", by=owner)
    rounds.cancel(case.round, reason="中止します。", by=secretary)
    return type(case).objects.get(pk=case.pk)


def confirmed(case, secretary, approver, retention="case", at=DUE):
    with clock.at(at):
        disposal = disposals.propose(case.round, retention, by=secretary)
        disposals.confirm(disposal, by=approver)
    return disposal
