"""What lists of firms call their columns, and the kinds of organizations."""

COLUMN_WORDS = {
    "public_id": "id 識別子",
    "name_ja": "企業名 会社名 法人名 事業者名 団体名 組織名 商号 名称 社名 企業名称 事業所名 申請者 組織・団体名",
    "name_kana": "フリガナ ふりがな カナ 企業名カナ 会社名フリガナ 商号カナ ヨミ 読み",
    "name_en": "英語名 英文名称 英語表記 company_name english_name",
    "name_zh": "中国語名 中文名",
    "kind": "区分 種別 企業区分 法人区分 組織区分 形態",
    "corporate_number": "法人番号 会社法人等番号 法人No 13桁法人番号",
    "representative": "代表者 代表者名 代表者氏名 代表取締役 代表",
    "postal_code": "郵便番号 〒 zip 郵便",
    "address": "住所 所在地 本社所在地 本店所在地 住所1 所在",
    "prefecture": "都道府県",
    "municipality": "市区町村 市町村",
    "street": "町名番地 町域 番地 丁目番地",
    "building": "建物 建物名 ビル名 方書",
    "area": "区 行政区 所在区 地区 区名",
    "telephone": "電話 電話番号 TEL 連絡先電話番号 代表電話",
    "website": "URL ホームページ HP ウェブサイト webサイト ホームページアドレス",
    "capital": "資本金 資本金額 出資金",
    "employees": "従業員数 従業員 社員数 従業者数 常用従業員数",
}
KIND_WORDS = {
    "sme": "中小企業 株式会社 有限会社 会社 法人 企業",
    "sole": "個人 個人事業主 個人事業者",
    "large": "大企業",
    "university": "大学 研究機関",
    "npo": "NPO NPO法人 団体",
    "municipality": "自治体 行政",
    "bank": "銀行 金融機関",
    "other": "その他",
}
