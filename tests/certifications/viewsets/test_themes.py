"""Themes at the desk: from the round's page to a theme's own, with every verb and what each refuses."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certifications.actions import themes
from certifications.models import Theme
from home import clock
from tests.certifications import making
from tests.certifications.deciding import again
from tests.home import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(db):
    return making.program("design-competition")


@pytest.fixture
def office(contest):
    return making.office(contest, "contest-office")


@pytest.fixture
def round_(contest, office):
    return making.published_round(contest, office)


@pytest.fixture
def theme(round_, office, company):
    return themes.add(round_, code="A", organization=company, title_ja="風をかたちに", by=office)


def of_round(round_, verb="detail"):
    return reverse(f"rounds:{verb}", args=[round_.public_id])


def of_theme(theme, verb="detail"):
    return reverse(f"themes:{verb}", args=[theme.pk])


def words_of(theme, **changes):
    names = ("code", "title_ja", "title_en", "title_zh", "brief_ja", "brief_en", "brief_zh")
    names += ("material_ja", "material_en", "material_zh")
    sent = {name: getattr(theme, name) for name in names} | {"target_price_yen": theme.target_price_yen or ""}
    return sent | {"organization": theme.organization_id, "row_version": theme.row_version} | changes


def test_a_theme_is_added_at_the_desk(at_desk, round_, office, company):
    data = {"code": "A", "organization": company.pk, "title_ja": "風をかたちに", "target_price_yen": "12000"}

    first = at_desk(office).post(of_round(round_, "add_theme"), data)
    second = at_desk(office).post(of_round(round_, "add_theme"), data)

    theme = round_.themes.get()
    page = at_desk(office).get(of_round(round_)).content.decode()
    assert (first.status_code, second.status_code) == (302, 200)
    assert (theme.title_ja, theme.organization, theme.target_price_yen) == ("風をかたちに", company, 12000)
    assert [word in page for word in ("風をかたちに", of_theme(theme), "下書き")] == [True, True, True]


def test_a_program_without_themes_has_no_such_verbs(at_desk, open_round, secretary):
    page = at_desk(secretary).get(of_round(open_round)).content.decode()

    assert [of_round(open_round, verb) in page for verb in ("add_theme", "order_themes", "seat")] == [False, False, True]


def test_a_theme_goes_its_way_at_the_desk(at_desk, theme, office):
    client = at_desk(office)
    verbs = [[verb["name"] for verb in client.get(of_theme(theme)).context["verbs"]]]

    codes = [client.post(of_theme(theme, "publish")).status_code]
    verbs.append([verb["name"] for verb in client.get(of_theme(theme)).context["verbs"]])
    codes.append(client.post(of_theme(theme, "retire"), {"reason": "会社の都合"}).status_code)
    verbs.append([verb["name"] for verb in client.get(of_theme(theme)).context["verbs"]])
    codes.append(client.post(of_theme(theme, "offer_again")).status_code)

    assert codes == [302, 302, 302]
    assert verbs == [
        ["publish", "change", "add_picture", "discard"],
        ["change", "add_picture", "retire"],
        ["change", "add_picture", "offer_again"],
    ]
    assert again(theme).state == "published"


def test_the_words_of_a_theme_are_changed_at_the_desk(at_desk, theme, office):
    client = at_desk(office)
    client.post(of_theme(theme, "publish"))
    theme = again(theme)

    first = client.post(of_theme(theme, "change"), words_of(theme, title_ja="水", brief_en="Give shape to water.", code="Z"))
    second = client.post(of_theme(theme, "change"), words_of(theme, title_ja="火"))

    changed = again(theme)
    assert (first.status_code, second.status_code) == (302, 200)
    assert second.context["form"].non_field_errors()
    assert (changed.title_ja, changed.brief_en, changed.code) == ("水", "Give shape to water.", "A")


def test_a_draft_is_thrown_away_and_the_round_comes_next(at_desk, theme, office):
    answer = at_desk(office).post(of_theme(theme, "discard"))

    assert answer["Location"] == of_round(theme.round)
    assert Theme.objects.count() == 0


def test_pictures_come_and_go_at_the_desk(at_desk, theme, office):
    client = at_desk(office)
    picture = SimpleUploadedFile("p.jpg", samples.picture(), "image/jpeg")
    text = SimpleUploadedFile("p.jpg", b"<html>", "image/jpeg")

    added = client.post(of_theme(theme, "add_picture"), {"file": picture, "description_ja": "板"})
    refused = client.post(of_theme(theme, "add_picture"), {"file": text, "description_ja": "板"})
    row = theme.pictures.get()
    seen = client.get(of_theme(theme, "picture"), {"id": row.public_id})
    small = client.get(of_theme(theme, "picture"), {"id": row.public_id, "preview": ""})
    unknown = client.get(of_theme(theme, "picture"), {"id": uuid.uuid4()})
    removed = client.post(of_theme(theme, "take_off"), {"picture": row.pk})

    assert (added.status_code, refused.status_code, removed.status_code) == (302, 200, 302)
    assert refused.context["form"].non_field_errors()
    assert (seen.status_code, seen["Content-Type"], small.status_code, unknown.status_code) == (200, "image/jpeg", 200, 404)
    assert theme.pictures.count() == 0


def test_themes_are_put_in_order_at_the_desk(at_desk, theme, round_, office, company):
    other = themes.add(round_, code="B", organization=company, title_ja="水", by=office)

    answer = at_desk(office).post(of_round(round_, "order_themes"), {f"theme-{theme.pk}": 2, f"theme-{other.pk}": 1})

    assert answer.status_code == 302
    assert [each.code for each in round_.themes.all()] == ["B", "A"]


def test_after_the_close_the_page_is_read_and_nothing_is_done(at_desk, theme, office):
    with clock.at(making.CLOSES):
        page = at_desk(office).get(of_theme(theme))
        verbs = [at_desk(office).get(of_theme(theme, verb)).status_code for verb in ("publish", "change", "add_picture")]

    assert (page.status_code, page.context["verbs"], verbs) == (200, [], [302, 302, 302])


def test_other_programs_and_approvers_do_nothing_here(at_desk, theme, contest, secretary):
    boss = making.office(contest, "boss", "approver")

    seen = [at_desk(person).get(of_theme(theme)).status_code for person in (secretary, boss)]
    done = [at_desk(person).post(of_theme(theme, "publish")).status_code for person in (secretary, boss)]

    assert (seen, done, again(theme).state) == ([404, 200], [404, 302], "draft")


@pytest.mark.parametrize("count", [1, 3])
def test_the_listing_asks_the_same_number_of_queries(at_desk, round_, office, company, count, django_assert_num_queries):
    for code in "ABC"[:count]:
        themes.add(round_, code=code, organization=company, title_ja="風", by=office)
    client = at_desk(office)
    client.get(reverse("themes:index_results"))

    with django_assert_num_queries(8):
        response = client.get(reverse("themes:index_results"))

    assert len(response.context["object_list"]) == count
