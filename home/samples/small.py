"""Samples of small parts: marks, words, fields."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator

from home import clock
from home.samples.form import SampleForm, SampleOpenForm

ACCENTS = ("orange", "steel", "green", "magenta", "teal", "violet")
TONES = ("plain", "info", "good", "warn", "bad", "wait")
ICONS = (
    *("search", "arrow", "external", "download", "calendar", "check", "cross", "warn", "info"),
    *("wait", "dot", "ring", "plus", "pen", "lock", "file", "place"),
)


def small() -> dict[str, dict[str, Any]]:
    """Component -> name of the sample -> arguments."""
    now, today = clock.now(), clock.today()
    empty, wrong = SampleForm(), SampleForm({"name": "", "benefit": "あ" * 201, "price": "-1"}, prefix="wrong")
    soon, later = now + timedelta(days=3, hours=2), now + timedelta(days=40)
    crumbs = [{"title": "ホーム", "url": "#"}, {"title": "募集中のプログラム", "url": "#"}]
    return {
        "icon": {name: {"name": name} for name in ICONS},
        "button_link": {
            "次の一歩": {"url": "#", "label": "申請をはじめる", "style": "primary", "icon": "arrow"},
            "ほかの道": {"url": "#", "label": "募集要項を見る", "style": "outline"},
            "言葉だけ": {"url": "#", "label": "あとで決める", "style": "text"},
        },
        "tag": {
            accent: {"label": label, "accent": accent}
            for accent, label in zip(ACCENTS, ("福祉製品", "ものづくり", "匠", "デザイン", "展示会", "知財"), strict=True)
        },
        "state": {
            tone: {"label": label, "tone": tone}
            for tone, label in zip(TONES, ("下書き", "審査中", "認証", "修正のお願い", "取消し", "発表待ち"), strict=True)
        },
        "notice": {
            "info": {
                "title": "書類の確認が終わりました",
                "text": "審査は11月30日(月)に始まります。お待ちください。",
                "tone": "info",
            },
            "good": {"text": "申請を受け付けました。受付番号は KIS-2026-0042 です。", "tone": "good"},
            "warn": {
                "title": "2か所の修正をお願いします",
                "text": "11月27日(金) 17:00までに再提出してください。",
                "tone": "warn",
                "url": "#",
                "label": "修正する",
            },
            "bad": {"text": "ファイルを受け取れませんでした。PDFか確かめて、もう一度お送りください。", "tone": "bad"},
        },
        "typed": {"one": {"values": ["片手で折りたため、車に積めます。"]}},
        "open_fields": {"one": {"form": SampleOpenForm(about="sample", prefix="open")}},
        "error_summary": {
            "form": {"form": wrong},
            "errors": {"errors": [{"text": "図面が添付されていません。", "id": "id_drawing"}]},
        },
        "field": {name: {"field": empty[name]} for name in empty.fields}
        | {"wrong": {"field": wrong["name"]}, "wrong group": {"field": wrong["kind"]}},
        "field_need": {"must": {"field": empty["name"]}, "may": {"field": empty["price"]}},
        "field_errors": {"wrong": {"field": SampleForm({}, prefix="other")["name"]}},
        "deadline": {
            "soon": {"at": soon, "label": "締切"},
            "later": {"at": later},
            "day": {"at": today},
            "over": {"at": now - timedelta(days=1)},
        },
        "pagination": {"seven of twelve": {"page_obj": Paginator(range(240), 20).page(7), "base": "?q=sample&page="}},
        "breadcrumbs": {"three": {"items": crumbs, "current": "福祉製品の認証"}},
    }
