"""What a draft holds for questions that have gone is shown to its own side, once, and never after the submission."""

import pytest

from certifications import former_answers
from certifications.actions import answering, applications
from certifications.filled_forms import FilledForm
from tests.certifications import making
from tests.certifications.actions.test_form_adoptions import (
    adding,
    adopt,
    again,
    changing,
    edition,
    question,
    taking_over,
    without,
)

pytestmark = pytest.mark.django_db


def shown(draft):
    passages = former_answers.of(FilledForm(again(draft)))
    return [(each.label, each.text, [file.name for file in (*each.pictures, *each.files)]) for each in passages]


def test_answer_and_file_of_questions_that_have_gone_are_shown(open_round, program, secretary, draft, owner):
    long, picture = question(draft, "long_text"), question(draft, "picture")
    answering.save(draft, long.key, "特長です", read_version=0, by=owner)
    making.put_file(draft, picture, owner, name="写真.jpg")

    adopt(open_round, edition(program, secretary, without(str(long.key)), without(str(picture.key))), secretary)
    adopt(open_round, edition(program, secretary, adding("別の問い")), secretary)

    assert shown(draft) == [(long.label_ja, "特長です", []), (picture.label_ja, "", ["写真.jpg"])]


def test_what_no_longer_fits_is_shown_as_it_was(open_round, program, secretary, draft, owner):
    price = question(draft, "yen")
    answering.save(draft, price.key, 128_000, read_version=0, by=owner)

    adopt(open_round, edition(program, secretary, changing(str(price.key), kind="date")), secretary)

    assert shown(draft) == [(price.label_ja, "128,000円", [])]


def test_what_was_carried_over_as_it_was_stands_only_in_its_new_place(open_round, program, secretary, draft, owner):
    long, picture = question(draft, "long_text"), question(draft, "picture")
    answering.save(draft, long.key, "特長です", read_version=0, by=owner)
    making.put_file(draft, picture, owner, name="写真.jpg")
    moved = adding("一番の特長", kind="long_text", made_from=[str(long.key)])

    newer = edition(program, secretary, moved, without(str(long.key)), taking_over(str(picture.key), accept=picture.accept))
    adopt(open_round, newer, secretary)
    adopt(open_round, edition(program, secretary, adding("別の問い")), secretary)

    assert shown(draft) == []


def test_answer_that_reads_like_another_question_s_is_still_shown(open_round, program, secretary, draft, owner):
    moved, gone = question(draft, "short_text", 0), question(draft, "short_text", 1)
    for each in (moved, gone):
        answering.save(draft, each.key, "はい", read_version=0, by=owner)
    onward = adding("新しい問い", made_from=[str(moved.key)])

    adopt(open_round, edition(program, secretary, onward, without(str(moved.key)), without(str(gone.key))), secretary)

    assert shown(draft) == [(gone.label_ja, "はい", [])]


def test_nothing_of_it_is_shown_beside_what_was_submitted(open_round, program, secretary, filled, owner):
    adopt(open_round, edition(program, secretary, without(str(question(filled, "long_text").key))), secretary)
    before = shown(filled)

    applications.submit(again(filled), by=owner)

    assert (len(before), shown(filled)) == (1, [])


def test_page_asks_nothing_more_than_for_what_was_set_aside(draft, django_assert_num_queries):
    form = FilledForm(draft)

    with django_assert_num_queries(1):
        found = former_answers.of(form)

    assert found == []
