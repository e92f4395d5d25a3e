import json
import re

import pytest
from django.utils import translation

from brands.actions import entries, pictures
from brands.models import Entry
from certifications.actions import certificates, releases
from home import clock
from home.actions import files
from organizations.models import Area
from tests.certifications import issuing
from tests.home import samples

pytestmark = pytest.mark.django_db

REGISTERS = pytest.mark.usefixtures("registers")


def titles(response):
    return re.findall(r"__title\"><a href=\"[^\"]+\"[^>]*>([^<]+)</a>", response.content.decode())


def linked(response):
    return json.loads(re.search(r"<script type=\"application/ld\+json\">(.*?)</script>", response.content.decode(), re.DOTALL)[1])


@REGISTERS
def test_a_release_is_in_the_register_at_once(client, releasable, approver, django_capture_on_commit_callbacks):
    before = client.get("/brands/")
    with django_capture_on_commit_callbacks(execute=True):
        certificate = releases.release(releasable, by=approver)[0]

    after = client.get("/brands/")

    assert (titles(before), titles(after)) == ([], [certificate.name_ja])


@REGISTERS
def test_nothing_is_in_the_register_before_the_release(client, releasable):
    assert titles(client.get("/brands/")) == []
    assert client.get("/brands/kis-2026-001/").status_code == 404
    assert Entry.objects.count() == 0


@REGISTERS
def test_an_entry_shows_the_public_comment_and_nothing_else_of_the_decision(client, released):
    page = client.get("/brands/kis-2026-001/").content.decode()

    assert "畳み方がひと目で分かります。" in page
    assert "内部の講評です。" not in page


@REGISTERS
def test_the_comment_of_a_decision_that_is_not_released_stays_sealed(client, enter):
    entry = enter()
    decision = entry.certificate.decision
    type(decision).objects.filter(pk=decision.pk).update(public_comment="まだ秘密の講評です。")

    assert "まだ秘密の講評です。" not in client.get(f"/brands/{entry.slug}/").content.decode()


@REGISTERS
@pytest.mark.parametrize("language", ["", "/en", "/zh-hans"])
def test_an_entry_stands_at_the_same_place_in_each_language(client, enter, language):
    entry = enter(words={"ja": {"tagline": "片手で畳める", "story": "ものがたり"}, "en": {"tagline": "Folds with one hand"}})

    page = client.get(f"{language}/brands/{entry.slug}/").content.decode()

    for prefix, code in (("", "ja"), ("/en", "en"), ("/zh-hans", "zh-hans")):
        assert f'hreflang="{code}" href="http://localhost:8000{prefix}/brands/{entry.slug}/"' in page
    assert ("Folds with one hand" if language == "/en" else "片手で畳める") in page
    marked = '<div class="entry__prose" lang="ja"><p>ものがたり</p></div>' in page
    assert marked == bool(language)


@REGISTERS
def test_a_withdrawn_entry_says_so_with_day_and_reason(client, released, approver, django_capture_on_commit_callbacks):
    client.get("/brands/kis-2026-001/")
    with django_capture_on_commit_callbacks(execute=True):
        issuing.withdrawn(released, reason={"ja": "製造を終えたためです。"}, by=approver)

    page = client.get("/brands/kis-2026-001/").content.decode()

    notice = re.search(r'<div class="entry__warning.*?</div>\s*</div>', page, re.DOTALL)[0]
    assert ("2027年3月1日" in notice, "製造を終えたためです。" in notice) == (True, True)
    assert titles(client.get("/brands/")) == [released.name_ja]
    assert titles(client.get("/brands/?status=valid")) == []


@REGISTERS
def test_a_hidden_entry_is_nowhere(client, released, secretary, django_capture_on_commit_callbacks):
    client.get("/brands/kis-2026-001/")
    with django_capture_on_commit_callbacks(execute=True):
        entries.hide(Entry.objects.get(), by=secretary)

    assert client.get("/brands/kis-2026-001/").status_code == 404
    assert titles(client.get("/brands/")) == []
    assert client.get("/sitemap-register.xml").content.count(b"<loc>") == 0
    assert "results__title" not in client.get("/search/", {"q": "車いす"}).content.decode()
    assert client.get(f"/verify/{Entry.objects.get().certificate.code}/").status_code == 200


@REGISTERS
@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%22",
        "q=" + "%E8%AA%8D" * 5_000,
        "q=%27%3B--&program=%27",
        "program=nothing&field=no&ward=no&status=no&year=no&page=no&view=no",
        "page=-1",
        "page=99999999999999999999",
        "year=0000&year=9999-",
        "utf8=%ff",
    ],
)
def test_hostile_questions_are_answered(client, enter, query):
    enter()

    assert client.get(f"/brands/?{query}").status_code == 200


@REGISTERS
def test_unknown_filters_are_left_out_of_the_canonical_address(client, enter):
    enter()

    page = client.get("/brands/?other=1&ward=atlantis&program=kis&view=list").content.decode()

    assert '<link rel="canonical" href="http://localhost:8000/brands/?program=kis">' in page
    assert '<a href="/en/brands/?program=kis&amp;view=list" hreflang="en"' in page


@REGISTERS
def test_nothing_found_offers_the_nearest(client, enter):
    Area.objects.create(code="saiwai", name_ja="幸区")
    enter()

    page = client.get("/brands/?q=車いす&ward=saiwai").content.decode()

    assert re.findall(r'<li><a href="([^"]+)">([^<]+)</a><span class="nearest__count">([^<]+)<', page) == [
        ("?q=%E8%BB%8A%E3%81%84%E3%81%99", "幸区を外す", "1件")
    ]
    assert '<meta name="robots" content="noindex">' in page


@REGISTERS
@pytest.mark.parametrize(
    ("address", "questions"),
    [("/brands/", 2), ("/brands/?view=list", 2), ("/brands/?program=kis&year=2020-", 2), ("/brands/?q=車いす", 2)],
)
def test_a_list_asks_the_same_for_one_and_three(client, enter, django_assert_num_queries, address, questions):
    for number in (1, 3):
        while Entry.objects.count() < number:
            enter(year=2026)
        cold = client.get(address + ("&" if "?" in address else "?") + f"page={number}")  # other keys, other kept things
        client.get(address)

        with django_assert_num_queries(questions):
            response = client.get(address)

        assert (cold.status_code, response.status_code) == (200, 200)


@REGISTERS
def test_cards_ask_the_same_for_one_and_three(client, enter, django_assert_num_queries):
    from brands.templatetags.tsunagi_brands import register_cards
    from home import freshness

    freshness.tokens()
    for number in (1, 3):
        while Entry.objects.count() < number:
            made = enter()
            file = files.store_bytes(samples.picture(), media_type="image/jpeg")
            pictures.add_picture(made, file, order=0)
        keys = list(Entry.objects.values_list("pk", flat=True))

        with django_assert_num_queries(3):
            drawn = register_cards({}, keys, f"/{number}/", "", 2 + number)

        assert drawn.count("<article") == number


@REGISTERS
def test_an_entry_asks_the_same_for_one_and_three(client, enter, django_assert_num_queries):
    for number in (1, 3):
        while Entry.objects.count() < number:
            made = enter()
        client.get(f"/brands/{made.slug}/")

        with django_assert_num_queries(2):
            response = client.get(f"/brands/{made.slug}/")

        assert response.status_code == 200


@REGISTERS
def test_an_entry_tells_machines_what_it_is(client, released):
    pictures.take_pictures(Entry.objects.get())

    response = client.get("/brands/kis-2026-001/")

    facts = linked(response)
    assert (facts["@type"], facts["name"], facts["manufacturer"]["name"]) == ("Product", released.name_ja, released.holder_ja)
    certification = facts["hasCertification"]
    assert certification["certificationIdentification"] == "KIS-2026-001"
    assert certification["certificationStatus"] == "https://schema.org/CertificationActive"
    picture = re.search(r'<meta property="og:image" content="([^"]+)">', response.content.decode())[1]
    assert facts["image"] == picture
    assert picture.startswith("http://localhost:8000/media/images/")


@REGISTERS
def test_the_sitemap_has_each_entry_in_each_language(client, enter):
    entry = enter()

    page = client.get("/sitemap-register.xml").content.decode()

    assert re.findall(r"<loc>([^<]+)</loc>", page) == [
        f"http://localhost:8000{prefix}/brands/{entry.slug}/" for prefix in ("", "/en", "/zh-hans")
    ]
    assert page.count("hreflang=") == 9


@REGISTERS
def test_the_search_over_the_site_finds_entries(client, enter):
    entry = enter("ひとつ折り車いす", name_en="Folding wheelchair")

    ja = client.get("/search/", {"q": "車いす"}).content.decode()
    en = client.get("/en/search/", {"q": "wheelchair"}).content.decode()

    assert f'<a href="/brands/{entry.slug}/">ひとつ折り車いす</a>' in ja
    assert f'<a href="/en/brands/{entry.slug}/">Folding wheelchair</a>' in en


def test_highlights_are_the_newest_that_are_valid(registers, enter):
    old = enter("古い", issued_on="2020-01-01")
    new = enter("新しい")
    enter("期限切れ", valid_from="2019-01-01", valid_until="2020-01-01")

    with translation.override("en"):
        shown = registers["en"].highlights(6)

    assert [(each.title, each.url, each.accent) for each in shown] == [
        ("新しい", f"/en/brands/{new.slug}/", "orange"),
        ("古い", f"/en/brands/{old.slug}/", "orange"),
    ]
    assert [each.title for each in registers["ja"].highlights(1)] == ["新しい"]


@REGISTERS
def test_words_of_the_name_come_before_words_of_the_story(client, enter):
    named = enter("花の台", issued_on="2020-01-01")
    told = enter("木の台", words={"ja": {"story": "花を生けるために"}})

    assert titles(client.get("/brands/?q=花")) == [named.certificate.name_ja, told.certificate.name_ja]


@REGISTERS
def test_long_names_and_no_picture_are_shown(client, enter):
    entry = enter("非常に長い名前の製品" * 12)

    page = client.get(f"/brands/{entry.slug}/").content.decode()

    assert 'class="page entry entry--bare"' in page
    assert clock.today().isoformat() in page


@REGISTERS
def test_a_replaced_entry_leads_to_the_newer_one_and_both_count_once(client, released, secretary, enter):
    newer = enter("折りたたみ車いす 二代目", number="KIS 2026 002", valid_until=None)
    certificates.supersede(released, newer.certificate, reason={"ja": "更新されました。"}, by=secretary)

    page, listing = (client.get(path).content.decode() for path in ("/brands/kis-2026-001/", "/brands/"))

    assert (f'/brands/{newer.slug}/">' in page, "新しい認証・認定書への切替え" in page) == (True, True)
    assert "これまでの認証・認定：1件（本日有効：1件）" in listing


@REGISTERS
def test_a_person_is_named_once_also_where_only_one_of_her_names_is_translated(client, enter):
    enter("餡野 正次", name_en="Masaji Anno", holder_ja="餡野 正次", holder_en="")

    page = client.get("/en/brands/").content.decode()

    assert ("Masaji Anno" in page, "餡野" in page) == (True, False)
