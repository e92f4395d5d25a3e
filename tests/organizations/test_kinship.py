"""Groups are symmetric, transitive, and only as old as their links."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from organizations.kinship import Link, group, neighbors, paths

DAY = date(2026, 11, 21)
DAYS = st.integers(-400, 400).map(lambda days: DAY + timedelta(days=days))


@st.composite
def links(draw):
    pairs = draw(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=12))
    made = []
    for parent, child in pairs:
        since = draw(DAYS)
        until = draw(st.none() | st.integers(0, 800).map(lambda days, since=since: since + timedelta(days=days)))
        made.append(Link(parent, child, since, until))
    return made


@given(links(), st.integers(0, 7), st.integers(0, 7), DAYS)
def test_group_is_symmetric(made, one, other, day):
    around = neighbors(made, day)

    assert (other in paths(one, around)) == (one in paths(other, around))
    assert (one in paths(other, around)) == (group([one], around) == group([other], around))


@given(links(), st.integers(0, 7), DAYS)
def test_every_step_of_a_way_is_a_link_that_holds_on_the_day(made, start, day):
    holding = {(link.parent, link.child) for link in made if link.since <= day and (link.until is None or day <= link.until)}

    for end, way in paths(start, neighbors(made, day)).items():
        here = start
        for relation, there in way:
            assert ((here, there) if relation == "child" else (there, here)) in holding
            here = there
        assert here == end


@given(links(), st.integers(0, 7), DAYS)
def test_group_is_what_nothing_leads_out_of(made, start, day):
    members = group([start], neighbors(made, day))

    assert start in members
    for link in made:
        if link.holds(day):
            assert (link.parent in members) == (link.child in members)


def test_link_holds_from_its_first_to_its_last_day():
    link = Link(1, 2, DAY, DAY + timedelta(days=1))

    assert [link.holds(DAY + timedelta(days=days)) for days in (-1, 0, 1, 2)] == [False, True, True, False]


def test_way_is_the_shortest():
    made = [Link(1, 2, DAY), Link(2, 3, DAY), Link(1, 3, DAY)]

    assert paths(3, neighbors(made, DAY)) == {3: (), 1: (("parent", 1),), 2: (("parent", 2),)}
