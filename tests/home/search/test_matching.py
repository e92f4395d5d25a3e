"""The same queries find the same pages, on SQLite and on PostgreSQL."""

import pytest
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from home.models import StandardPage
from home.search import match, reindex

ALL = {"ブランド", "福祉", "マイスター", "コンペ", "展示会", "補助金", "英語", "中国語", "引っ越し", "齋藤"}
QUERIES = [
    ("認定", {"ブランド"}),
    ("ブランド", {"ブランド"}),
    ("ﾌﾞﾗﾝﾄﾞ", {"ブランド"}),
    ("ぶらんど", {"ブランド"}),
    ("金沢市認定", {"ブランド"}),
    ("認", {"ブランド", "福祉"}),
    ("証", {"福祉"}),
    ("认证", {"中国語"}),
    ("製品", {"ブランド", "福祉"}),
    ("製品 販路", {"ブランド"}),
    ("ＫＩＳ", {"福祉"}),
    ("kis", {"福祉"}),
    ("車椅子", set()),
    ("車いす", {"福祉"}),
    ("車イス", {"福祉"}),
    ("ロボット", {"福祉"}),
    ("福祉", {"福祉", "中国語"}),
    ("高崎", {"マイスター"}),
    ("髙﨑", {"マイスター"}),
    ("吉野", {"マイスター"}),
    ("かわさき", {"福祉", "マイスター", "齋藤"}),
    ("カワサキ", {"福祉", "マイスター", "齋藤"}),
    ("ｶﾜｻｷ", {"福祉", "マイスター", "齋藤"}),
    ("川崎", {"展示会", "中国語"}),
    ("デザインコンペ", {"コンペ"}),
    ("コンピュータ", {"コンペ"}),
    ("コンピューター", {"コンペ"}),
    ("スマートシティ", {"コンペ"}),
    ("2026", {"コンペ"}),
    ("２０２６", {"コンペ"}),
    ("バイオリン", {"展示会"}),
    ("133", {"展示会"}),
    ("13", set()),
    ("京都", {"展示会"}),
    ("令和8年", {"補助金"}),
    ("robot", {"英語"}),
    ("ROBOTICS", set()),
    ("wheelchairs", {"英語"}),
    ("cafe", {"英語"}),
    ("KS-X100", {"英語"}),
    ("サーバ", {"引っ越し"}),
    ("サーバー", {"引っ越し"}),
    ("斉藤", {"齋藤"}),
    ("渡辺太郎", {"齋藤"}),
    ("金型", {"齋藤"}),
    ("かながた", {"齋藤"}),
    ("め", {"齋藤"}),
    ("認定 ロボット", set()),
    ("", ALL),
    ("  ", ALL),
    ('"', set()),
    ("%", set()),
    ("' OR 1=1 --", set()),
    ("認定\0", {"ブランド"}),
    ("x" * 5000, set()),
    ("NEAR(認定 製品)", set()),
    ("title:認定", set()),
    ("認定*", {"ブランド"}),
    ("-認定", {"ブランド"}),
]


def found(corpus, pages):
    return {corpus[page.title] for page in pages}


def test_match_finds_japanese(corpus):
    results = {query: found(corpus, match(StandardPage.objects.all(), query)) for query, _ in QUERIES}

    assert results == dict(QUERIES)


def test_search_of_wagtail_finds_the_same(corpus):
    asked = [(query, names) for query, names in QUERIES if query.strip()]

    results = {query: found(corpus, StandardPage.objects.search(query)) for query, _ in asked}

    assert results == dict(asked)


def test_match_goes_together_with_filters_and_counts(corpus):
    pages = match(Page.objects.type(StandardPage).filter(title__startswith="か"), "かわさき")

    assert (pages.count(), pages.filter(title__contains="基準").count(), found(corpus, pages)) == (2, 1, {"福祉", "マイスター"})


@pytest.mark.parametrize(("typed", "names"), [("KIS", {"福祉"}), ("Ro", {"英語"}), ("かわさきマ", {"マイスター"})])
def test_autocomplete_finds_while_typing(corpus, typed, names):
    assert found(corpus, StandardPage.objects.autocomplete(typed)) == names


def test_search_in_certain_fields(corpus):
    backend = get_search_backend()

    assert found(corpus, backend.search("認証", StandardPage.objects.all(), fields=["title"])) == {"福祉"}
    assert found(corpus, backend.search("自立", StandardPage.objects.all(), fields=["title"])) == set()
    assert found(corpus, backend.search("自立", StandardPage.objects.all(), fields=["lead"])) == {"福祉"}


def test_search_with_or_needs_one_of_the_words(corpus):
    assert found(corpus, StandardPage.objects.search("溶接 金型", operator="or")) == {"マイスター", "齋藤"}


def test_a_saved_page_is_found_at_once_and_an_old_word_no_more(corpus):
    page = StandardPage.objects.get(title="国際環境技術展")
    page.lead = "水素の展示"
    page.save_revision().publish()

    assert found(corpus, match(StandardPage.objects.all(), "水素")) == {"展示会"}
    assert found(corpus, match(StandardPage.objects.all(), "東京都")) == set()

    page.delete()

    assert found(corpus, match(StandardPage.objects.all(), "水素")) == set()


def test_a_record_is_indexed_again_at_the_commit(corpus, django_capture_on_commit_callbacks):
    page = StandardPage.objects.get(title="国際環境技術展")
    with django_capture_on_commit_callbacks(execute=True):
        page.save()
        StandardPage.objects.filter(pk=page.pk).update(lead="後から書いた水素")

    assert found(corpus, match(StandardPage.objects.all(), "水素")) == {"展示会"}


def test_reindex_reads_the_record_again(corpus):
    page = StandardPage.objects.get(title="国際環境技術展")
    page.lead = "水素"
    StandardPage.objects.filter(pk=page.pk).update(lead="水素")

    reindex(page)

    assert found(corpus, match(StandardPage.objects.all(), "水素")) == {"展示会"}


def test_rebuilding_the_index_finds_the_same(corpus):
    backend = get_search_backend()
    backend.reset_indexes()
    assert found(corpus, match(StandardPage.objects.all(), "認定")) == set()

    rebuilder = backend.rebuilder_class(backend.get_index_for_model(StandardPage))
    index = rebuilder.start()
    index.add_items(StandardPage, list(StandardPage.objects.all()))
    rebuilder.finish()

    assert found(corpus, match(StandardPage.objects.all(), "認定")) == {"ブランド"}
