"""An event in the columns of the municipal standard open dataset, event list (自治体標準オープンデータセット「イベント一覧」).

Edition: the event model of the Digital Agency's interoperability framework, on which the municipal standard rests:
"コアデータモデル解説書 イベント" (DS-43C, 30 June 2022; github.com/JDA-DM/GIF, file 43C_core_datamodel_event.md). The columns
stand in its order. Before them stand the three with which every list of the municipal standard begins (code of the
municipality, ID, name of the municipality); place and contact have the standard's common columns. Where the standard kept
the word of the earlier 推奨データセット (開始時間, 開始日時特記事項, 料金(基本), 参加申込終了日), that word stands, since
cities' files carry it. The standard's own definition sheet (a workbook on digital.go.jp) was not at hand: whoever has it
compares the names with COLUMNS below, the only place that knows them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from events.models import Event
from events.states import EventKind, EventMode, EventState, PartyRole
from home import clock, dates
from home.models import CitySettings
from home.open_data.sets import Field, Row

# name, kind, what stands there. A column that we cannot fill stays, empty: other cities' tools expect it.
COLUMNS: Sequence[tuple[str, str, Any]] = (
    ("全国地方公共団体コード", "id", _("Code of the municipality with its check digit, from the settings of the site.")),
    ("ID", "id", _("Identifier of the event; never changes.")),
    ("地方公共団体名", "text", _("The municipality.")),
    ("イベント名", "text", _("Title of the event.")),
    ("イベント名_カナ", "text", _("Reading of the title; not kept here.")),
    ("イベント名_英字", "text", _("Title in English.")),
    ("言語コード", "text", _("Language of this row.")),
    ("概要", "text", _("The summary's first line.")),
    ("説明", "text", _("The summary.")),
    ("イベント種類", "text", _("What kind of event.")),
    ("URL", "address", _("The page in the calendar.")),
    ("コンテンツURL", "address", _("The event for calendar programs.")),
    ("状態", "text", _("Scheduled, postponed or cancelled.")),
    ("開始日", "day", _("First day; empty while it is postponed.")),
    ("終了日", "day", _("Last day; empty while it is postponed.")),
    ("開始時間", "time", _("When it begins.")),
    ("終了時間", "time", _("When it ends.")),
    ("開始日時特記事項", "text", _("Why it was moved, postponed or cancelled.")),
    ("場所名称", "text", _("The venue; without one, how it is held.")),
    ("所在地_連結表記", "text", _("Address of the venue in one line.")),
    ("緯度", "decimal", _("Latitude; not kept here.")),
    ("経度", "decimal", _("Longitude; not kept here.")),
    ("Web開催URL", "address", _("Where it is held in the net.")),
    ("主催者", "text", _("Hosts.")),
    ("共催団体", "text", _("Co-hosts.")),
    ("定員", "whole", _("Number of people; empty without a limit.")),
    ("料金種別", "text", _("Free of charge or not.")),
    ("料金(基本)", "whole", _("Fee in yen.")),
    ("料金(詳細)", "text", _("More about the fee; not kept here.")),
    ("参加申込終了日", "day", _("Last day of registration; not kept here.")),
    ("参加申込終了時間", "time", _("Last hour of registration; not kept here.")),
    ("参加申込方法", "text", _("How to register; stands on the page.")),
    ("アクセス方法", "text", _("How to get there; stands on the page.")),
    ("駐車場情報", "text", _("Parking; stands on the page.")),
    ("連絡先名称", "text", _("The responsible office.")),
    ("連絡先電話番号", "text", _("Its telephone.")),
    ("連絡先内線番号", "text", _("Its extension; not kept here.")),
    ("連絡先メールアドレス", "text", _("Its e-mail address.")),
    ("連絡先FormURL", "address", _("Its form; there is none.")),
    ("連絡先備考（その他、SNSなど）", "text", _("More about the contact; not kept here.")),
    ("備考", "text", _("The edition of the event.")),
    ("更新日", "day", _("Day of the last change.")),
)
NEEDED = {"ID", "イベント名"}
FREE_OR_NOT = ("無料", "有料")
FIELDS = tuple(Field(name, name, meaning, kind, name in NEEDED) for name, kind, meaning in COLUMNS)


@dataclass(frozen=True)
class City:
    """What is the same in every row: the municipality, its office, and the Japanese words of kinds and states."""

    code: str
    name: str
    office: str
    telephone: str
    email: str
    kinds: Mapping[str, str]
    states: Mapping[str, str]
    modes: Mapping[str, str]


def city_of() -> City:
    """From the settings of the default site. The words are taken once: a stream must not hold a language."""
    city = CitySettings.for_site(Site.objects.get(is_default_site=True))
    with translation.override("ja"):
        kinds, states, modes = ({value: str(label) for value, label in of.choices} for of in (EventKind, EventState, EventMode))
    office = city.office_ja or city.name_ja
    return City(city.municipal_code, city.city_ja, office, city.telephone, city.email, kinds, states, modes)


def row(event: Event, city: City, *, url: str | None, hosts: Mapping[PartyRole, Sequence[str]]) -> Row:
    """One event. A postponed one has no day: its old one would be read as a promise."""
    venue, begins, ends = event.venue, dates.local(event.starts_at), dates.local(event.ends_at)
    waits = event.state == EventState.POSTPONED
    online = venue.online_url if venue and event.mode != EventMode.ONSITE else ""
    known: dict[str, Any] = {
        "全国地方公共団体コード": city.code or None,
        "ID": str(event.public_id),
        "地方公共団体名": city.name,
        "イベント名": event.title_ja,
        "イベント名_英字": event.title_en,
        "言語コード": "JA",
        "概要": event.summary_ja.strip().partition("\n")[0].strip(),
        "説明": event.summary_ja,
        "イベント種類": city.kinds[event.kind],
        "URL": url,
        "状態": city.states[event.state],
        "開始日": None if waits else event.first_day,
        "終了日": None if waits else event.last_day,
        "開始時間": None if waits else f"{begins:%H:%M}",
        "終了時間": None if waits else f"{ends:%H:%M}",
        "開始日時特記事項": event.notice_ja,
        "場所名称": venue.name_ja if venue else city.modes[event.mode],
        "所在地_連結表記": venue.address_ja if venue else "",
        "Web開催URL": online or None,
        "主催者": "、".join(hosts[PartyRole.HOST]),
        "共催団体": "、".join(hosts[PartyRole.COHOST]),
        "定員": event.capacity,
        "料金種別": FREE_OR_NOT[event.fee_yen > 0],
        "料金(基本)": event.fee_yen,
        "連絡先名称": city.office,
        "連絡先電話番号": city.telephone,
        "連絡先メールアドレス": city.email,
        "備考": f"第{event.edition}回" if event.edition else "",
        "更新日": max(event.updated_at, event.announced_at or event.updated_at).astimezone(clock.TOKYO).date(),
    }
    return {name: known.get(name, "" if kind == "text" else None) for name, kind, _meaning in COLUMNS}
