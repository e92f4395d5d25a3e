"""Who could be asked: reasons and their weight; the same answer whatever the order of the hosts."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matching.suggesting import BUSY, DECLINED, FREE, RESTED, TRADE, WARD, WISHED, Host, Wanted, suggest

DAY, LATER = date(2026, 12, 1), date(2026, 12, 8)
NUMBERS = st.one_of(st.none(), st.integers(1, 3))
HOSTS = st.lists(
    st.builds(
        Host,
        key=st.integers(1, 30),
        trade=NUMBERS,
        ward=NUMBERS,
        days=st.frozensets(st.sampled_from([DAY, LATER])),
        times=st.integers(0, 5),
        said_no=st.booleans(),
    ),
    unique_by=lambda host: host.key,
)
WISHES = st.builds(
    Wanted,
    days=st.sampled_from([(DAY,), (DAY, LATER)]),
    trade=NUMBERS,
    ward=NUMBERS,
    host=st.one_of(st.none(), st.integers(1, 30)),
)


def test_each_reason_is_said():
    wanted = Wanted(days=(DAY, LATER), trade=1, ward=2, host=1)
    hosts = [
        Host(1, trade=1, ward=2),
        Host(2, trade=1, days=frozenset({DAY})),
        Host(3, days=frozenset({DAY, LATER}), times=9),
        Host(4, said_no=True),
    ]

    found = {row.key: row.reasons for row in suggest(wanted, hosts)}

    assert found == {
        1: (WISHED, TRADE, WARD, FREE, RESTED),
        2: (TRADE, FREE, RESTED),
        3: (BUSY,),
        4: (FREE, RESTED, DECLINED),
    }


def test_of_two_alike_the_one_who_was_asked_less_often_stands_higher():
    hosts = [Host(1, times=5), Host(2, times=3)]

    assert [row.key for row in suggest(Wanted(days=(DAY,)), hosts)] == [2, 1]


@given(WISHES, HOSTS, st.randoms(use_true_random=False))
def test_the_order_of_the_hosts_changes_nothing(wanted, hosts, chance):
    other = list(hosts)
    chance.shuffle(other)

    assert suggest(wanted, hosts) == suggest(wanted, other)
    assert sorted(row.key for row in suggest(wanted, hosts)) == sorted(host.key for host in hosts)


@given(WISHES, HOSTS)
def test_who_has_said_no_stands_below_all_others(wanted, hosts):
    said = {host.key: host.said_no for host in hosts}

    answers = [said[row.key] for row in suggest(wanted, hosts)]

    assert answers == sorted(answers)
