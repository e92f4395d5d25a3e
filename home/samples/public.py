"""Samples of what the public sees: pictures, calls, events, plans."""

from datetime import date, timedelta
from typing import Any

from home import clock
from home.highlights import Highlight
from home.samples.pictures import GEARS, LATHE, WHEEL
from home.schedules import Phase, draw
from home.search.maps import center


def _ward(name: str, outline: str, count: int, *, chosen: bool = False) -> dict[str, Any]:
    """As the search gives it to the map; a ward in which nothing is found has no choice."""
    x, y = center(outline)
    choice = {"label": name, "count": count, "link": "#", "chosen": chosen} if count else None
    return {"name": name, "outline": outline, "x": x, "y": y, "choice": choice}


def shown() -> dict[str, dict[str, Any]]:
    """Component -> name of the sample -> arguments."""
    now, today = clock.now(), clock.today()
    soon = now + timedelta(days=3, hours=2)
    events = [
        Highlight(
            "知的財産スクール 第2回", "#", kind="講座", date=today + timedelta(days=4), accent="violet", text="産業振興会館 9階"
        ),
        Highlight("国際環境技術展", "#", kind="展示会", date=today + timedelta(days=11), accent="teal", text="みなとアリーナ"),
        Highlight(
            "公開最終審査", "#", kind="コンペ", date=today + timedelta(days=33), accent="magenta", text="どなたでも見られます"
        ),
    ]
    return {
        "ward_map": {
            "one": {
                "wards": [
                    _ward("山の手区", "0,0 40,0 36,30 0,26", 12),
                    _ward("中央区", "40,0 70,4 66,36 36,30", 31, chosen=True),
                    _ward("港区", "70,4 100,20 96,60 66,36", 0),
                ]
            }
        },
        "card": {
            "orange": {
                "url": "#",
                "title": "ひとつ折り車いす ORU",
                "picture": WHEEL,
                "kind": "福祉製品",
                "text": "片手で畳めて、車のトランクに立てて載る",
                "date": today,
                "accent": "orange",
            },
            "steel": {
                "url": "#",
                "title": "真空用ベローズの一体成形",
                "picture": LATHE,
                "kind": "技術",
                "text": "溶接をなくし、漏れを一桁減らす",
                "date": today,
                "accent": "steel",
            },
            "green": {
                "url": "#",
                "title": "歯切り 桐生 まさる",
                "picture": GEARS,
                "kind": "匠",
                "text": "耳で0.01ミリを聞き分ける",
                "date": today,
                "accent": "green",
            },
        },
        "picture": {"one": {"picture": WHEEL}, "none": {}},
        "open_call": {
            "orange": {
                "url": "#",
                "title": "令和8年度 福祉製品の認証",
                "kind": "福祉製品",
                "text": "全国の企業が申請できます。審査料はかかりません。",
                "until": soon,
                "accent": "orange",
            },
            "magenta": {
                "url": "#",
                "title": "産業デザインコンペ 作品募集",
                "kind": "デザイン",
                "text": "市内企業5社のテーマに、どなたでも応募できます。",
                "until": now + timedelta(days=26),
                "accent": "magenta",
            },
        },
        "strip": {"three": {"items": events}},
        "news_list": {
            "two": {
                "items": [
                    Highlight("令和8年度の認証製品を発表しました", "#", date=today),
                    Highlight("年末年始の窓口のご案内", "#", date=today - timedelta(days=6)),
                ]
            }
        },
        "figures": {
            "three": {
                "items": [
                    {"value": "196", "unit": "件", "label": "認証した福祉製品", "url": "#"},
                    {"value": "96", "unit": "人", "label": "マイスター"},
                    {"value": "48", "unit": "件", "label": "知財のライセンス契約"},
                ],
                "source": "市の公表資料(2025年3月)",
                "source_url": "#",
            }
        },
        "timeline": {
            "three": {
                "items": [
                    {
                        "at": now,
                        "title": "修正をお願いしました",
                        "by": "事務局",
                        "text": "安全性の試験報告書を添えてください。",
                        "tone": "warn",
                    },
                    {
                        "at": now - timedelta(days=2),
                        "title": "申請を受け付けました",
                        "by": "みなと福祉機器株式会社",
                        "tone": "good",
                    },
                    {"at": now - timedelta(days=9), "title": "下書きを始めました", "by": "みなと福祉機器株式会社"},
                ]
            }
        },
        "schedule": {"round": {"schedule": _schedule(today), "title": "令和8年度の日程"}},
        "calendar": {
            "month": {
                "title": f"{today.year}年{today.month}月",
                "weeks": _weeks(today),
                "weekdays": list("月火水木金土日"),
                "previous": "#",
                "next": "#",
            }
        },
    }


def _schedule(today: date) -> Any:
    start = today.replace(day=1) - timedelta(days=75)

    def days(first: int, last: int) -> tuple[date, date]:
        return start + timedelta(days=first), start + timedelta(days=last)

    plan = {
        "申請の受付": days(5, 50),
        "書類の確認": days(51, 70),
        "審査": days(66, 118),
        "認証の発表": days(140, 140),
        "認証書の授与": days(161, 161),
    }
    return draw([Phase(label, first, last) for label, (first, last) in plan.items()], today)


def _weeks(today: date) -> list[list[dict[str, Any]]]:
    first = today.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    entries = {
        3: [{"title": "知的財産スクール 第2回", "url": "#", "kind": "講座", "accent": "violet", "time": "18:30"}],
        11: [{"title": "国際環境技術展", "url": "#", "kind": "展示会", "accent": "teal", "time": "10:00"}],
        19: [{"title": "産業デザインコンペ 公開最終審査", "url": "#", "kind": "コンペ", "accent": "magenta", "time": "13:00"}],
    }
    days = [monday + timedelta(days=number) for number in range(35)]
    cells = [
        {
            "date": day,
            "outside": day.month != first.month,
            "today": day == today,
            "entries": entries.get(day.day, []) if day.month == first.month else [],
        }
        for day in days
    ]
    return [cells[number : number + 7] for number in range(0, 35, 7)]
