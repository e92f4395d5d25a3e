import pytest

from home.search.maps import center


@pytest.mark.parametrize(
    ("outline", "place"),
    [("0,0 20,0 20,10 0,10", (10.0, 5.0)), ("0,0 30,0 0,30", (10.0, 10.0)), ("1,2 3,4 5,6", (1.0, 2.0))],
)
def test_center_is_where_the_weight_lies(outline, place):
    assert center(outline) == place


def test_center_wants_three_corners():
    with pytest.raises(ValueError, match="0,0 1,1"):
        center("0,0 1,1")
