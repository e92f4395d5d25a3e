"""What the applicant of an online case told the office: entered on her word, and seen to be so everywhere."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from certifications import progress
from certifications.actions import answering, corrections, statements
from certifications.actions.statements import Entry, Told
from certifications.basics import KEYS
from certifications.documents.application import _facts
from certifications.models import AnswerRevision, Evidence, Statement
from certifications.refusals import (
    AnswerChanged,
    AnswerWrong,
    ConsentNeedsPaper,
    CorrectionUnanswered,
    FileLetGo,
    NobodyToWriteTo,
    NothingTold,
    NotOpenForChange,
    ReasonMissing,
    ReplyMissing,
    StatementDayWrong,
    TooManyFiles,
)
from home import clock
from home.models import Letter
from organizations.models import Membership
from tests.certifications import making
from tests.certifications.deciding import again
from tests.home import samples

pytestmark = pytest.mark.django_db
NEW = "座ったまま、ひと折り"


def told(**changes):
    facts = {"told_by": "経理部 山田", "channel": "telephone", "told_on": clock.today(), "reason": "担当の方が退職されたため"}
    return Told(**facts | changes)


@pytest.fixture
def asked(submitted, request_):
    return again(submitted)


def enter(case, by, key, entry=None, **options):
    return statements.enter(
        case, {key: entry or Entry(value=NEW, read_version=1)}, told=options.pop("told", told()), by=by, **options
    )


def key_of_kind(case, *kinds):
    return str(case.form_version.questions.filter(kind__in=kinds).order_by("order")[0].key)


def test_enter_writes_the_answer_and_says_on_whose_word(asked, secretary, keys):
    row = enter(asked, secretary, keys[0])

    case, revision = again(asked), AnswerRevision.objects.filter(application=asked, key=keys[0]).first()
    event = case.history.get(action="correction.enter")
    item = case.correction_requests.get().items.get()
    assert (case.state, case.versions.count(), revision.value, revision.changed_by) == ("correction", 1, NEW, None)
    assert (row.told_by, row.channel, row.keys, row.entered_by, row.version) == (
        "経理部 山田", "telephone", [keys[0]], secretary, None,
    )  # fmt: skip
    assert (event.by, event.note) == (secretary, "経理部 山田（電話）\n担当の方が退職されたため")
    assert event.facts == {"channel": "telephone", "told_on": "2026-11-21", "questions": [keys[0]]}
    assert (item.reaction, item.answered_at) == ("answered", making.DURING)


def test_enter_hands_in_a_version_that_says_so_to_everybody(asked, secretary, owner, keys):
    row = enter(asked, secretary, keys[0], hand_in=True)

    case, version = again(asked), again(asked).versions.last()
    assert (case.state, version.seq, version.kind, version.submitted_by) == ("submitted", 2, "entered", secretary)
    assert (row.version, version.answers[keys[0]]) == (version, NEW)
    assert _facts(version)["by"] == "事務局。経理部 山田（電話、2026年11月21日(土)）の申出により入力"
    assert [(item["title"], item["by"]) for item in progress.timeline(case)[:2]] == [
        ("お申し出により、事務局が修正後の申請を提出しました", "事務局"),
        ("お申し出いただいた修正を事務局が入力しました", "事務局"),
    ]


def test_a_version_that_the_applicant_hands_in_herself_names_the_statement_too(asked, secretary, owner, keys):
    row = enter(asked, secretary, keys[0])

    version = corrections.resubmit(again(asked), by=owner)

    assert (version.kind, again(row).version, version.submitted_by) == ("corrected", version, owner)
    assert _facts(version)["by"].endswith("。一部は経理部 山田（電話、2026年11月21日(土)）の申出により事務局が入力")


def test_the_applicant_gets_a_letter_that_names_who_how_and_why_and_no_answer(asked, secretary, owner, keys):
    enter(asked, secretary, keys[0], hand_in=True)

    letter = Letter.objects.get(kind="certifications/correction_entered")
    assert (letter.recipient, letter.subject) == (owner, "お申し出により、事務局が申請の修正を入力しました(KIS2026-0001)")
    assert [
        words in letter.text for words in ("経理部 山田様から", "電話", "担当の方が退職されたため", "第2版", "/versions/", NEW)
    ] == [True, True, True, True, True, False]


def test_without_a_reader_the_letter_goes_by_post(asked, secretary, owner, keys):
    Membership.objects.filter(user=owner).update(ended_at=clock.now())
    with pytest.raises(NobodyToWriteTo):
        enter(again(asked), secretary, keys[0])
    enter(again(asked), secretary, keys[0], post_to="210-0007 川崎市 橘精機株式会社")

    letter = Letter.objects.get(kind="certifications/correction_entered")
    assert (letter.recipient, letter.post_to, letter.state) == (None, "210-0007 川崎市 橘精機株式会社", "to_post")
    assert "橘精機株式会社" in letter.text


def test_only_open_questions_can_be_entered(asked, secretary, keys):
    with pytest.raises(NotOpenForChange):
        enter(asked, secretary, keys[1])

    assert (Statement.objects.exists(), again(asked).answers.filter(version__gt=1).exists()) == (False, False)


def test_nobody_else_can_enter(asked, program, owner, approver, judges, stranger, keys):
    elsewhere = making.office(making.program("meister"), "elsewhere")
    for who in (owner, approver, judges[0], stranger, elsewhere):
        with pytest.raises(PermissionDenied):
            enter(asked, who, keys[0])


def test_who_has_an_interest_in_the_case_cannot_enter(asked, secretary, company, keys):
    Membership.objects.create(organization=company, user=secretary, role="viewer", started_at=clock.now())

    with pytest.raises(PermissionDenied):
        enter(asked, type(secretary).objects.get(pk=secretary.pk), keys[0])


def test_nothing_is_entered_where_no_correction_is_open(submitted, secretary, keys):
    with pytest.raises(PermissionDenied):
        enter(submitted, secretary, keys[0])


def test_a_request_that_was_closed_meanwhile_takes_nothing(asked, secretary, owner, item, keys):
    early = again(asked)
    corrections.reply(item, text="型番はありません。", by=owner)
    corrections.resubmit(again(asked), by=owner)

    with pytest.raises(NotOpenForChange):
        enter(early, secretary, keys[0])


def test_an_answer_of_the_applicant_that_came_meanwhile_is_not_overwritten(asked, secretary, owner, keys):
    answering.save(asked, keys[0], "ORU-2", read_version=1, by=owner)

    with pytest.raises(AnswerChanged):
        enter(asked, secretary, keys[0])

    assert asked.answers.get(key=keys[0]).value == "ORU-2"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"told_by": " "}, ReasonMissing),
        ({"reason": ""}, ReasonMissing),
        ({"told_on": making.DURING.date() - timedelta(days=1)}, StatementDayWrong),
        ({"told_on": making.DURING.date() + timedelta(days=1)}, StatementDayWrong),
    ],
)
def test_who_when_and_why_are_needed(asked, secretary, keys, changes, refusal):
    with pytest.raises(refusal):
        enter(asked, secretary, keys[0], told=told(**changes))


def test_nothing_told_is_no_statement(asked, secretary, keys):
    with pytest.raises(NothingTold):
        enter(asked, secretary, keys[0], Entry(reply=" "))
    with pytest.raises(ReplyMissing):
        enter(asked, secretary, keys[0], Entry(value="座ったままひと折り", read_version=1))
    with pytest.raises(AnswerWrong):
        enter(asked, secretary, keys[0], Entry(value=3, read_version=1))


def test_what_was_entered_before_is_handed_in_on_a_later_word(asked, secretary, keys):
    first = enter(asked, secretary, keys[0])

    second = statements.enter(again(asked), {}, told=told(channel="counter"), hand_in=True, by=secretary)

    letter = Letter.objects.filter(kind="certifications/correction_entered").latest("pk")
    assert (second.keys, again(first).version, second.version) == ([], second.version, asked.versions.last())
    assert ("第2版" in letter.text, "0件" in letter.text) == (True, False)


def test_hand_in_needs_every_point(submitted, secretary, keys):
    corrections.request(submitted, {keys[0]: "型番を", keys[2]: "短く"}, due_on=making.DUE, by=secretary)

    with pytest.raises(CorrectionUnanswered):
        enter(again(submitted), secretary, keys[0], hand_in=True)

    assert (Statement.objects.exists(), submitted.answers.get(key=keys[0]).version) == (False, 1)


def test_a_consent_needs_paper(submitted, secretary):
    key = key_of_kind(submitted, "consent")
    corrections.request(submitted, {key: "同意をお願いします。"}, due_on=making.DUE, by=secretary)
    case, entry = again(submitted), Entry(value=True, read_version=1, reply="書面のとおりです。")
    with pytest.raises(ConsentNeedsPaper):
        enter(case, secretary, key, entry)

    row = enter(case, secretary, key, entry, scan=SimpleUploadedFile("同意書.pdf", samples.pdf()), told=told(channel="letter"))

    paper = Evidence.objects.get()
    assert (row.paper, paper.name, paper.from_office) == (paper, "同意書.pdf", True)


def test_files_are_exchanged(submitted, secretary):
    key = key_of_kind(submitted, "file")
    before = submitted.attachments.get(key=key)
    corrections.request(submitted, {key: "差し替えてください。"}, due_on=making.DUE, by=secretary)
    upload = SimpleUploadedFile("新しい資料.pdf", samples.pdf())

    enter(again(submitted), secretary, key, Entry(uploads=[upload], removals=[before.public_id]), hand_in=True)

    version = submitted.versions.last()
    assert [row["name"] for row in version.files if row["key"] == key] == ["新しい資料.pdf"]
    assert (again(before).removed_at, again(before).removed_by) == (making.DURING, None)


def test_files_that_are_gone_or_too_many_are_refused(submitted, secretary, keys):
    key = key_of_kind(submitted, "file")
    question = submitted.form_version.questions.get(key=key)
    other = submitted.attachments.exclude(key=key)[0]
    corrections.request(submitted, {key: "差し替えてください。"}, due_on=making.DUE, by=secretary)
    many = [SimpleUploadedFile(f"{n}.pdf", samples.pdf()) for n in range(question.max_files or answering.MAX_FILES_PER_QUESTION)]

    with pytest.raises(FileLetGo):
        enter(again(submitted), secretary, key, Entry(removals=[other.public_id], reply="外します。"))
    with pytest.raises(TooManyFiles):
        enter(again(submitted), secretary, key, Entry(uploads=many))


def test_a_basic_fact_comes_into_force_with_the_handing_in(submitted, secretary):
    name = str(KEYS["name_ja"])
    corrections.request(submitted, {name: "商品名をご確認ください。"}, due_on=making.DUE, by=secretary)
    enter(again(submitted), secretary, name, Entry(value="手すり革", reply="誤記でした。"))
    before = again(submitted).subject.name_ja

    enter(again(submitted), secretary, name, Entry(value="手すり革"), hand_in=True)

    case = again(submitted)
    assert (before, case.subject.name_ja, case.versions.last().declared["names"]["name_ja"]) == (
        "ひとつ折り車いす ORU", "手すり革", "手すり革",
    )  # fmt: skip
