"""What is written again is what the actions write; where anything differs, they run."""

from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from certifications.actions import rounds
from home import clock
from home.models import StoredFile
from tests import replays, tapes
from tests.certifications import making

pytestmark = pytest.mark.django_db

DATES = dict.fromkeys(("opens_at", "closes_at", "judging_until", "announces_at"), making.DURING)


@pytest.fixture(autouse=True)
def during(monkeypatch):
    monkeypatch.setattr(replays, "ON", True)
    with clock.at(making.DURING):
        yield


def nothing(round_):
    pass


def case(name="ひとつ折り車いす", change=nothing):
    """A case before the judges, and whatever the test does to its round on the way."""
    program = making.program()
    secretary = making.office(program, "secretary")
    round_ = making.published_round(program, secretary)
    change(round_)
    company = making.organization()
    owner = making.member(company, "owner")
    application = making.accepted(making.submitted(round_, owner, name=name, organization=company), secretary)
    making.judged(round_, secretary, [making.person("judge-a"), making.person("judge-b")])
    return application


def rows():
    """Everything that stands in the tables."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def tried(make, *args, **kwargs):
    """What it gives, what then stands in the tables, and by how many questions; undone afterwards, as after a test."""
    with transaction.atomic(), tapes.listening():
        with CaptureQueriesContext(connection) as asked:
            result = make(*args, **kwargs)
        found = rows()
        transaction.set_rollback(True)
    return result, found, len(asked)


def test_the_second_time_the_same_rows_are_written():
    first, before, many = tried(case)

    second, after, few = tried(case)

    assert after == before
    assert (second, second.state, second.receipt_number) == (first, first.state, first.receipt_number)
    assert few * 3 < many


def test_the_rows_are_those_of_the_actions(monkeypatch):
    _first, replayed, _many = tried(case)
    monkeypatch.setattr(replays, "ON", False)

    _again, real, _few = tried(case)

    assert {table: len(found) for table, found in real.items()} == {table: len(found) for table, found in replayed.items()}


def test_other_arguments_run_the_actions():
    tried(case)

    other, found, _asked = tried(case, "音で知らせる杖")

    assert other.subject.name_ja == "音で知らせる杖"
    assert "音で知らせる杖" in str(found["certifications_subject"])


def test_whatever_was_written_before_counts():
    tried(case)

    def put_off(round_):
        type(round_).objects.filter(pk=round_.pk).update(reviews_wanted=1)

    first, second = (tried(lambda: case(change=put_off).round.reviews_wanted)[0] for _time in range(2))

    assert (first, second) == (1, 1)


def test_what_a_function_changed_in_memory_is_read_again():
    def in_judging():
        program = making.program()
        secretary = making.office(program, "secretary")
        round_ = making.published_round(program, secretary)
        making.judged(round_, secretary, [making.person("judge-a")])
        return round_, program

    (first, _program), _found, _asked = tried(in_judging)
    (second, program), _found, _asked = tried(in_judging)

    assert (first.state, second.state) == ("judging", "judging")
    assert second.program is program


def test_a_file_that_is_gone_is_stored_again():
    tried(case)
    with transaction.atomic(), tapes.listening():
        case()
        path = StoredFile.objects.order_by("pk").first().path
        storages["private"].delete(path)
        transaction.set_rollback(True)

    tried(case)

    assert storages["private"].exists(path)


@pytest.fixture
def noticed(monkeypatch):
    """A function of which nothing is recorded yet, and how often it ran."""
    monkeypatch.setattr(replays, "RECORDED", {})
    monkeypatch.setattr(replays, "HOPELESS", set())
    runs = []

    @replays.replayed
    def notice(local):
        runs.append(local)
        return making.person(local)

    return notice, runs


def test_a_function_runs_once_for_the_same_beginning(noticed):
    notice, runs = noticed

    tried(notice, "first")
    tried(notice, "first")
    tried(notice, "second")

    assert runs == ["first", "second"]


@pytest.fixture
def definition(noticed):
    """A fixture of our tests, as pytest knows it: `definition(func)`, and what it has given so far."""
    runs = []

    def of(make, scope="function"):
        def counted(**given):
            runs.append(given)
            return make(**given)

        counted.__module__ = "tests.made_up"
        return replays.of_fixture(SimpleNamespace(func=counted, scope=scope))

    return of, runs


def test_a_fixture_runs_once_and_gives_records_and_plain_values_again(definition):
    of, runs = definition
    made = of(lambda **_given: {"people": [making.person("first")], "number": 3})

    found = [tried(made, db=None)[0] for _time in range(2)]

    assert len(runs) == 1
    assert found[0] == found[1]
    assert found[0]["people"][0] is not found[1]["people"][0]


def test_what_a_fixture_was_given_is_the_same_record_in_what_it_gives(definition):
    of, runs = definition
    made = of(lambda company: SimpleNamespace(company=company, member=making.member(company, "first")))

    def both():
        company = making.organization()
        return company, made(company=company)

    (_first, _made), (company, found) = (tried(both)[0] for _time in range(2))

    assert (len(runs), found.company is company) == (1, True)


@pytest.mark.parametrize("other", [lambda: 1, iter([1])], ids=["a function", "an iterator"])
@pytest.mark.parametrize("place", ["given", "gives"])
def test_a_fixture_of_anything_else_runs_each_time(definition, place, other):
    of, runs = definition
    made = of(lambda **_given: (making.person("first"), other if place == "gives" else None))

    for _time in range(2):
        tried(made, given=other if place == "given" else None)

    assert len(runs) == 2


def test_whoever_has_signed_in_before_makes_no_difference(definition):
    of, runs = definition
    made = of(lambda **_given: making.person("second"))

    def signed_in_first():
        Client().force_login(making.person("first"), backend="django.contrib.auth.backends.ModelBackend")
        return made()

    for _time in range(2):
        tried(signed_in_first)

    assert len(runs) == 1


def test_a_fixture_that_sends_mail_runs_each_time(definition):
    of, runs = definition
    made = of(lambda **_given: mail.send_mail("件名", "本文", None, ["first@people.example"]))

    for _time in range(2):
        tried(made, db=None)

    assert (len(runs), len(mail.outbox)) == (2, 2)


def test_a_fixture_of_more_than_a_test_or_with_an_end_stays_as_it_is():
    def ends():
        yield

    ends.__module__ = "tests.made_up"
    whole = SimpleNamespace(func=nothing, scope="module")

    assert replays.of_fixture(SimpleNamespace(func=ends, scope="function")) is ends
    assert replays.of_fixture(whole) is nothing


def test_other_settings_run_the_actions(noticed, settings):
    notice, runs = noticed
    tried(notice, "first")
    settings.DEMO = True

    tried(notice, "first")

    assert runs == ["first", "first"]


def test_code_that_a_test_has_replaced_runs(noticed, monkeypatch):
    notice, runs = noticed
    tried(notice, "first")

    with transaction.atomic(), tapes.listening(monkeypatch):
        monkeypatch.setattr(making, "PASSWORD", "another long password")
        notice("first")
        transaction.set_rollback(True)

    assert runs == ["first", "first"]


def test_tables_that_are_not_as_the_migrations_left_them_are_written_by_the_actions(noticed):
    notice, runs = noticed
    tried(notice, "first")
    making.person("somebody")

    tried(notice, "first")

    assert runs == ["first", "first"]


def test_each_test_counts_from_the_same_numbers():
    found = [tried(making.person, "first")[0].pk for _time in range(2)]
    others = {number for number in tapes.pristine.values() if number}

    assert found[0] == found[1]
    assert len(others) == len(tapes.pristine) or connection.vendor == "sqlite"


def test_something_undone_on_the_way_is_not_kept():
    @replays.replayed
    def refused(program):
        try:
            with transaction.atomic():
                rounds.prepare(program, by=None, fiscal_year=1, number=1, **DATES)
        except PermissionDenied:
            return program
        return program

    known = len(replays.RECORDED)
    tried(lambda: refused(making.bare_program()))

    assert not any("refused" in key[0] for key in list(replays.RECORDED)[known:])
