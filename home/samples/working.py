"""Samples of what people work with: steps, messages, filters, seals."""

from datetime import timedelta
from typing import Any

from home import clock
from home.samples.form import SampleForm


def working() -> dict[str, dict[str, Any]]:
    """Component -> name of the sample -> arguments."""
    now, today = clock.now(), clock.today()
    groups = [
        {
            "name": "program",
            "label": "プログラム",
            "options": [
                {"value": "a", "label": "福祉製品", "count": 28, "checked": True},
                {"value": "b", "label": "ものづくり", "count": 17},
            ],
        },
        {
            "name": "ward",
            "label": "区",
            "options": [{"value": "n", "label": "中央区", "count": 12}, {"value": "k", "label": "港区", "count": 9}],
        },
    ]
    steps = [
        {"label": "申請者", "url": "#", "state": "done"},
        {"label": "製品の概要", "url": "#", "state": "current"},
        {"label": "八つの理念", "url": "#", "state": "wrong", "note": "2か所の修正"},
        {"label": "添付書類", "url": "#", "state": "todo"},
    ]
    return {
        "steps": {"four": {"steps": steps, "label": "申請書の章"}},
        "empty": {
            "nothing": {
                "title": "この条件に合うものはありません",
                "text": "条件を一つ外すと、近いものが見つかります。",
                "url": "#",
                "label": "区を外して探す",
            }
        },
        "summary_list": {
            "two": {
                "items": [
                    {"label": "申請者", "value": "みなと福祉機器株式会社", "url": "#", "action": "直す"},
                    {"label": "所在地", "value": "みなと市中央区駅前本町 11-2"},
                ]
            }
        },
        "progress": {"scores": {"value": 12, "maximum": 20, "label": "採点した件数"}},
        "dialog": {
            "withdraw": {
                "id": "withdraw",
                "title": "申請を取り下げますか",
                "text": "取り下げた申請は元に戻せません。",
                "action": "#",
                "confirm": "取り下げる",
                "opener": "取り下げる",
                "danger": True,
            }
        },
        "message": {
            "office": {
                "author": "福祉産業課 佐原",
                "role": "事務局",
                "at": now,
                "text": "試験報告書の3ページが読めませんでした。\nもう一度お送りいただけますか。",
            },
            "mine": {
                "author": "みなと 洋子",
                "at": now,
                "text": "差し替えました。",
                "mine": True,
                "files": [{"name": "試験報告書.pdf", "url": "#", "size": 1_200_000, "kind": "PDF", "pages": 4}],
                "waiting": [{"name": "写真.jpg", "refusal": ""}],
            },
        },
        "tabs": {
            "three": {
                "label": "表示",
                "items": [
                    {"label": "すべて", "url": "#", "current": True, "count": 60},
                    {"label": "有効", "url": "#", "count": 52},
                    {"label": "期限切れ", "url": "#", "count": 8},
                ],
            }
        },
        "filters": {"register": {"groups": groups, "q": "車いす", "action": "", "placeholder": "製品、会社、技術"}},
        "seal": {
            "valid": {
                "label": "この認証は有効です",
                "tone": "good",
                "name": "ひとつ折り車いす ORU",
                "number": "KIS-2026-0042",
                "until": today + timedelta(days=900),
            },
            "withdrawn": {"label": "この認証は取り消されました", "tone": "bad", "number": "KIS-2019-0007"},
        },
        "dropzone": {"drawing": {"field": SampleForm(prefix="drop")["drawing"], "accept": "PDF、20MBまで"}},
        "paper": {
            "picture": {"name": "使用風景.jpg", "url": "#", "size": 2_400_000, "preview": "/static/img/samples/wheel.svg"},
            "document": {"name": "取扱説明書.pdf", "url": "#", "size": 840_000, "kind": "PDF", "pages": 12},
        },
        "waiting_paper": {
            "waiting": {"name": "取扱説明書.pdf"},
            "refused": {"name": "様式.xlsx", "refusal": "ウイルスチェックで問題が見つかりました。"},
        },
        "toc": {
            "three": {
                "items": [
                    {"label": "申請できる方", "url": "#a"},
                    {"label": "審査の基準", "url": "#b"},
                    {"label": "日程", "url": "#c"},
                ]
            }
        },
    }
