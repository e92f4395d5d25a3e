"""What a certificate's design may say, and in which colors."""

import copy

import pytest

from certifications.accents import ACCENTS
from certifications.certificate_designs import CONTRAST, Fault, contrast_on_white, faults, filled, standing

LOOK = standing("certification", "product")


def changed(**parts):
    return copy.deepcopy(LOOK) | parts


def found(look, *, has_term=True, has_seal=False):
    return faults(look, has_term=has_term, has_seal=has_seal)


@pytest.mark.parametrize("kind", [("certification", "product"), ("certification", "person"), ("award", "work")])
@pytest.mark.parametrize("has_term", [True, False])
def test_standing_look_stands(kind, has_term):
    assert found(standing(*kind), has_term=has_term) == []


def test_house_colors_are_dark_enough():
    assert [name for name, color in ACCENTS.items() if contrast_on_white(color) < CONTRAST] == []
    assert (round(contrast_on_white("#000000"), 2), round(contrast_on_white("#ffffff"), 2)) == (21.0, 1.0)
    assert (round(contrast_on_white("#767676"), 2), round(contrast_on_white("#777777"), 2)) == (4.54, 4.48)


def test_names_are_never_read_as_placeholders():
    values = {"holder": "株式会社{number}", "number": "KIS-1"}

    assert filled("{holder}殿 第{number}号", values) == "株式会社{number}殿 第KIS-1号"


WRONG = [
    ({"closing": {"ja": "{holdr}に授与します。", "en": "{holder}"}}, [Fault("closing_ja", "unknown", "{holdr}")]),
    ({"lead": {"ja": "", "en": "Until {valid_until}"}}, [Fault("lead_en", "no term", "{valid_until}")]),
    ({"lead": {"ja": "{ 余り", "en": ""}}, [Fault("lead_ja", "brace")]),
    ({"title": {"ja": "認" * 21, "en": ""}}, [Fault("title_ja", "long", "20"), Fault("title_en", "empty")]),
    ({"accent": "#ffe08a"}, [Fault("accent", "contrast", "1.3")]),
    ({"accent": "red"}, [Fault("accent", "color", "red")]),
    ({"facts": ["number", "subject"]}, [Fault("closing_ja", "missing", "holder"), Fault("closing_en", "missing", "holder")]),
    ({"facts": ["holder", "holder", "number"]}, [Fault("facts", "unknown", "holder, holder, number")]),
    ({"orientation": "square"}, [Fault("orientation", "unknown", "square")]),
    ({"signatures": []}, [Fault("signature1_name_ja", "empty")]),
    (
        {"signatures": [{"title": {"ja": "市長", "en": ""}, "name": {"ja": "", "en": "Mayor"}}]},
        [Fault("signature1_name_ja", "empty")],
    ),
]


@pytest.mark.parametrize(("parts", "expected"), WRONG)
def test_what_cannot_stand_is_named_at_its_place(parts, expected):
    assert found(changed(**parts), has_term=False) == expected


def test_fact_may_stand_in_the_text_instead():
    closing = {"ja": "{holder}の{subject}を認証します（第{number}号）。", "en": "{holder}: {subject}, No. {number}"}

    assert found(changed(facts=["level"], closing=closing)) == []
    one_language = closing | {"en": "No. {number}"}
    assert found(changed(facts=["level"], closing=one_language)) == [Fault("closing_en", "missing", "holder")]


def test_seal_needs_its_words():
    alt = {"ja": "市章", "en": ""}

    assert found(changed(seal_alt=alt), has_seal=True) == [Fault("seal_alt_en", "empty")]
