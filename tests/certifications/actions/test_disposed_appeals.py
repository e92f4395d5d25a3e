"""Grounds and papers of an appeal, what was told about corrections, and dossiers go with the case's papers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from certifications import case_files
from certifications.actions import appeals, disposals, dossiers, holds, releases
from certifications.models import AppealPaper, AppealSeat, Dossier, PanelOpinion, Statement
from certifications.refusals import NothingDue
from home import clock
from home.actions import files
from home.models import Letter
from tests.certifications import disposing, making
from tests.certifications.deciding import RELEASE, again, approved, locked

pytestmark = pytest.mark.django_db
GROUNDS = "安全性の資料は9月に提出しています。"
GONE = "保存期間が満了したため、廃棄しました。"
AFTER = RELEASE + timedelta(days=3)


def carried_out(at):
    with clock.at(at):
        return disposals.carry_out_due()


@pytest.fixture
def appealed(in_judging, open_round, secretary, approver, owner):
    """Refused, appealed against with a paper, taken into a dossier; what was told about a correction is on record."""
    case = in_judging
    locked(open_round, secretary)
    approved(case, secretary, approver, outcome="not_certified")
    with clock.at(RELEASE):
        releases.release(again(open_round), by=approver)
    with clock.at(AFTER):
        appeal = appeals.file(again(case), grounds=GROUNDS, by=owner)
        stored = files.store_bytes(b"proof", media_type="application/pdf")
        AppealPaper.objects.create(appeal=appeal, file=stored, name="証拠.pdf")
        for number, given_at in enumerate((AFTER, None)):
            seat = AppealSeat.objects.create(
                appeal=appeal, person=making.person(f"outsider-{number}"), seated_by=secretary, seated_at=AFTER
            )
            facts = {"note": "覚え書き", "ruling": "dismissed", "reasons": "資料は届いていた。"}
            PanelOpinion.objects.create(seat=seat, pledged_at=AFTER, given_at=given_at, **facts)
        dossiers.make(dossiers.ask(again(case), purpose="audit", left_out=[], reason="監査", by=secretary))
        asked = case.correction_requests.create(due_on=making.DUE, asked_by=secretary, asked_at=AFTER, state="answered")
        facts = {"channel": "phone", "told_on": making.DUE, "keys": [], "entered_by": secretary, "entered_at": AFTER}
        Statement.objects.create(request=asked, told_by="青木", reason="来所できないため", **facts)
    return appeal


def test_an_appeal_holds_the_papers_and_then_its_grounds_and_papers_go(appealed, in_judging, secretary, approver, owner):
    case, day = again(in_judging), making.tokyo("2032-04-01T09:00")
    with clock.at(day), pytest.raises(NothingDue):
        disposals.propose(again(case.round), "case", by=secretary)
    Letter.objects.about(case.reference).update(state="sent", sent_at=AFTER)
    held = (again(appealed).grounds, AppealPaper.objects.count(), Dossier.objects.get().state)
    for hold in case.holds.standing():
        holds.lift(hold, reason="裁決が出ました。", by=secretary)
    later = day + timedelta(days=3)
    disposal = disposing.confirmed(again(case), secretary, approver, at=later)
    said = again(disposal).counts
    carried_out(later + timedelta(days=1, hours=1))

    sent = Letter.objects.about(case.reference).at_rest()
    after, told, dossier = again(appealed), Statement.objects.get(), Dossier.objects.get()
    opinions = list(PanelOpinion.objects.order_by("pk").values_list("note", "reasons"))
    assert opinions == [("", "–"), ("", "")]
    assert held == (GROUNDS, 1, "made")
    assert {name: said[name] for name in ("appeals", "papers", "statements", "dossiers")} == {
        "appeals": 1,
        "papers": 1,
        "statements": 1,
        "dossiers": 1,
    }
    assert (after.grounds, after.disposed_at is not None, after.state, AppealPaper.objects.count()) == ("", True, "received", 0)
    assert (told.told_by, told.reason) == ("", "")
    assert (said["letters"], set(sent.values_list("text", flat=True))) == (sent.count(), {"–"})
    assert (dossier.state, dossier.paper, dossier.archive) == ("disposed", None, None)
    done = again(disposal).counts
    assert {name: done[name] for name in said if said[name]} == {name: said[name] for name in said if said[name]}
    assert after.history.count() == 1
    with clock.at(later + timedelta(days=2)):
        own, desk = making.signed_in(owner), making.signed_in(secretary)
        pages = [
            own.get(reverse("certifications:appeal", args=[case.public_id])),
            desk.get(reverse("appeals:detail", args=[after.public_id])),
        ]
    assert [(page.status_code, GONE in page.content.decode()) for page in pages] == [(200, True), (200, True)]


def test_a_dossier_that_is_being_drawn_while_papers_go_is_drawn_anew(appealed, in_judging, secretary, approver, monkeypatch):
    with clock.at(AFTER):
        dossier = dossiers.ask(again(in_judging), purpose="audit", left_out=[], reason="監査", by=secretary)
    for hold in in_judging.holds.standing():
        holds.lift(hold, reason="裁決が出ました。", by=secretary)
    at = making.tokyo("2032-04-01T09:00")
    disposing.confirmed(again(in_judging), secretary, approver, at=at)
    drawing = dossiers.dossier_pdf

    def meanwhile(*args):
        carried_out(at + timedelta(days=1, hours=1))
        return drawing(*args)

    monkeypatch.setattr(dossiers, "dossier_pdf", meanwhile)
    dossiers.make(again(dossier))

    assert (again(dossier).state, again(dossier).paper) == ("asked", None)
    dossiers.make(again(dossier))
    assert (again(dossier).state, case_files.build(again(in_judging), []).files) == ("made", [])
