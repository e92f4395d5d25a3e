"""The address of a search is its whole state; counts are those that the links lead to."""

from home.search.question import Question, choices, total

ROWS = [
    ("product", "kis", "saiwai", 2025, 3),
    ("product", "kis", "asao", 2026, 2),
    ("master", "meister", "saiwai", 2026, 1),
    ("page", "", "", None, 4),
]
LABELS = {"kind": {"product": "P", "master": "M", "page": "G"}, "ward": {"saiwai": "S", "asao": "A"}, "program": {"kis": "K"}}


def test_an_address_reads_back_as_the_same_question():
    asked = Question(q="車いす 軽い", kind="product", ward="saiwai", year="2025", sort="newest")

    assert asked.address == "q=%E8%BB%8A%E3%81%84%E3%81%99+%E8%BB%BD%E3%81%84&kind=product&ward=saiwai&year=2025&sort=newest"
    assert Question.read("車いす 軽い", {"kind": "product", "ward": "saiwai", "year": "2025", "sort": "newest"}) == asked


def test_what_nobody_could_mean_falls_away():
    assert Question.read("", {"kind": "a'b", "year": "25", "sort": "price", "ward": "x" * 61}) == Question()


def test_each_count_is_the_total_of_its_link():
    asked = Question(q="x", ward="saiwai")
    found = choices(ROWS, asked, LABELS)

    assert [(each.value, each.count, each.chosen) for each in found["ward"]] == [("saiwai", 4, True), ("asao", 2, False)]
    assert [(each.value, each.count) for each in found["kind"]] == [("product", 3), ("master", 1)]
    assert [(each.label, each.count) for each in found["year"]] == [("2026", 1), ("2025", 3)]
    assert [each.value for each in found["program"]] == ["kis"]
    for name in ("kind", "program", "year"):
        for each in found[name]:
            assert each.count == total(ROWS, asked.with_(**{name: each.value}).filters)
    assert found["ward"][0].link == "?q=x"
