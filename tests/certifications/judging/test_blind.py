"""Blind judging: what a judge gets of a case names nobody, and tells from whose hands a copy came."""

import io

import pikepdf
import pytest
from PIL import Image

from certifications.actions import blinding, discussions, judging, rounds
from certifications.models import Assignment, BlindCopy, Round, Stage
from certifications.refusals import BlindCopiesOpen
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again, score_everything
from tests.certifications.judging.test_pages import case_url, client_of, text_of

pytestmark = pytest.mark.django_db
SLUG = "design-competition"


@pytest.fixture
def blind(world):
    """One case in a blind round, its files drawn, opened by its judge; the papers' names tell who applies."""
    round_, _secretary, (judge,), _cases = world(SLUG, cases=1, blind=True)
    BlindCopy.objects.update(drawn_at=None)
    blinding.draw(BlindCopy.objects.get())
    judging.pledge(round_, by=judge)
    assignment = Assignment.objects.get()
    judging.open_sheet(assignment, by=judge)
    return assignment


def papers_of(assignment):
    return [row["attachment"] for row in assignment.application.versions.last().files]


def test_pages_of_a_file_are_pictures_marked_for_the_judge(blind):
    client = client_of(blind.judge)
    attachment = papers_of(blind)[0]

    picture = client.get(case_url(blind, "judging_page", attachment, 1))
    document = client.get(case_url(blind, "judging_document", attachment))

    assert (picture["Content-Type"], picture["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert Image.open(io.BytesIO(picture.content)).format == "JPEG"
    assert picture.content != BlindCopy.objects.get().version.application.attachments.get(public_id=attachment).file.read()
    assert document["Content-Disposition"].startswith("attachment")
    with pikepdf.open(io.BytesIO(document.content)) as pdf:
        assert len(pdf.pages) == 1


def test_the_original_file_is_not_there(blind):
    client = client_of(blind.judge)

    assert [client.get(case_url(blind, "judging_paper", each)).status_code for each in papers_of(blind)] == [
        404 for _each in papers_of(blind)
    ]
    assert client.get(case_url(blind, "judging_page", papers_of(blind)[0], 2)).status_code == 404


def test_the_pane_shows_pages_under_neutral_names(blind):
    page = text_of(client_of(blind.judge).get(case_url(blind)))

    assert [case_url(blind, "judging_page", each, 1) in page for each in papers_of(blind)] == [True for _each in papers_of(blind)]
    assert "資料.pdf" not in page
    assert blind.application.applicant not in page


def test_a_covered_area_is_black_in_what_the_judge_gets(blind):
    attachment = papers_of(blind)[0]
    BlindCopy.objects.update(papers={attachment: {"left_out": False, "areas": {"1": [[0, 0, 1000, 1000]]}}})

    picture = client_of(blind.judge).get(case_url(blind, "judging_page", attachment, 1)).content

    assert max(Image.open(io.BytesIO(picture)).convert("L").getextrema()) < 110


def test_a_file_that_is_left_out_is_not_there(blind):
    attachment = papers_of(blind)[0]
    BlindCopy.objects.update(papers={attachment: {"left_out": True}})
    client = client_of(blind.judge)

    assert client.get(case_url(blind, "judging_page", attachment, 1)).status_code == 404
    assert client.get(case_url(blind, "judging_document", attachment)).status_code == 404


def test_reopening_the_copy_takes_the_case_away_at_the_next_request(blind):
    secretary = BlindCopy.objects.get().checked_by
    client = client_of(blind.judge)
    before = client.get(case_url(blind)).status_code

    blinding.reopen(BlindCopy.objects.get(), by=secretary, reason="2頁に社名")

    assert (before, client.get(case_url(blind)).status_code) == (200, 404)
    assert case_url(blind) not in text_of(client.get("/judging/"))
    assert client.get(case_url(blind, "judging_page", papers_of(blind)[0], 1)).status_code == 404


def test_the_name_of_a_product_hides_its_maker(world):
    round_, secretary, (judge,), (application,) = world("monozukuri-brand", cases=1, blind=True)
    type(application.subject).objects.filter(pk=application.subject_id).update(name_ja=f"{application.applicant}の手すり")
    copy = BlindCopy.objects.get()
    blinding.reopen(copy, by=copy.checked_by, reason="名称を変更")
    blinding.search(copy, [], row_version=copy.row_version, by=secretary)
    copy.refresh_from_db()
    blinding.check(copy, row_version=copy.row_version, by=secretary)
    judging.pledge(round_, by=judge)

    page = text_of(client_of(judge).get("/judging/"))

    assert "［企業名］の手すり" in page
    assert application.applicant not in page


def test_a_blind_stage_begins_only_when_all_copies_were_looked_through(open_round, owner, company, secretary, judges):
    stage = open_round.stage_to_score()
    Stage.objects.filter(pk=stage.pk).update(hides=["identity"])
    making.accepted(making.submitted(open_round, owner, organization=company), secretary)
    with clock.at(making.JUDGING):
        for judge in judges:
            rounds.seat(open_round, judge, by=secretary)
        judging.spread(open_round, by=secretary)
        with pytest.raises(BlindCopiesOpen):
            rounds.open_judging(open_round, by=secretary)
        making.looked_through(open_round, secretary)
        rounds.open_judging(Round.objects.get(pk=open_round.pk), by=secretary)

    stage.refresh_from_db()
    assert stage.state == "open"


def test_copies_that_are_missing_are_made(open_round, owner, company, secretary):
    application = making.accepted(making.submitted(open_round, owner, organization=company), secretary)
    before = BlindCopy.objects.count()
    Stage.objects.filter(pk=open_round.stage_to_score().pk).update(hides=["identity"])

    blinding.propose_missing()
    blinding.propose_missing()

    assert before == 0
    assert BlindCopy.objects.get().version == application.versions.last()


def test_a_blind_stage_masks_who_applies_in_what_is_said(world):
    round_, secretary, judges, (case,) = world(
        SLUG, cases=1, blind=True, judges=[making.person("judge-x"), making.person("judge-y")]
    )
    score_everything(round_, {"judge-x@example.com": 5})
    stage = round_.stages.scored().get()
    case = again(case)
    talk = discussions.call(case, stage=stage, topic="", by=secretary)
    discussions.say(talk, body=f"{case.applicant} の試作です", by=secretary)

    page = text_of(client_of(judges[0]).get(case_url(Assignment.objects.get(judge=judges[0]), "judging_discussion")))

    assert (case.applicant in page, "の試作です" in page) == (False, True)
