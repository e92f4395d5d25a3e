"""The copy for blind judging on the desk: ticks at the hidden words, pages with covered areas, three buttons."""

import re

import pytest
from django.urls import reverse

from certifications.actions import blinding
from certifications.models import BlindCopy
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(open_round, owner, company, secretary):
    """In review, its files drawn; the texts of the sample name nobody, so the office's word is looked for."""
    application = making.accepted(making.submitted(open_round, owner, organization=company), secretary)
    copy = blinding.propose(application.versions.get(), by=None)
    blinding.search(copy, [{"text": "座った", "kind": "other"}], row_version=copy.row_version, by=secretary)
    blinding.draw(copy)
    return application


def url_of(case, name="look_through"):
    return reverse(f"cases:{name}", args=[case.public_id])


def typed(client, case, **changes):
    """What a browser sends from the page as it stands."""
    page = client.get(url_of(case)).content.decode()
    places = re.findall(r'name="place" value="([^"]+)" checked', page)
    version = re.search(r'name="row_version" value="(\d+)"', page).group(1)
    return {"place": places, "row_version": version, "words": "座った", "go": "finish"} | changes


@pytest.fixture
def at_desk(client, secretary):
    client.force_login(secretary)
    return client


def test_the_page_shows_every_hidden_word_with_a_tick(at_desk, case):
    page = at_desk.get(url_of(case)).content.decode()

    assert len(typed(at_desk, case)["place"]) >= 2
    assert page.count("data-cover data-take-away") == BlindCopy.objects.get().version.files.__len__()


def test_finish_gives_the_copy_to_the_judges(at_desk, case, secretary):
    response = at_desk.post(url_of(case), typed(at_desk, case))

    assert response["Location"] == reverse("cases:detail", args=[case.public_id])
    copy = BlindCopy.objects.get()
    assert (copy.is_checked, copy.checked_by) == (True, secretary)


def test_a_tick_taken_away_shows_the_word(at_desk, case):
    data = typed(at_desk, case, go="keep")

    response = at_desk.post(url_of(case), data | {"place": data["place"][1:]})

    assert response["Location"] == url_of(case)
    assert len(typed(at_desk, case)["place"]) == len(data["place"]) - 1


def test_search_looks_for_further_words(at_desk, case):
    at_desk.post(url_of(case), typed(at_desk, case, words="片手で\n\n立ち上がり", go="search"))

    copy = BlindCopy.objects.get()
    assert [word["text"] for word in copy.words] == ["片手で", "立ち上がり"]
    assert "片手で" in at_desk.get(url_of(case)).content.decode()


def test_areas_and_left_out_files_are_kept(at_desk, case):
    first, second = [row["attachment"] for row in BlindCopy.objects.get().version.files][:2]
    data = typed(at_desk, case, go="keep") | {f"areas-{first}-1": "10 0 90 20", f"out-{second}": "on"}

    at_desk.post(url_of(case), data)

    papers = BlindCopy.objects.get().papers
    assert papers[first] == {"left_out": False, "areas": {"1": [[100, 0, 900, 200]]}}
    assert papers[second]["left_out"]


@pytest.mark.parametrize(
    "areas", ["1 2 3", "左上", "90 0 10 20", "0 0 100 101", "0 0 1e999 1", "nan 0 1 1", "10 0 90 20\n5", "0 0 9 9\n" * 51]
)
def test_areas_that_nobody_can_read_are_refused_and_stay_for_mending(at_desk, case, areas):
    first, second = [row["attachment"] for row in BlindCopy.objects.get().version.files][:2]
    at_desk.post(url_of(case), typed(at_desk, case, go="keep") | {f"areas-{first}-1": "０，0、100％ 50.5"})
    data = typed(at_desk, case) | {f"areas-{first}-1": areas, f"out-{second}": "on"}

    response = at_desk.post(url_of(case), data | {"place": data["place"][1:]})

    page, copy = response.content.decode(), BlindCopy.objects.get()
    assert (copy.is_checked, copy.papers[first]["areas"]) == (False, {"1": [[0, 0, 1000, 505]]})
    assert page.count('aria-invalid="true"') == 1
    assert f">{areas.strip()}" in page
    assert f'name="out-{second}" checked' in page
    assert re.findall(r'name="place" value="([^"]+)" checked', page) == data["place"][1:]


@pytest.mark.parametrize("place", ["x", "a|b|c|d", "subject|0|99999|person", "subject|²|3|person", "nothing|0|1|person"])
def test_places_that_are_none_are_refused_or_passed_over(at_desk, case, place):
    response = at_desk.post(url_of(case), typed(at_desk, case, go="keep") | {"place": [place]})

    assert response.status_code in {200, 302}
    assert place.partition("|")[0] not in BlindCopy.objects.get().hidden


def test_an_older_page_does_not_overwrite_a_newer_one(at_desk, case):
    data = typed(at_desk, case, go="keep")
    at_desk.post(url_of(case), data)

    response = at_desk.post(url_of(case), data | {"words": "私の言葉"})

    assert response.status_code == 200
    assert "この間に別の担当者が写しを変更しました" in response.content.decode()


def test_pages_are_shown_to_the_secretariat_only(at_desk, case, client, approver):
    attachment = BlindCopy.objects.get().version.files[0]["attachment"]
    address = f"{url_of(case, 'blind_page')}?id={attachment}&page=1"

    assert at_desk.get(address)["Content-Type"] == "image/jpeg"
    assert at_desk.get(f"{url_of(case, 'blind_page')}?id={attachment}&page=2").status_code == 404
    assert at_desk.get(f"{url_of(case, 'blind_page')}?id=x&page=%C2%B2").status_code == 404
    client.force_login(approver)
    assert client.get(address).status_code == 404
    assert client.get(url_of(case))["Location"] == reverse("wagtailadmin_home")


def test_reopen_asks_for_a_reason(at_desk, case):
    at_desk.post(url_of(case), typed(at_desk, case))

    at_desk.post(url_of(case, "reopen_copy"), {"reason": ""})
    still = BlindCopy.objects.get().is_checked
    at_desk.post(url_of(case, "reopen_copy"), {"reason": "2頁に社名"})

    assert (still, BlindCopy.objects.get().is_checked) == (True, False)
    assert at_desk.get(url_of(case, "reopen_copy"))["Location"] == reverse("wagtailadmin_home")
