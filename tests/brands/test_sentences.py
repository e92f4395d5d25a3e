import pytest
from django.utils import translation

from brands.models.facets import Vocabulary
from brands.search import Wish
from brands.sentences import sentence

VOCABULARY = Vocabulary(
    programs={"kis": "KIS"},
    accents={"kis": "orange"},
    fields={"kis": {"rest": "Rest"}},
    wards={"nakahara": "中原区"},
    statuses={},
)
ASKED = Wish(q="車いす", program="kis", year="2019-", ward="nakahara")


@pytest.mark.parametrize(
    ("language", "wish", "total", "said"),
    [
        ("ja", Wish(), 1_260, "登録簿のすべて: 1,260件"),
        ("en", Wish(), 1, "The whole register: 1 entry"),
        ("zh-hans", Wish(), 3, "登记簿全部：3项"),
        ("ja", Wish(program="kis"), 12, "KIS: 12件"),
        ("ja", ASKED, 12, "KISのうち、令和元年度以降、中原区、「車いす」を含むもの: 12件"),
        ("en", ASKED, 1, "KIS, FY2019 or later, 中原区, with the words “車いす”: 1 entry"),
        ("zh-hans", ASKED, 0, "KIS中、2019财年起、中原区、含“車いす”：0项"),
    ],
)
def test_a_sentence_says_the_wish_back(language, wish, total, said):
    with translation.override(language):
        assert sentence(wish, total, VOCABULARY) == said
