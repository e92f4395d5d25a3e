"""What lists of certificates and masters call their columns and states, and how they write a period."""

import re

from home.lists import values

COLUMN_WORDS = {
    "program": "制度 制度名 事業名 認証制度 認定制度 プログラム program",
    "fiscal_year": "年度 認証年度 認定年度 受賞年度 選定年度 表彰年度 年 年次 fiscal_year",
    "number": "認証番号 認定番号 登録番号 証書番号 認証No 認定No 認証№ 認定№ certificate_number 受賞番号",
    "name_ja": "製品名 認証製品名 認証製品 商品名 製品 品名 技術名 認定製品 認定技術 製品名称 製品・技術名 作品名 対象 名称 件名",
    "name_kana": "フリガナ ふりがな カナ 製品名カナ 製品名フリガナ よみがな 氏名カナ ヨミ 読み 読み仮名",
    "name_en": "英語名 英文名 英文名称 英語表記 製品名英語 product_name",
    "name_zh": "中国語名 中文名 中国語表記",
    "holder_ja": "企業名 会社名 事業者名 事業者 法人名 メーカー メーカー名 製造者 製造元 申請者 認証企業 認定企業 保有者 受賞者 "
    "団体名 社名",
    "holder_en": "企業名英語 会社英語名 英文社名 company_name",
    "corporate_number": "法人番号 会社法人等番号 13桁法人番号",
    "level": "区分 級 等級 認証区分 認定区分 種別 賞 賞名 ランク level",
    "category": "分野 部門 カテゴリ カテゴリー 製品分類 分類 職種 category",
    "area": "区 行政区 所在区 地区 区名 所在地 住所",
    "issued_on": "認証日 認定日 認証年月日 認定年月日 交付日 交付年月日 受賞日 決定日 発行日 登録日 認証月日 表彰日",
    "period": "有効期間 認証期間 認定期間 期間",
    "valid_from": "有効開始日 有効期間開始 開始日 有効期間（自） 期間開始",
    "valid_until": "有効期限 満了日 期限 有効終了日 有効期間終了 終了日 有効期間（至） 期間満了日",
    "state": "状態 現況 ステータス 現在の状態 認証状況 認定状況 有効/無効 status",
    "state_since": "異動日 取消日 返納日 辞退日 停止日 状態の日付 取消年月日 辞退年月日",
    "state_reason_ja": "理由 取消理由 異動理由 辞退理由",
    "website": "URL ホームページ HP 製品URL ウェブサイト webサイト リンク",
}
MASTER_WORDS = COLUMN_WORDS | {
    "name_ja": "氏名 名前 匠 匠名 マイスター マイスター名 認定者 認定者氏名 技能者名 技能者 受賞者 お名前",
    "holder_ja": "所属 勤務先 事業所名 所属企業 所属先 会社名 企業名 屋号",
    "category": "職種 業種 分野 部門 技能 技能分野 職名",
    "area": "区 行政区 所在区 地区 区名 居住区 住まいの区 所在地 住所",
    "name_kana": "フリガナ ふりがな よみがな カナ 氏名カナ ヨミ 読み 読み仮名",
}
STATE_WORDS = {
    "active": "有効 認証中 認定中 継続 継続中 現行 在籍 ○ 〇 valid active",
    "suspended": "停止 停止中 一時停止 効力停止 suspended",
    "withdrawn": "取消 取消し 取り消し 認証取消 認定取消 withdrawn",
    "surrendered": "返納 返上 辞退 取下げ 取り下げ 認証辞退 認定辞退 自主返納 given_back",
    "superseded": "更新済 更新済み 後継あり superseded",
    "expired": "期限切れ 満了 期間満了 失効 終了 有効期限切れ expired",
}
STATES = {word: code for code, words in STATE_WORDS.items() for word in (code, *words.split())}
BETWEEN = re.compile(r"\s*(?:から|より|[~〜～∼]|\s[-–—―−－]\s|[–—―])\s*")


def read_period(raw: str, label: str) -> values.Reading:
    """Two days, or one and an open end: 令和5年4月1日～令和8年3月31日."""
    parts = BETWEEN.split(values.tidy(raw).value.removesuffix("まで").strip(), maxsplit=1)
    if len(parts) != 2:
        raise values.Refused("period")
    first, last = (values.day(part, label) if part.strip() else None for part in parts)
    if first is None:
        raise values.Refused("period")
    return values.Reading((first.value, last.value if last else None), ("period",))
