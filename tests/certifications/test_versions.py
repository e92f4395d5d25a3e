"""Versions compared as people read them, and the chain reckoned again."""

import pytest

from certifications import comparing, versions
from certifications.actions import answering, corrections
from certifications.answers import digest
from certifications.models import ApplicationVersion
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(submitted):
    return submitted.form_version.questions.filter(kind="long_text").order_by("section__order", "order").first()


@pytest.fixture
def twice(submitted, question, secretary, owner):
    """Handed in, corrected, handed in again."""
    request = corrections.request(submitted, {str(question.key): "詳しく"}, due_on=making.DUE, by=secretary)
    answer = submitted.answers.get(key=question.key)
    answering.save(submitted, question.key, answer.value.replace("片手", "両手"), read_version=answer.version, by=owner)
    corrections.reply(request.items.get(), text="", by=owner)
    corrections.resubmit(submitted, by=owner)
    return submitted


def test_pair_shows_what_differs_and_counts_what_does_not(twice, question):
    pair = versions.pair(twice, {})

    marks = [piece.mark for piece in pair.different[0].difference.pieces]
    assert (pair.old.seq, pair.new.seq, [row.question for row in pair.different]) == (1, 2, [question])
    assert marks == [comparing.SAME, comparing.REMOVED, comparing.ADDED, comparing.SAME]
    assert len(pair.same) > 5


def test_pair_stands_in_the_order_of_time_and_ignores_unknown_numbers(twice):
    backwards, strange = versions.pair(twice, {"old": "2", "new": "1"}), versions.pair(twice, {"old": "9", "new": "x"})

    assert [(pair.old.seq, pair.new.seq) for pair in (backwards, strange)] == [(1, 2), (1, 2)]


def test_pair_needs_two_versions(submitted):
    assert versions.pair(submitted, {}) is None


def test_chain_is_unbroken_when_nothing_was_touched(twice):
    assert versions.verify(twice) == versions.Chain(2, None)


def test_chain_counts_files_that_were_under_way(submitted, owner):
    first, awaited = submitted.versions.get(), [{"key": "k", "ticket": "t", "name": "図面.pdf", "size": 9}]
    facts = {"answers": first.answers, "files": first.files, "previous_sha256": first.sha256, "awaited": awaited}
    sha256 = digest(first.answers, first.files, first.sha256, awaited)
    ApplicationVersion.objects.create(
        application=submitted,
        seq=2,
        form_version=first.form_version,
        submitted_by=owner,
        submitted_at=making.DURING,
        sha256=sha256,
        **facts,
    )

    assert versions.verify(submitted) == versions.Chain(2, None)


def test_chain_names_the_version_whose_content_was_changed_behind_our_back(twice):
    first = twice.versions.first()
    ApplicationVersion.objects.filter(pk=first.pk).delete()
    changed = {**first.answers, next(iter(first.answers)): "書きかえた"}
    ApplicationVersion.objects.create(
        application=twice,
        seq=1,
        form_version=first.form_version,
        answers=changed,
        files=first.files,
        submitted_by=first.submitted_by,
        submitted_at=first.submitted_at,
        sha256=first.sha256,
    )

    assert versions.verify(twice) == versions.Chain(1, 1)


def test_chain_notices_a_version_that_is_gone(twice):
    twice.versions.first().delete()

    assert versions.verify(twice) == versions.Chain(1, 2)
