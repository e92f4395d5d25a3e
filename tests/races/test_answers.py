"""Two writers on one answer at the same moment: neither change is lost. Shown to be lost without the lock."""

import pytest

from certifications.actions import answering, revisions
from certifications.models import Answer, AnswerRevision, Application
from certifications.refusals import AnswerChanged
from home import clock
from organizations.states import MembershipRole
from tests.certifications import making
from tests.races.cities import ROUNDS, again
from tests.races.crowd import meeting, refusals, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
BASE = "一。二。三。"


@pytest.fixture
def city(city):
    city.editor = making.member(city.company, "editor", MembershipRole.EDITOR)
    return city


def begun(city):
    draft = making.draft(city.round(), city.owner, organization=city.company)
    key = draft.form_version.questions.filter(kind="long_text").first().key
    answering.save(draft, key, BASE, read_version=0, by=city.owner)
    return draft, key


def both(city, draft, key, mine, theirs):
    copies = [again(draft), again(draft)]
    return together(
        lambda: answering.save(copies[0], key, mine, read_version=1, by=city.owner),
        lambda: answering.save(copies[1], key, theirs, read_version=1, by=city.editor),
    )


def versions(draft, key):
    return list(AnswerRevision.objects.filter(application=draft, key=key).order_by("version").values_list("version", flat=True))


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_writers_in_different_sentences_both_stand(city, _round):
    draft, key = begun(city)

    outcomes = both(city, draft, key, "壱。二。三。", "一。二。参。")

    answer = Answer.objects.get(application=draft, key=key)
    assert (refusals(outcomes), answer.value, answer.version) == ([], "壱。二。参。", 3)
    assert versions(draft, key) == [1, 2, 3]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_writers_in_one_sentence_one_is_asked(city, _round):
    draft, key = begun(city)

    outcomes = both(city, draft, key, "壱。二。三。", "壹。二。三。")

    refused = next(each for each in outcomes if isinstance(each, AnswerChanged))
    answer = Answer.objects.get(application=draft, key=key)
    assert (refusals(outcomes), answer.version, refused.answer.value) == (["AnswerChanged"], 2, answer.value)
    assert versions(draft, key) == [1, 2]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_first_answers_of_two_writers_do_not_overwrite_each_other(city, _round):
    draft = making.draft(city.round(), city.owner, organization=city.company)
    key = draft.form_version.questions.filter(kind="short_text", prefill="").first().key
    copies = [again(draft), again(draft)]

    outcomes = together(
        lambda: answering.save(copies[0], key, "私", read_version=0, by=city.owner),
        lambda: answering.save(copies[1], key, "彼", read_version=0, by=city.editor),
    )

    assert (refusals(outcomes), versions(draft, key)) == (["AnswerChanged"], [1])


def careless_write(application, key, value, *, by, over=None, sending=None):
    """`revisions.write` as it would be without the lock and without the rows that count the versions."""
    Answer.objects.filter(pk=over.pk).update(value=value, version=over.version + 1, changed_by=by, changed_at=clock.now())
    return Answer.objects.get(pk=over.pk)


def test_without_the_lock_a_change_is_lost(city, monkeypatch):
    """The negative control: the same two writers, who both read before either writes."""
    draft, key = begun(city)
    rows = Application.objects.select_related("form_version", "round__program")
    monkeypatch.setattr(answering, "_locked", lambda application: rows.get(pk=application.pk))
    monkeypatch.setattr(revisions, "write", meeting(careless_write))

    outcomes = both(city, draft, key, "壱。二。三。", "一。二。参。")

    answer = Answer.objects.get(application=draft, key=key)
    assert (refusals(outcomes), answer.version) == ([], 2)
    assert answer.value in {"壱。二。三。", "一。二。参。"}
