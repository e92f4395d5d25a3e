"""From the application to the disposal of a certified case: kept while its certificate is valid, then all but what lasts."""

from datetime import timedelta

import pytest

from certifications import due_papers, versions
from certifications.actions import decisions, disposals, judging, messages, releases, results
from certifications.models import (
    Assignment,
    Certificate,
    ChangeNotice,
    Discussion,
    DiscussionWord,
    FieldPhotograph,
    FieldReport,
    Review,
    Round,
    Score,
    ScoreRevision,
)
from certifications.refusals import NothingDue
from home import clock
from home.actions import files
from home.models import StoredFile
from tests.certifications import disposing, issuing, making
from tests.certifications.deciding import again

pytestmark = pytest.mark.django_db
RELEASED = making.ANNOUNCES + timedelta(hours=1)
NOTES = {"private_note": "価格が高い", "applicant_comment": "よく考えられています。", "public_comment": "使いやすい製品です。"}


@pytest.fixture
def program(db):
    return disposing.program(validity_years=5)


@pytest.fixture
def judge(db):
    return making.person("judge")


@pytest.fixture
def cases(open_round, secretary, approver, company, other_company, owner, stranger, judge):
    """One is certified and one is not: both judged, with notes, a report of a visit with a photograph, and messages."""
    certified = making.submitted(open_round, owner, organization=company)
    refused = making.submitted(open_round, stranger, organization=other_company, name="別の製品")
    for case, who in ((certified, owner), (refused, stranger)):
        messages.post(case, body="図面を添えます。", by=who)
        making.accepted(case, secretary)
    making.judged(open_round, secretary, [judge])
    with clock.at(making.JUDGING):
        _score_all(open_round, judge)
        results.lock_and_rank(Round.objects.get(pk=open_round.pk), by=secretary)
        _decide(again(certified), secretary, approver, outcome="certified", level=open_round.program.levels.first())
        _decide(again(refused), secretary, approver, outcome="not_certified", reasons="基準に達していません。")
    for number, case in enumerate((certified, refused)):
        _report(case, judge, secretary, number)
    with clock.at(RELEASED):
        releases.release(Round.objects.get(pk=open_round.pk), by=approver)
    return again(certified), again(refused)


def _score_all(round_, judge):
    judging.pledge(round_, by=judge)
    for assignment in Assignment.objects.filter(application__round=round_).select_related("application__round"):
        judging.open_sheet(assignment, by=judge)
        for criterion in round_.rubric_version.criteria.all():
            judging.score(assignment, criterion, 4, by=judge)
        judging.submit(assignment, by=judge)
        said = {"stage": assignment.stage, "state": "closed", "outcome": "closer", "topic": "安全性", "closing_note": "近づいた"}
        talk = Discussion.objects.create(application=assignment.application, called_at=clock.now(), closed_at=clock.now(), **said)
        DiscussionWord.objects.create(discussion=talk, author=judge, body="根拠が弱い", said_at=clock.now())
    Review.objects.update(**NOTES)


def _decide(case, secretary, approver, **facts):
    decision = decisions.draft(case, by=secretary, **facts)
    decisions.propose(decision, by=secretary)
    decisions.approve(decision, by=approver)


def _report(case, judge, secretary, number):
    facts = {"due_on": making.DUE, "asked_by": secretary, "asked_at": clock.now(), "handed_in_at": clock.now()}
    report = FieldReport.objects.create(entry=case.stage_entries.first(), reporter=judge, text="工場を見ました。", **facts)
    stored = files.store_bytes(b"photograph %d" % number, media_type="image/jpeg")
    FieldPhotograph.objects.create(report=report, file=stored, name="工場.jpg", added_at=clock.now())


def first_day(case):
    ended = due_papers.ended_on(case.round)
    return due_papers.due_on(case, "case", ended, due_papers.terms_of(case.round))


def morning(day):
    return making.tokyo(f"{day.isoformat()}T09:00")


def dispose(round_, day, secretary, approver):
    disposal = disposing.confirmed(round_.applications.first(), secretary, approver, at=morning(day))
    with clock.at(morning(day) + timedelta(days=1, hours=1)):
        disposals.carry_out_due()
    return again(disposal)


NOTHING = (0, 0, [], [], 0, [("", "")], 0)


def said_of(case):
    """What single judges and reporters said of the case."""
    notes = Review.objects.filter(assignment__application=case).values_list("private_note", "applicant_comment", "public_comment")
    return (
        Score.objects.filter(review__assignment__application=case).count(),
        ScoreRevision.objects.filter(review__assignment__application=case).count(),
        [text for row in notes for text in row if text],
        list(FieldReport.objects.filter(entry__application=case).exclude(text="").values_list("text", flat=True)),
        FieldPhotograph.objects.filter(report__entry__application=case).count(),
        list(Discussion.objects.filter(application=case).values_list("topic", "closing_note")),
        DiscussionWord.objects.filter(discussion__application=case).count(),
    )


def test_a_certified_case_is_kept_while_its_certificate_is_valid_and_then_emptied(cases, secretary, approver, client):
    certified, refused = cases
    round_, certificate = certified.round, Certificate.objects.get(round=certified.round)
    said, figures = said_of(certified), [(row.score, row.rank, row.reviews) for row in certified.result_rows.all()]

    first = dispose(round_, first_day(refused), secretary, approver)
    after_first = (said_of(certified), certified.answers.count(), certified.messages.count())
    with clock.at(morning(first_day(certified) - timedelta(days=1))), pytest.raises(NothingDue):
        disposals.propose(round_, "case", by=secretary)
    second = dispose(round_, first_day(certified), secretary, approver)

    assert (first_day(refused).isoformat(), first_day(certified) > certificate.valid_until) == ("2032-04-01", True)
    assert (first.counts["cases"], first.counts["sheets"], first.counts["reports"]) == (1, 1, 1)
    assert (second.counts["cases"], second.counts["sheets"], second.counts["reports"]) == (1, 1, 1)
    criteria = certified.round.rubric_version.criteria.count()
    assert said == (criteria, criteria, list(NOTES.values()), ["工場を見ました。"], 1, [("安全性", "近づいた")], 1)
    assert after_first == (said, len(certified.versions.get().answers), 1)
    assert (said_of(refused), said_of(certified), certified.messages.count()) == (NOTHING, NOTHING, 0)
    assert [(row.score, row.rank, row.reviews) for row in certified.result_rows.all()] == figures


def test_what_lasts_stays_with_the_certificate_and_goes_with_a_refusal(cases, secretary, approver, client):
    certified, refused = cases
    certificate = Certificate.objects.get(round=certified.round)
    Certificate.objects.update(pdf=files.store_bytes(b"%PDF", media_type="application/pdf"))
    dispose(certified.round, first_day(refused), secretary, approver)
    dispose(certified.round, first_day(certified), secretary, approver)
    with clock.at(morning(first_day(certified)) + timedelta(days=9)):
        for _file_then_its_preview in range(2):
            files.sweep_unnamed(clock.now() - timedelta(days=1))
        page = client.get(f"/verify/{certificate.code}/")

    lasting = disposing.key_of(certified, "lasting")
    kept = {str(key) for key in certified.answers.values_list("key", flat=True)}
    gone = {str(key) for key in refused.answers.values_list("key", flat=True)}
    assert (lasting in kept, lasting in gone, disposing.key_of(certified, "case") in kept) == (True, False, False)
    assert certified.versions.get().answers[lasting] != {"disposed": True}
    assert (versions.verify(certified), versions.verify(refused)) == (versions.Chain(1, None, 1), versions.Chain(1, None, 1))
    assert (page.status_code, certificate.number in page.content.decode(), again(certificate).pdf.read()) == (200, True, b"%PDF")
    assert [again(case).decision.outcome for case in cases] == ["certified", "not_certified"]
    assert not StoredFile.objects.filter(media_type="image/jpeg", size=len(b"photograph 0")).exists()


def told_change(certificate, officer):
    """A notice as it stands when it has been refused, with a paper."""
    said = {"words": "麻生区へ移転しました。", "answer": "登記と異なります。", "office_note": "電話で確認"}
    facts = {"kind": "address", "state": "refused", "changed_on": "2030-04-01", "noticed_by": officer, "noticed_at": clock.now()}
    notice = ChangeNotice.objects.create(certificate=certificate, **facts, **said)
    notice.papers.create(file=files.store_bytes(b"registry", media_type="application/pdf"), name="登記.pdf")
    return notice


def test_a_certificate_without_an_end_keeps_its_case_until_it_is_given_up(cases, secretary, approver):
    certified, _refused = cases
    Certificate.objects.update(valid_until=None)
    lasting = [first_day(again(certified))]
    reason = {"ja": "販売終了のため", "en": "", "zh": ""}
    with clock.at(making.tokyo("2030-05-10T09:00")):
        issuing.withdrawn(Certificate.objects.get(), reason=reason, by=approver)
    lasting.append(first_day(again(certified)))
    notice = told_change(Certificate.objects.get(), secretary)
    dispose(certified.round, lasting[-1], secretary, approver)
    withdrawal = certified.round.certificates.get().withdrawals.get()
    certified.round.program.__class__.objects.update(outcome="award")
    Certificate.objects.update(state="active")
    lasting.append(first_day(again(certified)))

    assert [day and day.isoformat() for day in lasting] == [None, "2036-04-01", "2032-04-01"]
    assert (withdrawal.state, withdrawal.grounds, withdrawal.note, withdrawal.answer, withdrawal.decision_note) == (
        "upheld", "–", "", "", "",
    )  # fmt: skip
    left = again(notice)
    assert (left.words, left.answer, left.office_note, left.papers.count(), left.kind) == ("–", "", "", 0, "address")
