"""The names of the subject, its field and theme: changed while a draft, corrected afterwards, never lost to a colleague."""

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import applications, basic_facts, consents, corrections, rechecks
from certifications.actions.corrections import Point
from certifications.basics import KEYS, facts_of, fingerprint
from certifications.models import Application, Consent
from certifications.refusals import (
    BasicsChanged,
    BasicWrong,
    CandidateIsNominator,
    ConsentAnswered,
    NotOpenForChange,
    ProposalUnfit,
    ReplyMissing,
)
from home import clock
from tests.certifications import making

pytestmark = pytest.mark.django_db
RIGHT = "手すり革"
NAME, FIELD = str(KEYS["name_ja"]), str(KEYS["category"])


def read(application):
    application = Application.objects.get(pk=application.pk)
    return fingerprint(facts_of(application), application.subject.email)


def change(application, by, **facts):
    basic_facts.change(application, facts, read=read(application), by=by)


@pytest.fixture
def codes(program):
    return [category.code for category in program.categories.all()]


@pytest.fixture
def asked(submitted, secretary):
    """The office asks about the name."""
    return corrections.request(submitted, {NAME: "誤字です"}, due_on=making.DUE, by=secretary).items.get()


def test_change_writes_names_and_field_and_says_so(draft, owner, codes):
    change(draft, owner, name_ja=RIGHT, name_kana="テスリカワ", category=codes[0])

    event = draft.history.order_by("seq").last()
    assert facts_of(Application.objects.get(pk=draft.pk)) == {
        "name_ja": RIGHT, "name_kana": "テスリカワ", "name_en": "", "category": codes[0], "theme": "",
    }  # fmt: skip
    assert (event.action, event.facts["from"]["name_ja"], event.facts["to"]["name_ja"]) == (
        "application.basics", "ひとつ折り車いす ORU", RIGHT,
    )  # fmt: skip
    assert f"ひとつ折り車いす ORU → {RIGHT}" in event.note


def test_change_to_the_same_leaves_no_trace(draft, owner):
    change(draft, owner, name_ja="ひとつ折り車いす ORU")

    assert [row.action for row in draft.history.all()] == ["application.start"]


def test_change_overwrites_no_colleague(draft, owner, editor):
    seen = read(draft)
    change(draft, editor, name_ja="同僚の名")

    with pytest.raises(BasicsChanged):
        basic_facts.change(draft, {"name_ja": RIGHT}, read=seen, by=owner)

    draft.subject.refresh_from_db()
    assert draft.subject.name_ja == "同僚の名"


@pytest.mark.parametrize(
    "facts", [{"name_ja": ""}, {"name_ja": "長" * 121}, {"name_en": "x" * 161}, {"category": "of-no-program"}, {"category": ""}]
)
def test_change_refuses_what_could_not_be_begun_with(draft, owner, facts):
    with pytest.raises(BasicWrong):
        change(draft, owner, **facts)


def test_change_is_for_those_who_may_write(draft, viewer, stranger, secretary):
    for person in (viewer, stranger, secretary):
        with pytest.raises(PermissionDenied):
            change(draft, person, name_ja=RIGHT)


def test_change_ends_with_the_submission_and_with_the_call(draft, submitted, owner):
    with pytest.raises(NotOpenForChange):
        change(submitted, owner, name_ja=RIGHT)
    with clock.at(making.CLOSES), pytest.raises(NotOpenForChange):
        change(draft, owner, name_ja=RIGHT)


def test_correction_of_a_name_comes_into_force_with_the_handing_in(submitted, asked, owner, secretary):
    corrections.reply(asked, text="", value=RIGHT, by=owner)
    before = facts_of(submitted)["name_ja"]

    version = corrections.resubmit(submitted, by=owner)

    assert (before, facts_of(submitted)["name_ja"]) == ("ひとつ折り車いす ORU", RIGHT)
    assert [each.declared["names"]["name_ja"] for each in submitted.versions.all()] == [before, RIGHT]
    assert version.seq == 2
    assert rechecks.waiting(submitted).items.get().reaction == "answered"


def test_correction_that_is_closed_leaves_the_name(submitted, asked, owner, secretary):
    corrections.reply(asked, text="", value=RIGHT, by=owner)

    with clock.at(making.tokyo("2026-12-02T09:00")):
        corrections.close(submitted, reason="期日", by=secretary)

    assert facts_of(submitted)["name_ja"] == "ひとつ折り車いす ORU"


def test_correction_unlocks_only_what_is_named(submitted, asked, owner, codes):
    corrections.reply(asked, text="", value=RIGHT, by=owner)
    with pytest.raises(NotOpenForChange):
        change(submitted, owner, category=codes[0])

    corrections.resubmit(submitted, by=owner)

    assert facts_of(submitted)["category"] == ""


def test_reply_needs_a_change_or_a_word(asked, owner):
    with pytest.raises(ReplyMissing):
        corrections.reply(asked, text="", value="ひとつ折り車いす ORU", by=owner)
    with pytest.raises(BasicWrong):
        corrections.reply(asked, text="", value=" ", by=owner)


def test_proposals_for_basic_facts_are_confirmed_or_declined(submitted, secretary, owner, codes):
    points = {NAME: Point(proposed=RIGHT), FIELD: Point(proposed=codes[1])}
    request = corrections.request(submitted, points, due_on=making.DUE, by=secretary)
    name, field = (request.items.get(key=key) for key in (NAME, FIELD))

    corrections.confirm(name, read_version=0, by=owner)
    corrections.decline(field, text="今の分野が正しいです", by=owner)
    corrections.resubmit(submitted, by=owner)

    assert (facts_of(submitted)["name_ja"], facts_of(submitted)["category"]) == (RIGHT, "")


@pytest.mark.parametrize("point", [{NAME: Point(proposed="長" * 121)}, {FIELD: Point(proposed="of-no-program")}])
def test_proposals_must_fit(submitted, secretary, point):
    with pytest.raises(ProposalUnfit):
        corrections.request(submitted, point, due_on=making.DUE, by=secretary)


@pytest.fixture
def nomination(db):
    program = making.program("meister")
    round_ = making.published_round(program, making.office(program, "office"))
    names = {"name_ja": "鍛冶 鉄男", "name_kana": "", "name_en": ""}
    nominator = making.person("nominator")
    return applications.begin(round_, names=names, candidate_email="wrong@people.example", by=nominator), nominator


def readdress(nomination, address):
    application, nominator = nomination
    application.subject.refresh_from_db()
    basic_facts.change(application, {}, read=read(application), candidate_email=address, by=nominator)


def test_another_address_withdraws_the_link(nomination):
    consents.ask(nomination[0], by=nomination[1])

    readdress(nomination, "right@people.example")

    nomination[0].subject.refresh_from_db()
    last = nomination[0].history.order_by("seq").last()
    assert (nomination[0].subject.email, Consent.objects.count()) == ("right@people.example", 0)
    assert (last.action, last.facts, last.note) == ("consent.readdress", {}, "")


def test_another_address_is_never_one_s_own_nor_after_a_yes(nomination):
    application, nominator = nomination
    with pytest.raises(CandidateIsNominator):
        readdress(nomination, nominator.email)
    consents.give(consents.ask(application, by=nominator), by=making.person("wrong"))

    with pytest.raises(ConsentAnswered):
        readdress(nomination, "right@people.example")
