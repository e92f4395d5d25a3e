from hypothesis import given
from hypothesis import strategies as st

from brands.tallies import FILTERS, Tally

VALUES = {
    "program": ["kis", "brand"],
    "field": ["", "mobility", "rest"],
    "year": ["2019", "2020", "2021"],
    "ward": ["", "nakahara", "saiwai"],
    "status": ["valid", "expired"],
}
worlds = st.lists(st.tuples(*(st.sampled_from(VALUES[name]) for name in FILTERS)), max_size=30)
wishes = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([value for value in VALUES[name] if value]) for name in FILTERS if name != "year"}
)
years = st.sampled_from(["", "2019", "2020", "2020-", "2021-"])


def passes(entry, wanted):
    for name, value in wanted.items():
        has = entry[FILTERS.index(name)]
        if name == "year" and value.endswith("-"):
            if int(has) < int(value[:-1]):
                return False
        elif has != value:
            return False
    return True


def grouped(world):
    return Tally.of([(*entry, world.count(entry)) for entry in dict.fromkeys(world)])


@given(worlds, wishes, years)
def test_a_tally_counts_like_counting_one_by_one(world, wanted, year):
    wanted = wanted | ({"year": year} if year else {})

    tally = grouped(world)

    assert tally.total(wanted) == sum(passes(entry, wanted) for entry in world)
    counted = {}
    for name in FILTERS:
        others = {key: value for key, value in wanted.items() if key != name}
        left = [entry[FILTERS.index(name)] for entry in world if passes(entry, others)]
        counted[name] = {value: left.count(value) for value in left if value}
    assert tally.counts(wanted) == counted


def test_a_tally_takes_what_a_database_gives():
    tally = Tally.of([("kis", None, 2020, None, "valid", 3)])

    assert tally.rows == [("kis", "", "2020", "", "valid", 3)]
    assert tally.counts({"status": "valid"})["year"] == {"2020": 3}


def test_ever_and_now_are_both_counted():
    facts = ("kis", "mobility", 2020, "saiwai")
    statuses = {"valid": 4, "suspended": 1, "withdrawn": 2, "expired": 3, "superseded": 5}
    tally = Tally.of([(*facts, status, count) for status, count in statuses.items()])

    for wanted in ({}, {"program": "kis"}, {"status": "withdrawn"}):
        assert (tally.ever(wanted), tally.now(wanted)) == (10, 4)
    assert (tally.ever({"year": "2021"}), tally.now({"year": "2021"})) == (0, 0)
