"""A small corpus, as pages."""

import pytest
from wagtail.models import Page

from home.models import StandardPage

CORPUS = {
    "ブランド": ("金沢市認定ブランド制度", "市内の優れた製品を認定し、販路の開拓を支援します。"),
    "福祉": ("かわさき基準（KIS）認証福祉製品", "自立支援に役立つ車いすや介護ロボットを認証しています。"),
    "マイスター": ("かわさきマイスター", "髙﨑さんは溶接、𠮷野さんは旋盤の匠です。"),
    "コンペ": ("産業デザインコンペティション2026", "テーマはスマート・シティとコンピューター支援設計。"),
    "展示会": ("国際環境技術展", "東京都や川崎市から133社が出展。ヴァイオリン演奏もあります。"),
    "補助金": ("中小企業向け補助金のご案内", "上限は１，０００千円。申請は令和８年４月１日から。"),
    "英語": ("Robots for welfare", "Wheelchair users tried the certified products in Kawasaki. Café KS-X100."),
    "中国語": ("川崎标准认证产品", "通过认证的福祉产品一览"),
    "引っ越し": ("事務所移転のお知らせ", "窓口は引っ越しました。サーバー停止日にご注意ください。"),
    "齋藤": ("齋藤製作所（渡邉 太郎）", "ｶﾅｶﾞﾀ精機 ㈱カワサキ。金型とメッキ。"),
}


@pytest.fixture
def corpus(db):
    root = Page.objects.get(depth=1)
    for name, (title, lead) in CORPUS.items():
        root.add_child(instance=StandardPage(title=title, lead=lead, slug=f"p{list(CORPUS).index(name)}"))
    return {page.title: name for page in StandardPage.objects.all() for name in CORPUS if CORPUS[name][0] == page.title}
