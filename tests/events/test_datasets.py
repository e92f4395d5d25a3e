"""The calendar as open data, and in the columns of the municipal standard."""

import csv
import io
import json
from datetime import timedelta

import jsonschema
import pytest
from wagtail.models import Site

from events.actions import events, venues
from home import clock
from home.models import CitySettings

pytestmark = pytest.mark.usefixtures("calendars")
STANDARD = (
    "全国地方公共団体コード,ID,地方公共団体名,イベント名,イベント名_カナ,イベント名_英字,言語コード,概要,説明,イベント種類,URL,コンテンツURL,"
    "状態,開始日,終了日,開始時間,終了時間,開始日時特記事項,場所名称,所在地_連結表記,緯度,経度,Web開催URL,主催者,共催団体,定員,料金種別,"
    "料金(基本),料金(詳細),参加申込終了日,参加申込終了時間,参加申込方法,アクセス方法,駐車場情報,連絡先名称,連絡先電話番号,連絡先内線番号,"
    "連絡先メールアドレス,連絡先FormURL,連絡先備考（その他、SNSなど）,備考,更新日"
)
EVENT = (
    "id,uid,kind,program,title_ja,title_en,title_zh,summary_ja,summary_en,summary_zh,starts_at,ends_at,state,notice_ja,notice_en,"
    "notice_zh,mode,venue_ja,venue_en,venue_zh,venue_address,ward,capacity,fee_yen,hosts,url,ics_url,changed_at"
)


def body(response):
    return b"".join(response.streaming_content)


def rows(client, name, **asked):
    return list(csv.DictReader(io.StringIO(body(client.get(f"/data/{name}.csv", asked)).decode("utf-8-sig"), newline="")))


def items(client, name, **asked):
    facts = json.loads(body(client.get(f"/data/{name}.json", asked)))
    validator = jsonschema.Draft202012Validator
    validator(client.get(f"/data/{name}.schema.json").json(), format_checker=validator.FORMAT_CHECKER).validate(facts)
    return facts["items"]


@pytest.fixture
def city(db):
    facts = {
        "city_ja": "見本市", "office_ja": "産業振興課", "telephone": "044-000-0000", "email": "office@city.example",
        "municipal_code": "141305",
    }  # fmt: skip
    return CitySettings.objects.update_or_create(site=Site.objects.get(), defaults=facts)[0]


@pytest.mark.parametrize(("name", "columns"), [("events", EVENT), ("event-list", STANDARD)])
def test_a_set_has_its_columns_also_without_an_event(client, name, columns):
    head = body(client.get(f"/data/{name}.csv")).decode("utf-8-sig").splitlines()[0]

    assert head.replace('"', "") == columns
    assert items(client, name) == []


def test_an_event_stands_in_the_columns_of_the_standard(client, city, manager, announced):
    event = announced("forum", days=3, summary_ja="一行目\n二行目", capacity=40, fee_yen=1_000, edition=3)
    event.parties.create(role="host", name_ja="見本市")
    event.parties.create(role="cohost", name_ja="見本会議所")

    row = rows(client, "event-list")[0]

    assert {name: value for name, value in row.items() if value} == {
        "全国地方公共団体コード": "141305",
        "ID": str(event.public_id),
        "地方公共団体名": "見本市",
        "イベント名": "講演 forum",
        "イベント名_英字": "Talk forum",
        "言語コード": "JA",
        "概要": "一行目",
        "説明": "一行目\n二行目",
        "イベント種類": "セミナー",
        "URL": "http://localhost:8000/events/forum/",
        "状態": "開催予定",
        "開始日": "2026-11-24",
        "終了日": "2026-11-24",
        "開始時間": "10:00",
        "終了時間": "12:00",
        "場所名称": "産業会館 ホール",
        "所在地_連結表記": "川崎市幸区川べり町1番20号",
        "主催者": "見本市",
        "共催団体": "見本会議所",
        "定員": "40",
        "料金種別": "有料",
        "料金(基本)": "1000",
        "連絡先名称": "産業振興課",
        "連絡先電話番号": "044-000-0000",
        "連絡先メールアドレス": "office@city.example",
        "備考": "第3回",
        "更新日": "2026-11-21",
    }
    assert items(client, "event-list")[0]["定員"] == 40


def test_a_postponed_event_has_no_day_and_a_cancelled_one_stays(client, city, manager, announced):
    events.postpone(announced("first"), reason="会場の都合", by=manager)
    events.cancel(announced("second"), reason="台風のため", by=manager)

    first, second = rows(client, "event-list")

    assert [first[name] for name in ("状態", "開始日", "開始時間", "開始日時特記事項")] == ["延期", "", "", "会場の都合"]
    assert [second[name] for name in ("状態", "開始日", "開始日時特記事項")] == ["中止", "2026-11-24", "台風のため"]
    assert [each["state"] for each in items(client, "events")] == ["postponed", "cancelled"]


def test_drafts_and_what_is_not_public_yet_are_in_no_set(client, manager, draft):
    draft("secret")
    soon = draft("soon")
    events.announce(soon, at=clock.now() + timedelta(hours=2), by=manager)

    before = [rows(client, name) for name in ("events", "event-list")]
    with clock.at(clock.now() + timedelta(hours=3)):
        after = [
            len(rows(client, name, since=(clock.now() - timedelta(hours=2)).isoformat())) for name in ("events", "event-list")
        ]

    assert (before, after) == ([[], []], [1, 1])


def test_changes_since_a_moment_know_a_renamed_venue(client, manager, venue, announced):
    announced("forum")
    moment = (clock.now() + timedelta(hours=1)).isoformat()
    assert rows(client, "events", since=moment) == []

    with clock.at(clock.now() + timedelta(hours=2)):
        venue.refresh_from_db()
        venues.save(venue, row_version=venue.row_version, name_ja="新しいホール", by=manager)
        changed = rows(client, "events", since=moment)

    assert [row["venue_ja"] for row in changed] == ["新しいホール"]


@pytest.mark.parametrize("code", ["14130", "1413055", "14130a", "１４１３０５"])
def test_a_code_of_a_municipality_has_six_digits(city, code):
    city.municipal_code = code

    with pytest.raises(Exception, match="municipal_code"):
        city.full_clean()
