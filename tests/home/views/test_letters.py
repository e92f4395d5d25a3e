"""The letters of the sample city: read by all there, and nowhere else."""

from datetime import UTC, datetime

import pytest

from home import clock
from home.actions import letters
from home.models import Letter

WORDS = {"person": "佐藤 <b>花子</b>", "organization": "橘精機", "email": "sato@company.example", "invited": "sato@work.example"}


def write(address, day, language="ja"):
    with clock.at(datetime(2026, 11, day, 3, tzinfo=UTC)):
        return letters.write("organizations/joined", key=f"joined:{day}", to=address, context=WORDS, language=language)


@pytest.fixture
def sample_city(front, settings):
    settings.DEMO = True


@pytest.fixture
def written(front):
    return [write("owner@company.example", 20), write("judge@office.example", 21, "en")]


def shown(response):
    return [letter.address for letter in response.context["page_obj"]]


def test_letters_stand_newest_first(client, sample_city, written):
    response = client.get("/letters/")

    assert shown(response) == ["judge@office.example", "owner@company.example"]
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("OWNER", ["owner@company.example"]),
        ("example", ["judge@office.example", "owner@company.example"]),
        ("nobody", []),
        ("\0%_'", []),
    ],
)
def test_letters_are_found_by_address(client, sample_city, written, query, found):
    assert shown(client.get("/letters/", {"q": query})) == found


def test_letters_come_by_twenty(client, sample_city):
    for day in range(1, 26):
        write("owner@company.example", day)

    second = client.get("/letters/", {"q": "owner", "page": "2"})

    assert (len(shown(second)), second.context["total"]) == (5, 25)
    assert 'href="?q=owner&amp;page=1"' in second.text


def test_letter_shows_its_words_and_no_markup_of_others(client, sample_city, written):
    response = client.get(f"/en/letters/{written[0].public_id}/")

    assert response.context["letter"] == written[0]
    assert ("佐藤 &lt;b&gt;花子&lt;/b&gt;" in response.text, "<b>花子" in response.text) == (True, False)
    assert 'lang="ja"' in response.text


def test_letters_do_not_exist_where_real_people_work(client, front, written):
    kept = Letter.objects.values_list("public_id", flat=True)

    answers = [client.get(address).status_code for address in ("/letters/", *(f"/letters/{each}/" for each in kept))]

    assert answers == [404, 404, 404]


def test_banner_of_the_sample_city_leads_to_the_letters(client, sample_city):
    banner = client.get("/en/search/").text.partition("</aside>")[0]

    assert 'href="/en/letters/"' in banner


def test_letters_are_asked_for_with_a_constant_number_of_queries(client, sample_city, written, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get("/letters/")
