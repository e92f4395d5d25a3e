import re

import pytest

from matching.models import PublishedFigure

PATHS = {"ja": "/figures/", "en": "/en/figures/", "zh-hans": "/zh-hans/figures/"}


def body(client, path="/figures/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_page_shows_every_figure_with_its_source(client, pages, published):
    html = body(client)

    numbers = re.findall(r'series__value">([\d,]+)<', html)
    assert sorted(numbers) == sorted(figure.number for figure in PublishedFigure.objects.all())
    assert html.count("出典:") >= 34
    assert "style=" not in html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ["川崎国際環境技術展", "2017年2月", "比較不可", "うち海外48"]),
        ("en", ["Kawasaki International Eco-Tech Fair", "Feb 2017", "not comparable", "48 of them from abroad", "FY2016"]),
        ("zh-hans", ["川崎国际环境技术展", "2017年2月", "不可比", "其中海外48家", "2016财年"]),
    ],
)
def test_page_speaks_each_language(client, pages, published, language, words):
    html = body(client, PATHS[language])

    assert [word for word in words if word not in html] == []


def test_page_draws_what_cannot_be_compared_in_another_way(client, pages, published):
    assert body(client).count("data-break") == 3


def test_page_without_figures_says_so(client, pages):
    assert "公表された数値はまだありません。" in body(client)


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_for_one_figure_and_for_three(client, pages, published, django_assert_num_queries, number):
    kept = PublishedFigure.objects.in_order().values_list("pk", flat=True)[:number]
    PublishedFigure.objects.exclude(pk__in=list(kept)).delete()
    client.get("/en/")

    with django_assert_num_queries(6):
        html = body(client)

    assert html.count('class="series__value"') == number


def test_highlights_are_three_quiet_figures_with_source(pages, published):
    shown = [(each.text, each.kind, each.band) for each in pages["ja"].highlights(6)]

    assert shown == [("48", "件", "figures"), ("196", "件", "figures"), ("96", "人", "figures")]
    assert pages["ja"].highlights(6)[0].source == "「川崎モデル」の深層分析 (二次資料), 2025年3月"
    assert len(pages["ja"].highlights(2)) == 2


def test_highlights_of_nothing_are_none(pages):
    assert pages["ja"].highlights(6) == []
