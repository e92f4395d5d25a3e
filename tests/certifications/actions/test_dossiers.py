"""A dossier: everything about a case on paper; what is left out is really gone; who made and took it is on record."""

import io
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from certifications import case_files
from certifications.actions import appeals, dossiers, releases, rulings
from certifications.documents import archive
from certifications.dossier_states import DOSSIER_MOVES, DossierPart, DossierState
from certifications.models import Dossier, Review
from certifications.redactions import Pen
from certifications.refusals import DossierGone, PartUnknown, ReasonMissing, ResultNotAnnounced
from home import clock
from tests.certifications import making
from tests.certifications.deciding import RELEASE, again, approved, locked
from tests.certifications.documents.test_certificate import text_of

pytestmark = pytest.mark.django_db

ALL = tuple(DossierPart.values)
NOTE, COMMENT = "KANARI自分用の覚え書き", "橘精機の説明はていねいで、多摩電子より分かりやすい。judge-aも同じ意見です。"


@pytest.fixture
def released(rival, in_judging, open_round, secretary, approver, judges):
    locked(open_round, secretary)
    Review.objects.update(private_note=NOTE)
    Review.objects.filter(assignment__judge=judges[0]).update(applicant_comment=COMMENT)
    approved(in_judging, secretary, approver, outcome="not_certified")
    with clock.at(RELEASE):
        releases.release(again(open_round), by=approver)
    with clock.at(RELEASE + timedelta(days=3)):
        yield again(in_judging)


def made(application, by, left_out=(), purpose="disclosure"):
    dossier = dossiers.ask(application, purpose=purpose, left_out=left_out, reason="開示請求 第12号", by=by)
    dossiers.make(dossier)
    return again(dossier)


def words(dossier):
    return text_of(dossier.paper.read()).replace("\u200b", "")


def test_it_holds_the_case_with_versions_scores_decision_letters_and_history(released, secretary):
    text = words(made(released, secretary, purpose="audit"))

    version = released.versions.last()
    decision = released.decision
    wanted = [released.receipt_number, "橘精機株式会社", version.sha256, "judge-a", "安全・安心", decision.reasons, "secretary"]
    assert [each for each in wanted if "".join(each.split()) not in text] == []


def test_nobodys_private_note_is_in_any_dossier(released, secretary):
    dossier = made(released, secretary, purpose="audit")

    assert NOTE not in words(dossier)
    assert [(row["part"], "2" in row["what"]) for row in dossier.omissions] == [("private_notes", True)]


def test_what_is_left_out_is_gone_from_paper_archive_and_metadata(released, secretary, judges, owner):
    dossier = made(released, secretary, left_out=ALL)

    text, bundle = words(dossier), dossier.archive.read()
    with zipfile.ZipFile(io.BytesIO(bundle)) as packed:
        names = packed.namelist()
        everything = text + "".join(names) + packed.read("left-out.txt").decode()
    with pikepdf.open(io.BytesIO(dossier.paper.read())) as pdf, pdf.open_metadata() as metadata:
        everything += str(metadata) + str(pdf.docinfo)
    hidden = ["橘精機", "多摩電子", *[judge.name for judge in judges], owner.name + "@", "資料.pdf", NOTE]
    assert [each for each in hidden if each in everything] == []
    assert names == ["dossier.pdf", "left-out.txt"]
    assert [row["part"] for row in dossier.omissions] == [*ALL, "private_notes"]
    assert "説明はていねいで" in text


def test_with_nothing_left_out_the_same_words_are_there(released, secretary, judges):
    text = words(made(released, secretary, purpose="audit"))

    assert ["橘精機" in text, "多摩電子" in text, judges[0].name in text] == [True, True, True]


def test_answers_that_tell_who_applies_are_not_read_at_all(released):
    version = released.versions.last()
    told = version.form_version.questions.filter(identity_class="identity").values_list("label_ja", flat=True)

    found = case_files.build(released, {DossierPart.IDENTITY})

    labels = {label for section in found.sections for label, _words in section.rows}
    assert labels & set(told) == set()


def test_an_answer_to_an_appeal_is_in_it_from_its_release_on(released, owner, secretary, program):
    appeal = appeals.file(released, grounds="資料は9月に提出しています。", by=owner)
    second = making.office(program, "second-secretary")
    rulings.draft(appeal, ruling="rejected", reasons="KANARI却下の下書き", by=second)

    assert "KANARI却下の下書き" not in words(made(again(released), secretary, purpose="audit"))


def test_who_is_not_known_as_an_applicant_is_not_called_one(released, secretary, owner):
    left_out = frozenset({DossierPart.IDENTITY})
    pen = Pen(released, left_out)

    with translation.override("en"):
        said = [pen.person(each) for each in (owner, secretary, making.person("moved-away"), None)]

    assert said == ["the applicant's side", str(secretary), "another person", "the system"]


def test_the_archive_of_an_audit_has_the_files_and_is_the_same_twice(released, secretary):
    dossier = made(released, secretary, purpose="audit")
    found = case_files.build(released, dossier.left_out)

    with zipfile.ZipFile(io.BytesIO(dossier.archive.read())) as packed:
        contents = [packed.read(name) for name in packed.namelist() if name.startswith("files/")]
    assert len(contents) == len(released.versions.last().files) > 0
    assert archive(dossier, found, b"%PDF") == archive(dossier, found, b"%PDF")


def test_it_needs_a_reason_a_result_and_the_cases_office(released, in_review, secretary, owner, stranger):
    facts = {"purpose": "audit", "left_out": [], "reason": "監査"}
    for somebody in (owner, stranger):
        with pytest.raises(PermissionDenied):
            dossiers.ask(released, by=somebody, **facts)
    with pytest.raises(ReasonMissing):
        dossiers.ask(released, by=secretary, **facts | {"reason": " "})
    with pytest.raises(PartUnknown):
        dossiers.ask(released, by=secretary, **facts | {"left_out": ["weather"]})
    type(released).objects.filter(pk=released.pk).update(state="in_review")
    with pytest.raises(ResultNotAnnounced):
        dossiers.ask(again(released), by=secretary, **facts)


def test_who_takes_it_is_noted(released, secretary, approver, owner):
    dossier = made(released, secretary)

    dossiers.read(dossier, "paper", by=approver)
    dossiers.read(dossier, "archive", by=secretary)

    taken = dossier.history.filter(action="dossier.read").values_list("by", "facts")
    assert list(taken) == [(approver.pk, {"file": "paper"}), (secretary.pk, {"file": "archive"})]
    with pytest.raises(PermissionDenied):
        dossiers.read(dossier, "paper", by=owner)
    assert list(Dossier.objects.visible_to(owner)) == []


def test_it_is_disposed_of_after_its_last_day_and_its_record_stays(released, secretary):
    dossier = made(released, secretary)
    with clock.at(RELEASE + timedelta(days=93)):
        assert dossiers.dispose_due() == 0
    with clock.at(RELEASE + timedelta(days=94)):
        assert dossiers.dispose_due() == 1

    gone = again(dossier)
    assert (gone.state, gone.paper, gone.archive, gone.omissions) == ("disposed", None, None, dossier.omissions)
    with pytest.raises(DossierGone):
        dossiers.read(gone, "paper", by=secretary)


def test_making_it_twice_counts_once(released, secretary):
    dossier = made(released, secretary)

    dossiers.make(dossier)

    assert dossier.history.filter(action="dossier.make").count() == 1


@pytest.mark.parametrize("before", DossierState.values)
@pytest.mark.parametrize("after", DossierState.values)
def test_every_move_is_legal_or_not(before, after):
    legal = {("asked", "made"), ("made", "disposed")}

    assert (after in DOSSIER_MOVES[before]) == ((before, after) in legal)
