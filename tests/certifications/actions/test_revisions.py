"""Two people in one answer, and everything that ever stood in it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certifications.actions import answering, corrections
from certifications.models import Answer
from certifications.refusals import AnswerChanged, NoSuchRevision, NotOpenForChange
from home import clock
from tests.certifications import making

pytestmark = pytest.mark.django_db


def question(application, kind):
    return application.round.form_version.questions.filter(kind=kind).order_by("order")[0]


def long_text(application):
    return question(application, "long_text").key


def revisions_of(application, key):
    return list(application.revisions.filter(key=key).order_by("version").values_list("version", "value", "changed_by__name"))


def test_save_joins_changes_that_do_not_touch(draft, owner, editor):
    key = long_text(draft)
    answering.save(draft, key, "一。二。三。", read_version=0, by=owner)
    answering.save(draft, key, "壱。二。三。", read_version=1, by=editor)

    kept = answering.save(draft, key, "一。二。三。四。", read_version=1, by=owner)

    assert (kept.value, kept.version, kept.changed_by) == ("壱。二。三。四。", 3, owner)


def test_save_asks_when_both_changed_the_same_sentence(draft, owner, editor):
    key = long_text(draft)
    answering.save(draft, key, "一。二。", read_version=0, by=owner)
    answering.save(draft, key, "一。彼。", read_version=1, by=editor)

    with pytest.raises(AnswerChanged) as refusal:
        answering.save(draft, key, "一。私。", read_version=1, by=owner)

    assert (refusal.value.answer.value, Answer.objects.get(application=draft, key=key).value) == ("一。彼。", "一。彼。")


def test_save_after_a_join_takes_what_the_writer_had_before_her(draft, owner, editor):
    """While the joined answer was on its way back, she went on typing in her own."""
    key = long_text(draft)
    answering.save(draft, key, "一。二。", read_version=0, by=owner)
    answering.save(draft, key, "壱。二。", read_version=1, by=editor)
    joined = answering.save(draft, key, "一。二。三。", read_version=1, by=owner)

    kept = answering.save(draft, key, "一。二。三。四。", read_version=joined.version, read_value="一。二。三。", by=owner)

    assert kept.value == "壱。二。三。四。"


def test_save_keeps_every_answer_that_ever_stood(draft, owner, editor):
    key = long_text(draft)
    answering.save(draft, key, "一", read_version=0, by=owner)
    answering.save(draft, key, "二", read_version=1, by=editor)
    answering.save(draft, key, "二", read_version=2, by=owner)

    assert revisions_of(draft, key) == [(1, "一", "owner"), (2, "二", "editor")]


def test_restore_saves_an_earlier_answer_anew(draft, owner, editor):
    key = long_text(draft)
    answering.save(draft, key, "一", read_version=0, by=owner)
    answering.save(draft, key, "", read_version=1, by=editor)

    kept = answering.restore(draft, key, 1, read_version=2, by=owner)

    assert (kept.value, kept.version) == ("一", 3)
    assert revisions_of(draft, key) == [(1, "一", "owner"), (2, "", "editor"), (3, "一", "owner")]


def test_restore_refuses_what_was_not_read_or_never_stood(draft, owner, editor, viewer):
    key = long_text(draft)
    answering.save(draft, key, "一", read_version=0, by=owner)
    answering.save(draft, key, "二", read_version=1, by=editor)

    with pytest.raises(AnswerChanged):
        answering.restore(draft, key, 1, read_version=1, by=owner)
    with pytest.raises(NoSuchRevision):
        answering.restore(draft, key, 7, read_version=2, by=owner)
    with pytest.raises(PermissionDenied):
        answering.restore(draft, key, 1, read_version=2, by=viewer)
    with clock.at(making.CLOSES), pytest.raises(NotOpenForChange):
        answering.restore(draft, key, 1, read_version=2, by=owner)
    assert Answer.objects.get(application=draft, key=key).value == "二"


def test_present_answers_equal_their_newest_revision(submitted, owner, secretary):
    """Also where the office's closing of a correction set an answer back."""
    named = question(submitted, "short_text")
    corrections.request(submitted, {str(named.key): "型番を"}, due_on=making.DURING.date() + timedelta(days=3), by=secretary)
    answering.save(submitted, named.key, "ORU-2", read_version=1, by=owner)
    with clock.at(making.DURING + timedelta(days=5)):
        corrections.close(submitted, reason="期限", by=secretary)

    present = {(row.key, row.version): row.value for row in submitted.answers.all()}
    newest = {(row.key, row.version): row.value for row in submitted.revisions.filter(version__in=[1, 3])}
    assert present == {place: value for place, value in newest.items() if place in present}
    assert revisions_of(submitted, named.key)[-1][:2] == (3, "座ったままひと折り")
