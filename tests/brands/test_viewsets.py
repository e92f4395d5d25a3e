"""The desk of entries: words by language, hidden at the holder's wish and shown again, by the office without an interest."""

import pytest
from django.urls import reverse

from brands.actions import entries
from brands.models import Entry
from brands.parts import EMPTY
from certifications.actions import conflicts
from organizations.actions import roles
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False

    def sit(user):
        client.force_login(user)
        return client

    return sit


@pytest.fixture
def entry(released):
    return released.entry


def address(entry, verb="detail"):
    return reverse(f"entries:{verb}", args=[entry.public_id])


def test_words_are_written_by_language_and_what_stands_is_shown(at_desk, entry, secretary):
    client = at_desk(secretary)
    known = entry.texts.get(language="ja").features
    before = client.get(address(entry, "write_ja")).context["form"]

    english = client.post(
        address(entry, "write_en"), {"seen": EMPTY, "tagline": "Folds in one motion", "features": "Light\nQuiet"}
    )
    japanese = client.post(address(entry, "write_ja"), {"seen": before["seen"].value(), "tagline": "ひと折り"})

    assert (bool(known), before["features"].value()) == (True, known)
    assert (english.status_code, japanese.status_code) == (302, 302)
    assert dict(entry.texts.values_list("language", "tagline")) == {"ja": "ひと折り", "en": "Folds in one motion"}
    assert entry.texts.get(language="ja").features == ""
    events = entry.certificate.history.filter(action="entry.write")
    assert [(event.facts, event.by) for event in events] == [({"language": "en"}, secretary), ({"language": "ja"}, secretary)]


def test_an_entry_is_hidden_and_shown_again_with_its_reason(
    at_desk, registers, entry, secretary, django_capture_on_commit_callbacks
):
    client, public = at_desk(secretary), f"/brands/{entry.slug}/"
    answers = [client.get(public).status_code]
    client.post(address(entry, "hide"), {"reason": ""})
    answers.append(client.get(public).status_code)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(entry, "hide"), {"reason": "11月20日、保有者から電話で申し出"})
    answers.append(client.get(public).status_code)
    page = client.get(address(entry)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(entry, "show"))
    answers.append(client.get(public).status_code)

    assert answers == [200, 200, 404, 200]
    assert [words in page for words in ("11月20日、保有者から電話で申し出", address(entry, "show"), address(entry, "hide"))] == [
        True, True, False,
    ]  # fmt: skip


def test_who_has_an_interest_or_runs_another_program_does_not_see_it(at_desk, entry, secretary, program, company):
    near, far = making.office(program, "near"), making.office(making.program("meister"), "far")
    conflicts.record(near, program=program, organization=company, reason="親族", by=secretary)

    answers = [
        at_desk(user).get(address(entry, verb)).status_code for user in (near, far) for verb in ("detail", "write_ja", "hide")
    ]

    assert answers == [404] * 6


def test_approver_and_auditor_read_and_write_nothing(at_desk, entry, approver):
    auditor = making.person("auditor")
    roles.grant(auditor, "auditor", by=None)
    seen = []
    for user in (approver, auditor):
        client = at_desk(user)
        seen.append([client.get(address(entry, verb)).status_code for verb in ("detail", "write_ja", "hide")])
        client.post(address(entry, "hide"), {"reason": "x"})

    assert seen == [[200, 302, 302]] * 2
    assert Entry.objects.get().hidden_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_listing_asks_the_same_number_of_queries(at_desk, enter, secretary, approver, count, django_assert_num_queries):
    auditor = making.person("auditor")
    roles.grant(auditor, "auditor", by=None)
    for number in range(count):
        enter(f"椅子{number}", words={"ja": {"tagline": "軽い"}})
    client = at_desk(auditor)
    client.get(reverse("entries:index_results"))

    with django_assert_num_queries(10):
        response = client.get(reverse("entries:index_results"))

    assert len(response.context["object_list"]) == count


def test_of_two_officers_who_write_the_same_words_the_second_is_told(at_desk, entry, secretary):
    client = at_desk(secretary)
    client.post(address(entry, "write_en"), {"seen": EMPTY, "tagline": "The first one's words"})

    answer = client.post(address(entry, "write_en"), {"seen": EMPTY, "tagline": "The second one's words"})

    assert (answer.status_code, "The second one&#x27;s words" in answer.content.decode()) == (200, True)
    assert entry.texts.get(language="en").tagline == "The first one's words"


def test_an_outdated_translation_shows_what_changed_and_is_confirmed_or_rewritten(at_desk, entry, secretary):
    client = at_desk(secretary)
    entries.write(entry, "en", by=secretary, tagline="Folds in one motion")
    entries.write(entry, "ja", by=secretary, tagline="ふた折りで畳める")
    page = client.get(address(entry, "write_en")).content.decode()
    state = Entry.objects.with_translations().get().in_en

    client.post(address(entry, "confirm_en"))

    assert ("ふた折り" in page, '<del class="compare__out">' in page, state) == (True, True, "outdated")
    assert Entry.objects.with_translations().get().in_en == "current"
    assert entry.texts.get(language="en").tagline == "Folds in one motion"
    assert address(entry, "confirm_en") not in client.get(address(entry)).content.decode()


def test_missing_translations_are_counted_and_lead_to_their_list(at_desk, entry, secretary):
    desk = at_desk(secretary)
    entries.write(entry, "ja", by=secretary, tagline="一行", story="物語")
    entries.write(entry, "en", by=secretary, tagline="A line")
    entries.write(entry, "ja", by=secretary, tagline="別の一行", story="物語")

    counted = desk.get(reverse("entries:translations"))

    (row,) = counted.context["rows"]
    assert (row["entries"], [cell["count"] for cell in row["cells"]]) == (1, [0, 1, 1, 0])
    lists = [desk.get(cell["url"]).context["paginator"].count for cell in row["cells"]]
    assert lists == [0, 1, 1, 0]
