import pytest
from django.core.cache import cache

from home import freshness


@pytest.fixture(autouse=True)
def _empty(fresh_cache):
    """Nothing is kept from other tests."""


def test_kept_makes_once():
    made = iter(["first", "second"])
    known = freshness.tokens()

    values = [freshness.kept("x", ["pages"], known, lambda: next(made)) for _ in range(2)]

    assert values == ["first", "first"]


def test_nothing_is_kept_where_that_is_off(settings):
    settings.KEEP_FRAGMENTS = False
    made, known = iter(["first", "second", {1: "third"}, {1: "fourth"}]), freshness.tokens()

    values = [freshness.kept("x", ["pages"], known, lambda: next(made)) for _ in range(2)]
    values += [freshness.kept_many("y", [1], ["pages"], known, lambda _keys: next(made)) for _ in range(2)]

    assert values == ["first", "second", {1: "third"}, {1: "fourth"}]


@pytest.mark.django_db
def test_renew_makes_anew_what_depends_on_the_source(django_capture_on_commit_callbacks):
    made = iter(["first", "second", "third"])
    freshness.kept("x", ["register"], freshness.tokens(), lambda: next(made))

    with django_capture_on_commit_callbacks(execute=True):
        freshness.renew("calendar")
    untouched = freshness.kept("x", ["register"], freshness.tokens(), lambda: next(made))
    with django_capture_on_commit_callbacks(execute=True):
        freshness.renew("register")
    renewed = freshness.kept("x", ["register"], freshness.tokens(), lambda: next(made))

    assert (untouched, renewed) == ("first", "second")


@pytest.mark.django_db
def test_renew_waits_for_the_commit(django_capture_on_commit_callbacks):
    before = freshness.tokens()

    with django_capture_on_commit_callbacks() as callbacks:
        freshness.renew("register")

    assert freshness.tokens() == before
    assert len(callbacks) == 1


def test_renew_refuses_an_unknown_source():
    with pytest.raises(ValueError, match="Unknown sources: brnads"):
        freshness.renew("brnads")


def test_tokens_survive_the_loss_of_one():
    before = freshness.tokens()

    cache.delete("fresh:pages")
    after = freshness.tokens()

    assert {source for source in freshness.SOURCES if before[source] != after[source]} == {"pages"}


def test_kept_many_makes_only_what_is_missing(db):
    known = freshness.tokens()
    asked = []

    def make(keys):
        asked.append(keys)
        return {key: f"card {key}" for key in keys if key != 9}

    first = freshness.kept_many("cards", [2, 1], ["register"], known, make)
    second = freshness.kept_many("cards", [3, 1, 9], ["register"], known, make)

    assert (first, list(second.items())) == ({2: "card 2", 1: "card 1"}, [(3, "card 3"), (1, "card 1")])
    assert asked == [[2, 1], [3, 9]]


def test_kept_many_forgets_what_changed(db):
    freshness.kept_many("cards", [1], ["register"], {"register": "old"}, lambda keys: dict.fromkeys(keys, "old"))

    again = freshness.kept_many("cards", [1], ["register"], {"register": "new"}, lambda keys: dict.fromkeys(keys, "new"))

    assert again == {1: "new"}
