"""The owner's word: of exactly one content, asked for, given, returned, and void as soon as anything differs."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from certifications.actions import answering, applications, sign_offs
from certifications.contents import content_of
from certifications.models import Application, SignOff
from certifications.refusals import (
    CommentMissing,
    NotComplete,
    SignOffMissing,
    SignOffNotAsked,
    SignOffOutdated,
)
from certifications.sign_off_state import is_confirmed
from home import clock
from home.models import Letter
from home.states import IllegalTransition
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_round(program, secretary):
    """This round asks for sign-off."""
    return making.published_round(program, secretary, sign_off=True)


def again(application):
    return Application.objects.select_related("round__program").get(pk=application.pk)


def sha256_of(application):
    return content_of(again(application)).sha256


def change(application, by):
    answer = application.answers.get(key=application.form_version.questions.filter(kind="yen").first().key)
    answering.save(application, answer.key, answer.value + 1, read_version=answer.version, by=by)


def letters():
    return list(Letter.objects.order_by("pk").values_list("kind", "address"))


def test_round_freezes_that_it_asks_for_sign_off(open_round):
    assert open_round.rules["sign_off"] is True


def test_submit_refuses_without_the_owners_word(filled, owner, editor):
    for person in (owner, editor):
        with pytest.raises(SignOffMissing):
            applications.submit(filled, by=person)

    assert (again(filled).state, filled.versions.count()) == ("draft", 0)


def test_an_editor_asks_an_owner_confirms_and_the_editor_submits(filled, owner, editor):
    sign_offs.ask(filled, note="お願いします", by=editor)
    seen = sha256_of(filled)
    row = sign_offs.confirm(filled, seen_sha256=seen, by=owner)
    version = applications.submit(filled, by=editor)

    assert (row.asked_by, row.confirmed_by, row.note) == (editor, owner, "お願いします")
    assert version.sha256 == row.content_sha256 == seen
    assert letters()[:2] == [("certifications/sign_off_asked", owner.email), ("certifications/sign_off_confirmed", editor.email)]
    assert list(filled.history.order_by("seq").values_list("action", flat=True)) == [
        "application.start",
        "sign_off.ask",
        "sign_off.confirm",
        "application.submit",
    ]


def test_an_owner_confirms_in_one_step_without_a_letter(filled, owner):
    row = sign_offs.confirm(filled, seen_sha256=sha256_of(filled), by=owner)

    assert (row.asked_by, row.confirmed_by, letters()) == (owner, owner, [])


def test_confirmation_is_void_as_soon_as_the_content_differs_and_counts_again_when_it_is_back(filled, owner, editor):
    sign_offs.confirm(filled, seen_sha256=sha256_of(filled), by=owner)
    change(filled, editor)
    void = is_confirmed(filled, sha256_of(filled))
    with pytest.raises(SignOffMissing):
        applications.submit(filled, by=owner)
    price = filled.answers.get(key=filled.form_version.questions.filter(kind="yen").first().key)
    answering.restore(filled, price.key, 1, read_version=2, by=editor)

    assert (void, is_confirmed(filled, sha256_of(filled))) == (False, True)


@pytest.mark.parametrize("kind", ["file", "picture"])
def test_confirmation_is_void_when_a_file_has_changed(filled, owner, kind):
    sign_offs.confirm(filled, seen_sha256=sha256_of(filled), by=owner)
    making.put_file(filled, filled.form_version.questions.filter(kind=kind).earliest("order"), owner)

    assert is_confirmed(filled, sha256_of(filled)) is False


def test_confirm_refuses_what_was_not_seen(filled, owner, editor):
    seen = sha256_of(filled)
    change(filled, editor)

    with pytest.raises(SignOffOutdated):
        sign_offs.confirm(filled, seen_sha256=seen, by=owner)

    assert SignOff.objects.count() == 0


def test_return_says_what_is_to_be_changed(filled, owner, editor):
    sign_offs.ask(filled, by=editor)
    with pytest.raises(CommentMissing):
        sign_offs.return_(filled, comment=" ", by=owner)
    row = sign_offs.return_(filled, comment="価格を確かめてください", by=owner)

    assert (row.returned_by, row.comment, row.is_open) == (owner, "価格を確かめてください", False)
    assert letters()[-1] == ("certifications/sign_off_returned", editor.email)
    with pytest.raises(SignOffOutdated):
        sign_offs.return_(filled, comment="もう一度", by=owner)


def test_ask_twice_is_one_request_and_another_content_overtakes_it(filled, owner, editor):
    first = sign_offs.ask(filled, by=editor)
    second = sign_offs.ask(filled, by=editor)
    change(filled, editor)
    third = sign_offs.ask(filled, by=editor)

    first.refresh_from_db()
    assert (second.pk, first.overtaken_at, third.is_open) == (first.pk, making.DURING, True)
    assert len(letters()) == 2


def test_confirm_twice_is_one_confirmation(filled, owner):
    one, two = (sign_offs.confirm(filled, seen_sha256=sha256_of(filled), by=owner) for _ in range(2))

    assert one.pk == two.pk


def test_sign_off_needs_everything_filled_in(draft, owner, editor):
    with pytest.raises(NotComplete):
        sign_offs.ask(draft, by=editor)
    with pytest.raises(NotComplete):
        sign_offs.confirm(draft, seen_sha256=sha256_of(draft), by=owner)


def test_only_owners_confirm_and_only_writers_ask(filled, editor, viewer, stranger, secretary):
    for person in (viewer, stranger, secretary):
        with pytest.raises(PermissionDenied):
            sign_offs.ask(filled, by=person)
    sign_offs.ask(filled, by=editor)
    for person in (editor, viewer, stranger, secretary):
        with pytest.raises(PermissionDenied):
            sign_offs.confirm(filled, seen_sha256=sha256_of(filled), by=person)
        with pytest.raises(PermissionDenied):
            sign_offs.return_(filled, comment="だめ", by=person)


def test_sign_off_ends_with_the_draft(filled, owner):
    sign_offs.confirm(filled, seen_sha256=sha256_of(filled), by=owner)
    applications.submit(filled, by=owner)

    with pytest.raises(IllegalTransition):
        sign_offs.ask(filled, by=owner)


def test_rounds_that_do_not_ask_and_persons_need_none(program, secretary, company, owner):
    round_ = making.published_round(program, secretary, number=2)
    case = making.fill(making.draft(round_, owner, organization=company), owner)

    with pytest.raises(SignOffNotAsked):
        sign_offs.ask(case, by=owner)
    assert applications.submit(case, by=owner).seq == 1


def test_a_person_who_applies_confirms_by_submitting(db):
    program = making.program("meister")
    round_ = making.published_round(program, making.office(program, "office"), sign_off=True)
    person = making.person("meister")
    case = making.fill(making.draft(round_, person, person=person), person)

    with pytest.raises(SignOffNotAsked):
        sign_offs.ask(case, by=person)


def test_database_holds_one_open_request_and_no_half_answer(filled, owner, editor):
    row = sign_offs.ask(filled, by=editor)
    facts = {"application": filled, "form_version": filled.form_version, "content_sha256": "0" * 64}
    broken = [
        {"confirmed_at": clock.now()},
        {"returned_at": clock.now(), "returned_by": owner},
        {"confirmed_at": clock.now(), "confirmed_by": owner, "returned_at": clock.now(), "returned_by": owner, "comment": "x"},
    ]

    for change_ in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            SignOff.objects.filter(pk=row.pk).update(**change_)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.create(asked_by=editor, asked_at=clock.now(), **facts)
