"""Folding what was typed in sittings that are over."""

from datetime import timedelta

import pytest

from certifications.actions import answering, sittings
from certifications.models import AnswerRevision, SignOff
from home import clock
from tests.certifications import making

pytestmark = pytest.mark.django_db
TEXT = "立ち上がりが不安な方が、座ったまま片手で折りたためます。"


@pytest.fixture
def key(draft):
    return draft.round.form_version.questions.filter(kind="long_text").order_by("order")[0].key


def put(draft, key, text, by, seconds):
    present = draft.answers.filter(key=key).first()
    with clock.at(making.DURING + timedelta(seconds=seconds)):
        answering.save(draft, key, text, read_version=present.version if present else 0, by=by)


@pytest.fixture
def typed(draft, key, owner, editor):
    """The owner writes a line, deletes it and writes another; the editor goes on; two days later the owner once more."""
    for number in range(1, len(TEXT) + 1):
        put(draft, key, TEXT[:number], owner, 4 * number)
    for number in range(1, 5):
        put(draft, key, "別の文。"[:number], owner, 200 + 4 * number)
    for number in range(1, 5):
        put(draft, key, "別の文。" + "続き。。"[:number], editor, 300 + 4 * number)
    for number in range(1, 5):
        put(draft, key, "別の文。続き。。" + "今日も"[:number], owner, 172_800 + 4 * number)
    return draft


def fold(after):
    with clock.at(making.DURING + after):
        return sittings.fold_due()


def versions(draft, key):
    return list(AnswerRevision.objects.filter(application=draft, key=key).order_by("version").values_list("version", flat=True))


def test_fold_keeps_ends_what_was_deleted_and_what_somebody_else_overwrote(typed, key):
    gone = fold(timedelta(days=5))

    stays = [1, 28, 29, 32, 33, 36, 37, 39]
    assert (versions(typed, key), gone) == (stays, 39 - len(stays))
    assert typed.answers.get(key=key).version == 39


def test_fold_twice_folds_once(typed, key):
    fold(timedelta(days=5))
    once = versions(typed, key)

    gone = fold(timedelta(days=9))

    assert (gone, versions(typed, key)) == (0, once)


def test_fold_leaves_the_last_day_alone(typed, key):
    fold(timedelta(days=2, hours=1))

    assert versions(typed, key) == [1, 28, 29, 32, 33, 36, 37, 38, 39]


def test_fold_keeps_what_somebody_was_asked_to_sign(draft, key, owner):
    for number in range(1, 6):
        put(draft, key, TEXT[:number], owner, 4 * number)
    asked_at = making.DURING + timedelta(seconds=13)
    SignOff.objects.create(
        application=draft, form_version=draft.form_version, content_sha256="0" * 64, asked_by=owner, asked_at=asked_at
    )

    fold(timedelta(days=5))

    assert versions(draft, key) == [1, 3, 5]


def test_fold_stays_within_its_batch(typed, key, owner):
    other = typed.round.form_version.questions.filter(kind="long_text").order_by("order")[1].key
    for number in range(1, 5):
        put(typed, other, TEXT[:number], owner, 4 * number)

    with clock.at(making.DURING + timedelta(days=5)):
        counts = [sittings.fold_due(most=1), sittings.fold_due(most=1), sittings.fold_due(most=1)]

    assert counts == [31, 2, 0]


def test_fold_leaves_what_was_put_back_restorable(typed, key, owner):
    fold(timedelta(days=5))

    answering.restore(typed, key, 28, read_version=39, by=owner)

    assert typed.answers.get(key=key).value == TEXT
