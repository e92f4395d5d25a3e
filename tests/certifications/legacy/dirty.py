"""Makes lists as offices have kept them for years: the same facts, each cell written in one of the ways people write it."""

import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from home.fiscal import ERAS, fiscal_year

WARDS = {"kawasaki": "川崎区", "nakahara": "中原区", "takatsu": "高津区"}
FIRMS = ("株式会社髙橋精工", "有限会社みなと工業", "合同会社ひかり", "多摩福祉機器株式会社", "渡邊製作所")
THINGS = ("歩行車ゆうゆう", "コミュニケーションボード", "セーフティ手すり", "食器らくらく", "見守りセンサー", "段差スロープ")
HEADS = {
    "number": ("認証番号", "認証No.", "認証\n番号", "登録番号（認証時）"),
    "name": ("製品名", "認証製品名", "製　品　名", "商品名", "製品名称"),
    "holder": ("企業名", "会社名", "事業者名", "メーカー", "申請者（企業名）"),
    "area": ("区", "所在区", "行政区", "区名"),
    "issued_on": ("認証日", "認証年月日", "交付日", "認証日（和暦）"),
    "level": ("区分", "認証区分", "種別"),
    "fiscal_year": ("年度", "認証年度", "年 度"),
}
ORDER = tuple(HEADS)
KANA = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}


@dataclass
class Dirty:
    """The grid as it lies in the sheet, its merged cells, and what each of its rows (from 1) must be read as; None: refused."""

    grid: list = field(default_factory=list)
    merges: list = field(default_factory=list)
    wanted: dict = field(default_factory=dict)
    skipped: set = field(default_factory=set)


def wide(text):
    """Full-width letters and digits."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def half_kana(text):
    """Katakana as old machines wrote it."""
    found = ""
    for sign in unicodedata.normalize("NFD", text):
        found += {"\u3099": "ﾞ", "\u309a": "ﾟ", "ー": "ｰ"}.get(sign) or KANA.get(sign, sign)
    return found


def day_words(day, chance):
    """One of the ways in which a day is written."""
    start, era = next((start, era) for start, era in ERAS if day >= start)
    number = day.year - start.year + 1
    year = "元" if number == 1 else str(number)
    short = {"令和": "R", "平成": "H", "昭和": "S"}[era]
    words = chance.choice(
        [
            f"{era}{year}年{day.month}月{day.day}日",
            f"{short}{number}.{day.month}.{day.day}",
            f"{era[0]}{number}.{day.month}.{day.day}",
            f"{short}{number}/{day.month:02}/{day.day:02}",
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day:%Y%m%d}",
            f"{day:%Y-%m-%d}",
            f"{day:%Y/%m/%d} 0:00:00",
            str((day - date(1899, 12, 30)).days),
        ]
    )
    words = wide(words) if chance.random() < 0.2 else words
    return f"{words}（更新）" if chance.random() < 0.08 else words


def firm_words(name, chance):
    """One of the ways in which a firm is written; all of them name the same."""
    for long, short in (("株式会社", "㈱"), ("有限会社", "㈲"), ("株式会社", "(株)"), ("有限会社", "（有）")):
        if long in name and chance.random() < 0.35:
            name = name.replace(long, short)
    if chance.random() < 0.15:
        name = name.replace("会社", "会社　").strip()
    return name


def year_words(year, chance):
    """One of the ways in which a fiscal year is written."""
    era = f"令和{year - 2018}" if year > 2019 else f"平成{year - 1988}"
    short = f"R{year - 2018}" if year > 2019 else f"H{year - 1988}"
    return chance.choice([f"{era}年度", short, str(year), f"{year}年度", wide(f"{era}年度"), f"{era}年"])


def make(seed, *, rows=12):
    """A list of certificates; the same again for the same seed."""
    chance = random.Random(seed)
    made, order = Dirty(), list(ORDER)
    if chance.random() < 0.5:
        chance.shuffle(order)
    blanks = sorted(chance.sample(range(len(order) + 1), chance.choice([0, 0, 1])), reverse=True)
    for place in blanks:
        order.insert(place, "")
    for title in chance.sample(
        ["かわさき基準（KIS）認証製品一覧", "経済労働局", "（取扱注意）", "令和８年４月１日現在"], chance.choice([0, 1, 2])
    ):
        made.grid.append([title])
    if chance.random() < 0.3:
        made.grid.append([])
    made.grid.append([chance.choice(HEADS[name]) if name else "" for name in order])
    ward_from, ward = 0, ""
    numbers = chance.sample(range(1, 900), rows)
    for place in range(rows):
        if chance.random() < 0.1:
            made.grid.append([])
        day = date(2012, 4, 1) + timedelta(days=chance.randrange(4_000))
        facts = {
            "number": f"KIS-{fiscal_year(day)}-{numbers[place]:03}",
            "name": f"{chance.choice(THINGS)} {place}",
            "holder": chance.choice(FIRMS),
            "area": chance.choice(list(WARDS)),
            "issued_on": day,
            "level": chance.choice(["standard", "premium"]),
            "fiscal_year": fiscal_year(day),
        }
        cells = {
            "number": facts["number"].replace("-", chance.choice("-－−‐ー")),
            "name": half_kana(facts["name"]) if chance.random() < 0.2 else facts["name"],
            "holder": firm_words(facts["holder"], chance),
            "area": chance.choice([WARDS[facts["area"]], f"川崎市{WARDS[facts['area']]}", WARDS[facts["area"]][:-1]]),
            "issued_on": day_words(day, chance),
            "level": {"standard": "認証", "premium": chance.choice(["KISプレミアム", "ＫＩＳプレミアム", "KIS プレミアム"])}[
                facts["level"]
            ],
            "fiscal_year": year_words(facts["fiscal_year"], chance),
        }
        if chance.random() < 0.3:
            cells["number"] = wide(cells["number"])
        wrong = chance.random()
        if wrong < 0.05:
            cells["area"], facts = "どこか区", None
        elif wrong < 0.1:
            cells["level"], facts = "特級", None
        elif wrong < 0.15:
            cells["issued_on"], facts = "令和元年2月30日", None
        made.grid.append([f" {cells[name]}\u200b" if name and chance.random() < 0.05 else cells.get(name, "") for name in order])
        row = len(made.grid)
        made.wanted[row] = facts
        column = order.index("area") + 1
        if facts and ward and ward == facts["area"] and made.grid[row - 2] != [] and ward_from == row - 1:
            made.grid[row - 1][column - 1] = ""
            made.merges.append((row - 1, row, column))
            ward_from, ward = 0, ""
        elif facts:
            ward_from, ward = row, facts["area"]
        if facts and chance.random() < 0.06:
            made.grid.append(
                list(made.grid[row - 1]) if made.grid[row - 1][column - 1] else [cells.get(name, "") for name in order]
            )
            made.skipped.add(len(made.grid))
            ward = ""
        if chance.random() < 0.05:
            made.grid.append(list(next(each for each in made.grid if sum(bool(cell) for cell in each) > 3)))
            made.skipped.add(len(made.grid))
            ward = ""
    if chance.random() < 0.5:
        made.grid.append([chance.choice(["合計", "計", "合　計"]), *[""] * (len(order) - 2), str(rows)])
        made.skipped.add(len(made.grid))
    if chance.random() < 0.3:
        made.grid.append(["※ 認証の取消しは含まない"])
        made.skipped.add(len(made.grid))
    return made
