import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.payer_names import folded, likeness


@pytest.mark.parametrize(
    ("bank", "name"),
    [
        ("ｶ)ﾀﾁﾊﾞﾅｾｲｷ", "タチバナセイキ"),
        ("ﾌﾘｺﾐ ｶ)ﾀﾁﾊﾞﾅｾｲｷ", "タチバナセイキ"),
        ("カ）タチバナセイキ", "タチバナ セイキ"),
        ("ﾀﾁﾊﾞﾅｾｲｷ(ｶ", "たちばなせいき"),
        ("ﾀﾁﾊﾞﾅｾｲｷ(ｶ)ｶﾜｻｷ", "タチバナセイキ カワサキ"),
        ("ｻﾞｲ)ﾐﾅﾄｻﾝｷﾞﾖｳ", "ミナトサンギョウ"),
        ("ﾄｸﾋ)ﾂﾅｸﾞ", "ツナグ"),
        ("ｶﾌﾞｼｷｶﾞｲｼﾔﾀﾁﾊﾞﾅ", "株式会社タチバナ"),
        ("ｴﾇﾃｲﾃｲ ｼﾖｰｼﾞ", "エヌティティ ショージ"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_names_of_banks_and_people_are_the_same(bank, name):
    assert folded(bank) == folded(name)
    assert likeness(bank, name) == 1


@pytest.mark.parametrize(
    ("bank", "name", "alike"),
    [
        ("ｶ)ﾀﾁﾊﾞﾅｾｲｷｼﾞﾑｼﾖ", "タチバナセイキ", True),
        ("ﾀﾁﾊﾞﾅｾｲｷｲ", "タチバナセイキ", True),
        ("ﾀﾏﾃﾞﾝｼ", "タチバナセイキ", False),
        ("ｶ)", "カ", False),
    ],
)
def test_names_that_are_alike_are_not_the_same(bank, name, alike):
    assert 0 < likeness(bank, name) < 1 if alike else likeness(bank, name) == 0


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_looks_the_same_from_both_sides(one, other):
    assert (likeness(one, other) == 1) == (likeness(other, one) == 1)
