"""The desk of registrations, and what the event's page of the desk does about registration, over HTTP."""

from datetime import timedelta

import pytest

from events.models import Registration, RegistrationTerms
from home import clock
from tests.events.registering import numbers, quota_of, register, seats, stands

pytestmark = pytest.mark.django_db
TIMES = {"opens_at": "2026-11-21T12:00", "closes_at": "2026-11-30T12:00", "change_until": "2026-11-30T12:00",
         "remind_at": "2026-11-30T12:00", "kept_until": "2027-11-30T12:00", "row_version": "0"}  # fmt: skip
TERMS = TIMES | {
    "admission": "first_come", "largest_group": "2", "offer_hours": "24",
    "quota_1_words": "会場｜On site|现场", "quota_1_mode": "onsite",
    "quota_1_size": "３０", "quota_2_words": "", "quota_2_mode": "online", "quota_2_size": "", "quota_3_words": "",
    "quota_3_mode": "onsite", "quota_3_size": "", "question_1_words": "懇親会 | Reception", "question_1_kind": "choice",
    "question_1_choices": "出る | Yes\n出ない | No", **{f"question_{number}_kind": "text" for number in range(2, 6)},
    "consent_registration": "同意します。",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


def url(record, verb=""):
    return f"/admin/{'registrations' if isinstance(record, Registration) else 'events'}/{record.public_id}/{verb}"


@pytest.mark.parametrize("number", [1, 3])
def test_desk_lists_who_comes_with_the_same_questions(desk, seminar, django_assert_num_queries, number):
    event = seminar(seats(size=9))
    for each in range(number):
        register(event, f"person{each}")
    desk.get("/admin/registrations/")

    with django_assert_num_queries(15):
        html = desk.get("/admin/registrations/").content.decode()

    assert [f"Person{each}" in html for each in range(3)] == [each < number for each in range(3)]


@pytest.mark.parametrize(("query", "names"), [("?q=alice", ["Alice"]), ("?state=waiting", ["Bob"]), ("?q=nobody", [])])
def test_desk_finds(desk, seminar, query, names):
    event = seminar(seats(size=1))
    register(event, "alice")
    register(event, "bob")

    html = desk.get(f"/admin/registrations/{query}").content.decode()

    assert [name for name in ("Alice", "Bob") if name in html] == names


def test_desk_exports_answers_and_consents(desk, seminar):
    register(seminar(), "alice", answers={"q1": "1"}, consents=["registration", "other"])

    text = b"".join(desk.get("/admin/registrations/?export=csv").streaming_content).decode("utf-8-sig")

    assert "懇親会: 出ない" in text
    assert text.count("alice@people.example") == 1


def test_office_writes_opens_and_alters_the_terms(desk, announced):
    event = announced("forum", days=10)

    written = desk.post(url(event, "terms/"), TERMS)
    again = desk.post(url(event, "terms/"), TERMS | {"row_version": "1", "largest_group": "3"})
    desk.post(url(event, "open-registration/"))
    register(event, "a")
    version = RegistrationTerms.objects.get().row_version
    sizes = {f"size_{quota_of(event).pk}": "31"}
    altered = desk.post(url(event, "alter-registration/"), TIMES | sizes | {"row_version": version})

    terms = RegistrationTerms.objects.get()
    assert [answer.status_code for answer in (written, again, altered)] == [302, 302, 302]
    assert (terms.largest_group, terms.questions[0]["choices"][1]["en"], terms.opened_at) == (3, "No", clock.now())
    assert (quota_of(event).name_en, numbers(event)) == ("On site", (1, 0, 30))
    assert desk.get(url(event, "terms/")).status_code == 302  # frozen: Wagtail sends whoever may not to its first page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"closes_at": "2026-11-20T12:00"}, "closes_at"),
        ({"quota_1_size": ""}, "quota_1_size"),
        ({"quota_2_words": "学生"}, "quota_2_size"),
        ({"question_1_choices": "一つ"}, "question_1_choices"),
        ({"kept_until": "2026-11-29T12:00"}, "__all__"),
        ({"quota_1_words": "長" * 61}, "quota_1_words"),
    ],
)
def test_terms_that_contradict_are_told_plainly(desk, announced, wrong, field):
    response = desk.post(url(announced("forum", days=10), "terms/"), TERMS | wrong)

    assert list(response.context["form"].errors) == [field]
    assert RegistrationTerms.objects.count() == 0


def test_office_decides_one_by_one(desk, seminar):
    event = seminar(admission="approval")
    rows = [register(event, who) for who in ("a", "b", "c", "d")]

    for row, verb in zip(rows, ("approve", "line", "decline", "cancel"), strict=True):
        assert desk.get(url(row, f"{verb}/")).status_code == 200
        assert desk.post(url(row, f"{verb}/"), {"reason": ""}).headers["Location"] == url(row)
    desk.post(url(rows[0], "attend/"))

    assert stands(event) == [("a", "attended"), ("b", "offered"), ("c", "declined"), ("d", "cancelled")]
    assert desk.get(url(rows[3], "approve/")).headers["Location"] == "/admin/"


def test_office_enters_a_registration_and_holds_the_draw(desk, seminar):
    event = seminar(seats(size=3), admission="draw")
    register(event, "a")
    entered = {"quota": quota_of(event).pk, "seats": "2", "name": "電話の方", "kana": "", "email": "", "organization_name": ""}

    desk.post(url(event, "enter/"), entered | {"remark": ""})
    refused = desk.post(url(event, "enter/"), entered | {"remark": ""})
    with clock.at(event.terms.closes_at + timedelta(minutes=1)):
        desk.post(url(event, "draw/"))

    assert numbers(event) == (3, 0, 0)
    assert "その席数の空きがありません。" in refused.content.decode()
    assert stands(event) == [("a", "confirmed"), ("", "confirmed")]


@pytest.mark.parametrize("who", ["auditor", "editor", "stranger"])
def test_nobody_else_reads_who_comes(request, client, seminar, who):
    row = register(seminar())
    client.force_login(request.getfixturevalue(who))

    read = [client.get(address) for address in ("/admin/registrations/", url(row), url(row, "approve/"))]

    assert {response.status_code for response in read} == {302}
    assert not any("Sato" in response.content.decode() for response in read)
