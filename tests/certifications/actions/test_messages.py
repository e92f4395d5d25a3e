"""Messages on a case, with letters that do not repeat them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import messages
from certifications.models import Message
from certifications.refusals import NotWithTheOffice
from home import clock
from home.models import Letter
from tests.certifications import making

pytestmark = pytest.mark.django_db


def test_post_tells_the_other_side_without_the_words(submitted, owner, secretary):
    messages.post(submitted, body=" 試験の日程を変えられますか。 ", by=owner)
    messages.post(submitted, body="はい、変えられます。", by=secretary)

    letters = {letter.recipient: letter for letter in Letter.objects.filter(kind="certifications/message_posted")}
    assert list(Message.objects.values_list("from_office", "body")) == [
        (False, "試験の日程を変えられますか。"),
        (True, "はい、変えられます。"),
    ]
    assert set(letters) == {owner, secretary}
    assert "日程" not in letters[secretary].text
    assert "変えられます" not in letters[owner].text


def test_post_twice_by_one_click_posts_once(submitted, owner):
    first = messages.post(submitted, body="質問です。", by=owner)
    second = messages.post(submitted, body="質問です。", by=owner)
    with clock.at(making.DURING + timedelta(minutes=3)):
        third = messages.post(submitted, body="質問です。", by=owner)

    assert (second, third == first, Message.objects.count()) == (first, False, 2)


def test_post_refuses_viewers_strangers_and_offices_of_other_programs(submitted, viewer, stranger):
    other = making.office(making.program("meister"), "other-office")

    for user in (viewer, stranger, other):
        with pytest.raises(PermissionDenied):
            messages.post(submitted, body="x", by=user)

    assert Message.objects.count() == 0


def test_post_on_a_draft_is_refused(draft, owner):
    with pytest.raises(NotWithTheOffice):
        messages.post(draft, body="x", by=owner)


def test_mark_read_marks_the_other_sides_messages(submitted, owner, viewer, secretary):
    messages.post(submitted, body="a", by=owner)
    messages.post(submitted, body="b", by=secretary)

    assert messages.mark_read(submitted, by=viewer) == 0
    assert messages.mark_read(submitted, by=owner) == 1
    assert list(submitted.messages.values_list("body", "read_at")) == [("a", None), ("b", making.DURING)]
    assert messages.mark_read(submitted, by=secretary) == 1


def test_mark_read_keeps_the_hour_of_the_first_look(submitted, owner, secretary):
    messages.post(submitted, body="a", by=secretary)
    messages.mark_read(submitted, by=owner)

    with clock.at(making.DURING + timedelta(hours=3)):
        again = messages.mark_read(submitted, by=owner)

    assert (again, submitted.messages.get().read_at) == (0, making.DURING)


def test_mark_read_is_nothing_for_who_only_looks_on(submitted, owner, approver):
    messages.post(submitted, body="a", by=owner)

    assert (messages.mark_read(submitted, by=approver), submitted.messages.get().read_at) == (0, None)
