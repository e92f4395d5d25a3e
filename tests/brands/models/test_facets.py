import pytest

from brands.models import Entry
from brands.models.facets import Vocabulary, facets_of, found_by, tally_of
from brands.search import Wish
from organizations.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def wards(db):
    names = {"saiwai": "幸区", "nakahara": "中原区"}
    return {code: Area.objects.create(code=code, name_ja=name) for code, name in names.items()}


@pytest.fixture
def world(enter, wards, program):
    """Seven entries; the last is hidden."""
    fields = {category.code: category for category in program.categories.all()}
    mobility, eating = fields["mobility"], fields["eating"]
    made = [
        enter("車いす A", year=2019, category=mobility, area=wards["saiwai"]),
        enter("車いす B", year=2020, category=mobility, area=wards["nakahara"]),
        enter("さじ", year=2020, category=eating, area=wards["nakahara"]),
        enter("杖", year=2021, category=mobility, state="withdrawn"),
        enter("靴", year=2021, valid_until=None, state="suspended"),
        enter("車いす C", year=2026, valid_from="2026-01-01", valid_until="2026-12-31"),
        enter("車いす D", year=2019),
    ]
    Entry.objects.filter(pk=made[-1].pk).update(hidden_at=made[-1].created_at)
    return made


def facets(wish):
    return facets_of(wish, Vocabulary.read(), tally_of(wish.q), lambda: tally_of(""))


def counts(choices):
    return {choice.value: choice.count for choice in choices}


def test_facets_count_all_that_the_public_sees(world):
    found = facets(Wish())

    assert found.total == 6
    assert counts(found.program) == {"kis": 6}
    assert counts(found.year) == {"2026": 1, "2021": 2, "2020": 2, "2019": 1}
    assert counts(found.ward) == {"nakahara": 2, "saiwai": 1}
    assert counts(found.status) == {"valid": 3, "suspended": 1, "expired": 1, "withdrawn": 1}
    assert found.field == []


@pytest.mark.parametrize(
    "wish",
    [
        Wish(),
        Wish(q="車いす"),
        Wish(program="kis", field="mobility"),
        Wish(year="2020"),
        Wish(year="2020-"),
        Wish(year="2020-", status="valid"),
        Wish(q="車いす", ward="nakahara", year="2019-"),
        Wish(program="kis", field="eating", ward="saiwai"),
    ],
)
def test_each_choice_leaves_as_many_as_it_says(world, wish):
    found = facets(wish)

    assert found.total == found_by(wish).count()
    for name in ("program", "field", "year", "ward", "status"):
        for choice in getattr(found, name):
            assert choice.count == found_by(_set(wish, name, choice.value)).count()
    if found.later:
        assert found.later.count == found_by(_set(wish, "year", found.later.value)).count()


def _set(wish, name, value):
    return Wish(**{**{key: getattr(wish, key) for key in ("q", "program", "field", "year", "ward", "status")}, name: value})


def test_a_chosen_value_leads_back_and_stays_visible_with_nothing(world):
    found = facets(Wish(q="さじ", ward="saiwai"))

    assert {choice.value: (choice.count, choice.chosen, choice.link) for choice in found.ward} == {
        "saiwai": (0, True, "?q=%E3%81%95%E3%81%98"),
        "nakahara": (1, False, "?q=%E3%81%95%E3%81%98&ward=nakahara"),
    }


def test_nothing_found_offers_what_is_near(world):
    found = facets(Wish(q="さじ", year="2019", ward="saiwai"))

    assert (found.total, [(near.name, near.count) for near in found.nearest]) == (0, [("q", 1)])


def test_unknown_values_fall_away(world):
    known = Vocabulary.read().known(Wish(program="kis", field="nothing", year="1830", ward="atlantis", status="lost"))

    assert known == Wish(program="kis")


def test_an_unknown_program_takes_its_field_along(world):
    assert Vocabulary.read().known(Wish(program="nothing", field="mobility")) == Wish()


def test_facets_ask_a_fixed_number_of_questions(enter, django_assert_num_queries):
    for number in (1, 3):
        while Entry.objects.count() < number:
            enter()

        with django_assert_num_queries(4):
            vocabulary = Vocabulary.read()
            whole = tally_of("")
            facets_of(Wish(year="2026-"), vocabulary, whole, lambda whole=whole: whole)
