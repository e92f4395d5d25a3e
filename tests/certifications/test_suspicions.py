"""The finder: ways from a judge to a case by mail, number, name, record and group, with dates; and what it must not see."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certifications.suspicions import Case, Company, Facts, Judge, Tie, domain_of, end_of, find, is_free, plain_name, same_house
from organizations.kinship import Link

DAY = date(2026, 11, 21)
FREE = frozenset({"gmail.com", "docomo.ne.jp", "qq.com"})
FORMS = ("株式会社", "(株)", "有限会社", "co., ltd.", "inc")
TACHIBANA = Company(1, "橘精機株式会社", ("Tachibana Seiki",), "7000012050002", True, ("tachibana.example",))
TAMA = Company(2, "多摩電子株式会社", (), "9020001071492", True, ("tama.example",))
HOLDINGS = Company(3, "川辺ホールディングス株式会社")
NOTHING = Facts([Judge(1)], [], [TACHIBANA, TAMA, HOLDINGS], [], [Case(10, 1), Case(11, 2)], {"employment": 3}, FREE, FORMS)


def found(day=DAY, **facts):
    """(judge, company or case, source, kind, relations) for each ground."""
    return [
        (each.judge, each.company or each.case, ground.source, ground.kind, [step.relation for step in ground.path])
        for each in find(replace(NOTHING, **facts), day)
        for ground in each.grounds
    ]


def tie(**facts):
    return Tie(**{"judge": 1, "kind": "employment"} | facts)


def test_nothing_is_found_without_facts():
    assert find(NOTHING, DAY) == []


@pytest.mark.parametrize("domain", ["tachibana.example", "lab.tachibana.example"])
def test_a_shared_mail_domain_is_found(domain):
    assert found(judges=[Judge(1, (domain,))]) == [(1, 1, "email", "other", ["email", "domain_of"])]


@pytest.mark.parametrize("domain", ["gmail.com", "mail.qq.com", "docomo.ne.jp", ""])
def test_free_mail_connects_nobody(domain):
    everybody = [replace(TACHIBANA, domains=(domain, "gmail.com", "mail.qq.com")), TAMA]

    assert found(judges=[Judge(1, (domain,))], companies=everybody) == []


def test_a_number_is_found_and_says_whether_the_office_has_confirmed_it():
    ties = [tie(number="7000012050002", name="まったく別の名前")]

    confirmed = find(replace(NOTHING, ties=ties), DAY)
    claimed = find(replace(NOTHING, ties=ties, companies=[replace(TACHIBANA, verified=False), TAMA]), DAY)

    assert [(each.company, each.grounds[0].source, each.grounds[0].unverified) for each in confirmed] == [(1, "number", False)]
    assert [(each.company, each.grounds[0].source, each.grounds[0].unverified) for each in claimed] == [(1, "number", True)]


def test_squatter_with_the_number_is_suspected_beside_the_true_company():
    squatter = Company(4, "株式会社ライバル", number="7000012050002")
    ties = [tie(number="7000012050002", name="橘精機")]

    both = find(replace(NOTHING, ties=ties, companies=[TACHIBANA, squatter], cases=[Case(10, 1), Case(12, 4)]), DAY)

    assert [(each.company, each.grounds[0].unverified) for each in both] == [(1, False), (4, True)]


@pytest.mark.parametrize("name", ["橘精機（株）", "橘精機", "株式会社 橘 精機", "ＴＡＣＨＩＢＡＮＡ　ＳＥＩＫＩ"])
def test_a_name_is_found_in_every_spelling(name):
    assert found(ties=[tie(name=name)]) == [(1, 1, "name", "employment", ["employment"])]


def test_a_confirmed_number_settles_that_a_namesake_is_somebody_else():
    namesake = Company(4, "橘精機株式会社")
    facts = {"companies": [TACHIBANA, namesake], "cases": [Case(12, 4)]}

    assert found(ties=[tie(name="橘精機", number="7000012050002")], **facts) == []
    assert found(ties=[tie(name="橘精機")], **facts) == [(1, 4, "name", "employment", ["employment"])]


@pytest.mark.parametrize("name", ["", "株式会社", "・", "(株)"])
def test_a_name_that_says_nothing_connects_nobody(name):
    assert found(ties=[tie(name=name)], companies=[replace(TACHIBANA, name="株式会社", names=("",)), TAMA]) == []


def test_a_membership_on_record_is_found():
    assert found(ties=[tie(organization=2)]) == [(1, 2, "record", "employment", ["employment"])]


def test_a_group_is_followed_up_and_down():
    links = [Link(3, 1, date(2020, 4, 1)), Link(3, 2, date(2020, 4, 1))]

    sisters = found(ties=[tie(organization=1)], links=links)

    assert sisters == [
        (1, 1, "record", "employment", ["employment"]),
        (1, 2, "group", "employment", ["employment", "parent", "child"]),
    ]


def test_a_group_that_is_over_connects_nobody():
    links = [Link(1, 2, date(2020, 4, 1), DAY - timedelta(days=1))]

    assert [each[1] for each in found(ties=[tie(organization=1)], links=links)] == [1]
    assert [each[1] for each in found(day=DAY - timedelta(days=1), ties=[tie(organization=1)], links=links)] == [1, 2]


@pytest.mark.parametrize(
    ("until", "counts"), [(None, True), (date(2023, 11, 21), True), (date(2023, 11, 20), False), (date(2030, 1, 1), True)]
)
def test_a_tie_counts_so_many_years_after_its_end(until, counts):
    assert bool(found(ties=[tie(organization=1, until=until)])) is counts


def test_a_kind_without_years_counts_until_its_end_only():
    assert found(ties=[tie(kind="trade", organization=1, until=DAY - timedelta(days=1))]) == []
    assert found(ties=[tie(kind="trade", organization=1, until=DAY)]) != []


def test_the_end_of_a_tie_on_a_leap_day():
    assert end_of(tie(until=date(2024, 2, 29)), {"employment": 3}) == date(2027, 2, 28)


def test_relatives_are_named_as_such():
    assert found(ties=[tie(kind="officer", organization=1, holder="relative")])[0][4] == ["relative_officer"]


def test_persons_are_found_by_name():
    cases = [Case(20, None, ("山田 太郎",)), Case(21, None, ("山田花子",))]

    assert found(ties=[tie(kind="family", name="山田太郎")], cases=cases) == [(1, 20, "name", "family", ["family"])]


def test_ground_is_a_new_fact_only_when_the_facts_differ():
    def digest(**facts):
        [suspicion] = find(replace(NOTHING, ties=[tie(organization=1)], **facts), DAY)
        return suspicion.grounds[0].digest

    renamed = [replace(TACHIBANA, name="橘精密株式会社"), TAMA]
    assert digest() == digest(companies=renamed)
    [other] = find(replace(NOTHING, ties=[tie(organization=1, since=date(2020, 1, 1))]), DAY)
    assert other.grounds[0].digest != digest()


def test_small_calculations():
    assert domain_of("Hanako@Lab.Example ") == "lab.example"
    assert [is_free(each, FREE) for each in ("gmail.com", "x.gmail.com", "notgmail.com")] == [True, True, False]
    assert [same_house("a.example", each) for each in ("a.example", "b.a.example", "ba.example")] == [True, True, False]
    assert plain_name("㈱橘・精機", ("(株)",)) == "橘精機"


# Whatever the facts are

NUMBERS = st.sampled_from(["", "1", "2", "3"])
DOMAINS = st.lists(st.sampled_from(["a.example", "b.example", "gmail.com", "mail.qq.com", "docomo.ne.jp"]), max_size=2).map(tuple)
DAYS = st.integers(-1500, 1500).map(lambda days: DAY + timedelta(days=days))
COMPANY = st.builds(
    Company, st.integers(1, 6), st.sampled_from(["甲", "乙", "丙", ""]), st.just(()), NUMBERS, st.booleans(), DOMAINS
)
TIE = st.builds(
    Tie,
    st.integers(1, 3),
    st.sampled_from(["employment", "trade"]),
    st.sampled_from(["甲", "乙", ""]),
    NUMBERS,
    st.none() | st.integers(1, 6),
    st.sampled_from(["self", "relative"]),
    st.none(),
    st.none() | DAYS,
)
LINK = st.builds(
    lambda parent, child, since, length: Link(parent, child, since, since + timedelta(days=length) if length else None),
    st.integers(1, 6),
    st.integers(1, 6),
    DAYS,
    st.integers(0, 900),
).filter(lambda link: link.parent != link.child)
FACTS = st.builds(
    lambda judges, ties, companies, links, cases: Facts(judges, ties, companies, links, cases, {"employment": 3}, FREE, FORMS),
    st.lists(st.builds(Judge, st.integers(1, 3), DOMAINS), max_size=3, unique_by=lambda judge: judge.id),
    st.lists(TIE, max_size=5),
    st.lists(COMPANY, max_size=6, unique_by=lambda company: company.id),
    st.lists(LINK, max_size=6),
    st.lists(st.builds(Case, st.integers(1, 9), st.none() | st.integers(1, 6)), max_size=6, unique_by=lambda case: case.id),
)


@given(FACTS, st.randoms())
def test_order_of_the_facts_does_not_matter(facts, dice):
    mixed = {name: list(getattr(facts, name)) for name in ("judges", "ties", "companies", "links", "cases")}
    for rows in mixed.values():
        dice.shuffle(rows)

    assert find(replace(facts, **mixed), DAY) == find(facts, DAY)


@given(FACTS)
def test_only_companies_that_apply_are_suspected(facts):
    applying = {case.company for case in facts.cases}

    assert {each.company for each in find(facts, DAY) if each.case is None} <= applying


@given(FACTS)
def test_mail_never_connects_by_a_free_domain(facts):
    steps = [step for each in find(facts, DAY) for ground in each.grounds for step in ground.path if step.relation == "email"]

    assert [step.key for step in steps if step.key in {"gmail.com", "mail.qq.com", "docomo.ne.jp"}] == []


@given(FACTS)
def test_nobody_is_suspected_for_what_is_over(facts):
    untils = [ground.until for each in find(facts, DAY) for ground in each.grounds if ground.until]

    assert all(until >= DAY for until in untils)


@given(FACTS)
def test_a_group_is_followed_alike_from_both_ends(facts):
    """Who is connected with one company of a group is suspected with every company of it that applies."""
    everywhere = replace(facts, cases=[Case(each, each) for each in range(1, 7)], links=list(facts.links))
    seen = {}
    for each in find(everywhere, DAY):
        seen.setdefault(each.judge, set()).add(each.company)

    for link in facts.links:
        if link.holds(DAY):
            for companies in seen.values():
                assert (link.parent in companies) == (link.child in companies)
