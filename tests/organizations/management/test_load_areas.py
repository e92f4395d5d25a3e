"""Wards come from a file, all or none, and are renewed by their codes."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from organizations.models import Area

pytestmark = pytest.mark.django_db
FILE = settings.ROOT / "organizations" / "fixtures" / "wards-of-kawasaki.csv"
SAMPLES = settings.ROOT / "organizations" / "samples" / "areas.json"


def test_the_seven_wards_and_the_world_outside():
    call_command("load_areas", FILE)
    call_command("load_areas", FILE)

    assert [area.name_ja for area in Area.objects.filter(in_city=True)] == [
        "川崎区", "幸区", "中原区", "高津区", "宮前区", "多摩区", "麻生区",
    ]  # fmt: skip
    assert [area.code for area in Area.objects.filter(in_city=False)] == ["outside"]
    assert list(Area.objects.values_list("code", flat=True)) == [row["code"] for row in json.loads(SAMPLES.read_text())]


def test_another_citys_wards_in_json_renew_and_keep_what_is_not_named(tmp_path, ward, company):
    file = tmp_path / "wards.json"
    file.write_text(json.dumps([{"code": "minato", "name_ja": "港区"}, {"code": "kita", "name_ja": "北区", "in_city": False}]))
    call_command("load_areas", file)
    file.write_text(json.dumps([{"code": "minato", "name_ja": "みなと区"}]))

    call_command("load_areas", file)

    assert list(Area.objects.order_by("pk").values_list("code", "name_ja", "in_city")) == [
        ("nakahara", "中原区", True),
        ("minato", "みなと区", True),
        ("kita", "北区", False),
    ]
    assert company.area == ward


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("code,name_ja\na,甲区\n,乙区\n", "row 2: code is missing"),
        ("code,name_ja\na,甲区\na,乙区\n", "named twice: a"),
        ("code,name_ja,colour\na,甲区,red\n", "row 1: the columns are"),
        ("code,name_ja,in_city\na,甲区,maybe\n", "yes or no, not maybe"),
        ("code,name_ja,order\na,甲区,first\n", "order is a number"),
        ("code,name_ja\na,甲区\nnot a code,乙区\n", "."),
        ("", "names no ward"),
        (None, "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_loaded(tmp_path, content, words):
    file = tmp_path / "wards.csv"
    if content is not None:
        file.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=words):
        call_command("load_areas", file)

    assert Area.objects.count() == 0
