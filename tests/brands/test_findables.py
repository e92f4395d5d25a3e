"""The search holds what the public may see, and nothing else, at every moment."""

from datetime import timedelta

import pytest
from wagtail.models import Page, PageViewRestriction

from brands.actions import entries
from certifications.actions import releases
from events.models import Event, EventIndexPage
from home import clock
from home.actions import findings
from home.models import Finding, StandardPage
from tests.certifications import making

pytestmark = pytest.mark.django_db


def kinds():
    return sorted(Finding.objects.exclude(kind="page").values_list("kind", flat=True))


def titles(client, words, path="/search/"):
    return [result.title for result in client.get(path, {"q": words}).context["results"]]


def test_nothing_of_a_decision_is_there_before_its_release(registers, releasable, approver, client):
    name = "ひとつ折り車いす"

    before = (kinds(), titles(client, name), client.get("/search/suggest/", {"q": "ひとつ"}).json())
    releases.release(releasable, by=approver)

    assert before == ([], [], {"found": []})
    assert kinds() == ["company", "product"]
    assert len(titles(client, "車いす")) >= 1


def test_a_release_that_was_called_back_leaves_nothing(registers, released, client):
    entries.retract(released)

    assert kinds() == []
    assert titles(client, released.name_ja) == []


def test_a_hidden_entry_is_found_no_more_nor_its_company(registers, enter, secretary, client):
    entry = enter("ひとつ折り車いす")
    word = entry.certificate.holder_ja

    there = kinds()
    entries.hide(entry, by=secretary)
    hidden = (kinds(), titles(client, "車いす"), titles(client, word), client.get("/search/suggest/", {"q": "車いす"}).json())
    entries.show(entry, by=secretary)

    assert there == ["company", "product"]
    assert hidden == ([], [], [], {"found": []})
    assert kinds() == there


def test_a_guarded_page_leaves_the_search_with_what_lies_below(registers, client):
    front = registers["ja"].get_parent()
    above = front.add_child(instance=StandardPage(title="内部資料", slug="inner", locale=front.locale))
    above.add_child(instance=StandardPage(title="内部資料の別紙", slug="annex", locale=front.locale))

    open_titles = titles(client, "内部資料")
    restriction = PageViewRestriction.objects.create(page=above, restriction_type="login")
    guarded = (titles(client, "内部資料"), client.get("/search/suggest/", {"q": "内部"}).json())
    restriction.delete()

    assert open_titles == ["内部資料", "内部資料の別紙"]
    assert guarded == ([], {"found": []})
    assert titles(client, "内部資料") == open_titles


def test_an_event_is_found_from_the_moment_of_its_announcement(registers, client):
    front, now = registers["ja"].get_parent(), clock.now()
    front.add_child(instance=EventIndexPage(title="催し", slug="events", locale=front.locale))
    facts = {"starts_at": now, "ends_at": now + timedelta(hours=1), "updated_at": now, "kind": "seminar", "fiscal_year": 2026}
    event = Event.objects.create(
        slug="talk", uid="talk", title_ja="溶接の実演", announced_at=now + timedelta(minutes=1), mode="online", **facts
    )
    Event.objects.create(slug="draft", uid="draft", title_ja="溶接の下書き", mode="online", **facts)
    findings.refresh("event", Event.objects.values_list("pk", flat=True))

    before = (titles(client, "溶接"), client.get("/search/suggest/", {"q": "溶接"}).json())
    with clock.at(event.announced_at):
        after = (titles(client, "溶接"), [each["url"] for each in client.get("/search/suggest/", {"q": "溶接"}).json()["found"]])

    assert before == ([], {"found": []})
    assert after == (["溶接の実演"], ["/events/talk/"])


def test_filters_sort_and_other_languages(registers, enter, client):
    enter("車いす甲", year=2025, name_en="Wheelchair A")
    enter("車いす乙", year=2026)

    response = client.get("/search/?q=車いす&year=2025&kind=product")
    assert [result.title for result in response.context["results"]] == ["車いす甲"]
    assert [(each.value, each.count) for each in response.context["answer"].choices["year"]] == [("2026", 1), ("2025", 1)]
    assert 'href="/en/search/?q=' in response.content.decode()
    assert titles(client, "wheelchair", "/en/search/") == ["Wheelchair A"]
    assert titles(client, "wheelchiar", "/en/search/") == ["Wheelchair A"]


def test_a_rebuilt_index_is_what_it_was(registers, enter):
    enter("車いす甲")
    columns = ("source", "key", "kind", "names", "beside", "path", "titles", "year", "ward")
    findings.refresh("page", Page.objects.values_list("pk", flat=True))  # the fixtures' front door came after its pages
    before = list(Finding.objects.order_by("source", "key").values(*columns))
    Finding.objects.filter(kind="company").delete()
    Finding.objects.create(source="entry", key=10**9, kind="product", path="gone/", reading="", names="\ngone\n", tokens="gone")

    findings.rebuild()

    assert list(Finding.objects.order_by("source", "key").values(*columns)) == before


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_asks_few_questions_however_many_it_finds(registers, enter, client, django_assert_max_num_queries, rows):
    for number in range(rows):
        enter(f"車いす{number}", maker=making.organization(f"会社{number}"))

    with django_assert_max_num_queries(15):
        assert client.get("/search/?q=車いす").status_code == 200
    with django_assert_max_num_queries(4):
        assert len(client.get("/search/suggest/", {"q": "車いす"}).json()["found"]) == rows
