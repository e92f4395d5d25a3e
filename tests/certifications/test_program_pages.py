"""The programs for the public: from the record, with an editor's page, in every phase, and what the front door gets."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Locale, Page, Site

from certifications.actions import rounds, themes
from certifications.models import Certificate, ProgramIndexPage, ProgramPage, Round
from certifications.models.prospectus import phase_of, present_round
from certifications.sitemaps import ProgramSitemap
from events.models import Event
from home import clock
from home.models import HomePage
from tests.certifications import issuing, making
from tests.home import samples


@pytest.fixture
def tree(db):
    """The front door and the list of programs in three languages."""
    root = Page.get_first_root_node()
    found = {}
    for language in ("ja", "en", "zh-hans"):
        locale = Locale.objects.get_or_create(language_code=language)[0]
        front = HomePage(title=language, slug=f"front-{language}", locale=locale)
        if found:
            front.translation_key = found["ja"].get_parent().specific.translation_key
        root.add_child(instance=front)
        index = ProgramIndexPage(title="プログラム", slug="programs", locale=locale)
        if found:
            index.translation_key = found["ja"].translation_key
        front.add_child(instance=index)
        found[language] = index
    Site.objects.update(root_page=found["ja"].get_parent())
    Site.clear_site_root_paths_cache()
    return found


def text_of(response):
    return response.content.decode()


def test_program_without_a_page_is_told_from_its_record(tree, open_round, client):
    response = client.get("/en/programs/kis/")

    page = text_of(response)
    assert response.status_code == 200
    assert '<html lang="en">' in page
    for words in (
        "Kawasaki Innovation Standard (KIS)",
        "You can lend units for monitors to try",
        "Respect for the person",
        "May medical devices apply?",
        'href="/en/programs/kis/apply/"',
        'data-accent="orange"',
    ):
        assert words in page


def test_program_that_does_not_exist_is_not_found(tree, program, client):
    assert client.get("/programs/nothing/").status_code == 404


def test_editors_page_stands_at_the_same_address(tree, open_round, program, client):
    page = ProgramPage(title="福祉製品の認証", lead="編集者の言葉", program=program, locale=tree["ja"].locale, slug="other")
    tree["ja"].add_child(instance=page)

    japanese, english = text_of(client.get("/programs/kis/")), text_of(client.get("/en/programs/kis/"))

    assert ("<h1>福祉製品の認証</h1>" in japanese, "編集者の言葉" in japanese) == (True, True)
    assert "<h1>Kawasaki Innovation Standard (KIS)</h1>" in english
    for language, path in {"ja": "/programs/kis/", "en": "/en/programs/kis/", "zh-hans": "/zh-hans/programs/kis/"}.items():
        assert f'hreflang="{language}" href="http://localhost:8000{path}"' in japanese
        assert f'hreflang="{language}" href="http://localhost:8000{path}"' in english


@pytest.mark.parametrize(
    ("moment", "words", "buttons"),
    [
        ("2026-09-01T12:00", "まもなく募集", 0),
        ("2026-10-01T08:59", "まもなく募集", 0),
        ("2026-10-01T09:00", "募集中", 1),
        ("2026-12-01T16:59", "募集中", 1),
        ("2026-12-01T17:00", "募集終了・審査中", 0),
    ],
)
def test_page_has_the_one_button_only_while_the_call_is_open(tree, open_round, client, moment, words, buttons):
    with clock.at(making.tokyo(moment)):
        page = text_of(client.get("/programs/kis/"))

    assert f"<span>{words}</span>" in page
    assert page.count('class="button button--primary"') == buttons


def test_unpublished_round_is_not_told(tree, program, secretary, client):
    rounds.prepare(
        program,
        fiscal_year=2031,
        number=1,
        opens_at=making.OPENS,
        closes_at=making.CLOSES,
        judging_until=making.CLOSES.date(),
        announces_at=making.ANNOUNCES,
        by=secretary,
    )

    page = text_of(client.get("/programs/kis/"))

    assert ("現在は募集していません" in page, "令和13年度" in page) == (True, False)


def test_decided_certificates_are_counted_from_the_release_on(tree, client, django_assert_max_num_queries):
    issuing.released_round("kis", cases=3)
    Certificate.objects.filter(pk=Certificate.objects.first().pk).update(state="withdrawn")
    with clock.at(issuing.RELEASED):
        client.get("/programs/kis/")
        with django_assert_max_num_queries(15):
            page = text_of(client.get("/programs/kis/"))

    assert ("<b>3</b> 件（累計）" in page, "<b>2</b> 件（いま有効）" in page) == (True, True)
    assert 'href="/brands/?program=kis"' in page


def test_nothing_of_a_sealed_result_shows(tree, in_judging, client):
    page = text_of(client.get("/programs/kis/"))

    assert "まだ発表された結果はありません。" in page
    assert in_judging.subject.name_ja not in page


@pytest.mark.parametrize("years", [1, 3])
def test_page_asks_as_often_for_a_long_history_as_for_a_short_one(
    tree, program, secretary, client, years, django_assert_num_queries
):
    for number in range(1, years + 1):
        making.published_round(program, secretary, number=number)
    client.get("/programs/kis/")

    with django_assert_num_queries(4):
        client.get("/programs/kis/")
    cache.clear()
    client.get("/programs/")  # what belongs to every page is kept again
    with django_assert_num_queries(10):
        client.get("/programs/kis/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_contest_shows_its_themes_by_the_same_number_of_queries(tree, company, client, count, django_assert_num_queries):
    program = making.program("design-competition")
    office = making.office(program, "contest-office")
    round_ = making.published_round(program, office)
    for code in "ABC"[:count]:
        theme = making.theme(round_, office, company, code=code, brief_ja="風をかたちに。", target_price_yen=3800)
        upload = SimpleUploadedFile("p.jpg", samples.picture(color=(ord(code), 0, 0)), "image/jpeg")
        themes.add_picture(theme, upload, description_ja="ステンレスの板", by=office)
        themes.show_pictures(theme)
    client.get("/programs/")

    with django_assert_num_queries(14):
        page = text_of(client.get("/programs/design-competition/"))

    assert [page.count(words) for words in ('class="themes__item"', 'alt="ステンレスの板"', company.name_ja)] == [count] * 3


def test_page_is_the_same_for_everybody(tree, open_round, owner, client):
    signed_in = Client()
    signed_in.force_login(owner)
    for path in ("/programs/", "/programs/kis/"):
        mine, anyones = signed_in.get(path), client.get(path)

        assert mine.content == anyones.content
        assert ("Set-Cookie" in anyones.headers, "Cookie" in anyones.headers.get("Vary", "")) == (False, False)


def test_list_names_every_program_with_its_phase(tree, open_round, client, django_assert_max_num_queries):
    for slug in ("meister", "monozukuri-brand"):
        making.program(slug)
    client.get("/programs/")

    with django_assert_max_num_queries(15):
        page = text_of(client.get("/programs/"))

    assert [page.index(name) for name in ("かわさき基準（KIS）", "川崎ものづくりブランド", "かわさきマイスター")] == sorted(
        page.index(name) for name in ("かわさき基準（KIS）", "川崎ものづくりブランド", "かわさきマイスター")
    )
    assert (page.count("<span>募集中</span>"), page.count("<span>現在は募集していません</span>")) == (1, 2)


def test_highlights_are_the_open_calls_that_close_first(tree, open_round, secretary):
    brand = making.program("monozukuri-brand")
    by = making.office(brand, "secretary-brand")
    making.published_round(brand, by, closes_at=making.CLOSES - timedelta(days=3))
    making.published_round(brand, by, number=2, opens_at=making.DURING + timedelta(days=1))

    highlights = tree["ja"].highlights(5)

    assert [(each.title, each.url, str(each.band)) for each in highlights] == [
        ("川崎ものづくりブランド", "/programs/monozukuri-brand/", "open"),
        ("かわさき基準（KIS）", "/programs/kis/", "open"),
    ]
    assert tree["ja"].highlights(1) == highlights[:1]


def test_ceremony_is_drawn_once_it_is_announced(tree, open_round, client):
    starts = making.ANNOUNCES + timedelta(days=12)
    event = Event.objects.create(
        slug="ceremony",
        title_ja="認証式",
        kind="ceremony",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        uid="ceremony@example",
        fiscal_year=2026,
        updated_at=clock.now(),
    )
    Round.objects.update(ceremony=event)
    before = text_of(client.get("/programs/kis/"))
    cache.clear()
    Event.objects.update(announced_at=clock.now())
    after = text_of(client.get("/programs/kis/"))
    cache.clear()
    Event.objects.update(state="cancelled", notice_ja="台風のため")
    cancelled = text_of(client.get("/programs/kis/"))

    assert ("認証式" in before, "認証式" in after, "認証式" in cancelled) == (False, True, False)


def test_present_round_is_the_one_that_matters_to_an_applicant(open_round):
    def round_of(state, opens=0, closes=10, year=2026, number=1):
        return Round(
            program=open_round.program,
            fiscal_year=year,
            number=number,
            state=state,
            opens_at=making.DURING + timedelta(days=opens),
            closes_at=making.DURING + timedelta(days=closes),
        )

    now = making.DURING
    released, judging = round_of("released", -400, -300, 2025), round_of("judging", -60, -20)
    coming, open_now = round_of("published", 5, 30, number=3), round_of("published", -5, 12, number=2)

    assert present_round([released, judging, coming, open_now], now) is open_now
    assert present_round([released, judging, coming], now) is coming
    assert present_round([released, judging], now) is judging
    assert present_round([released], now) is released
    assert present_round([], now) is None
    assert [phase_of(each, now) for each in (open_now, coming, judging, released, None)] == [
        "open",
        "upcoming",
        "judging",
        "closed",
        "closed",
    ]


def test_sitemap_names_programs_without_a_page(tree, program):
    tree["ja"].add_child(instance=ProgramPage(title="KIS", program=program, locale=tree["ja"].locale))

    addresses = [row["location"] for row in ProgramSitemap().get_urls()]

    assert sorted(addresses) == ["http://localhost:8000/en/programs/kis/", "http://localhost:8000/zh-hans/programs/kis/"]
