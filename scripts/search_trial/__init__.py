"""100 Japanese queries with what they should find, and the made entries that they are asked of: the same ones every time.

The judgments (queries.csv) were written before the search was tried on them. `self` means the one wanted entry; else an entry is
relevant when it has all the facts that are named, however its text spells them. The synonyms are those of the sample city.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from home.search.results import Findable

HERE = Path(__file__).parent
SYNONYMS = HERE.parents[1] / "home" / "samples" / "synonyms.txt"
SEED = 20_261_122
EVERY = 37  # one wanted entry among so many others, until all stand
RECALL = 0.95
WANTED_SHARE = 0.9
FIRST = 5
WARDS = ("kawasaki", "saiwai", "nakahara", "takatsu", "miyamae", "tama", "asao")
STEMS = (
    "第一",
    "東都",
    "北陽",
    "共立",
    "大和",
    "明光",
    "新生",
    "旭日",
    "丸善",
    "平和",
    "双葉",
    "南海",
    "松風",
    "青葉",
    "若宮",
    "日進",
    "三栄",
    "中央",
    "港北",
    "西湘",
)
TRADES = ("精密工業", "製作所", "電機", "化成", "木工", "食品", "金属", "樹脂", "繊維", "技研", "工芸", "商会")
NICKS = (
    "そら",
    "かぜ",
    "はな",
    "みどり",
    "あさひ",
    "こだま",
    "いずみ",
    "さくら",
    "もみじ",
    "みなと",
    "すばる",
    "ひかり",
    "のぞみ",
    "あおば",
    "つむぎ",
)
SAYINGS = (
    "職人が一つずつ確かめて仕上げています。",
    "試作を重ね、使う人の声を聞きながら形を決めました。",
    "部品は一つから交換でき、長く使えます。",
    "市内の三社が力を合わせて開発しました。",
    "色は四色からお選びいただけます。",
    "説明書は三つの言語で用意しています。",
    "展示会で多くの方に試していただきました。",
    "修理の相談は電話でも受け付けています。",
    "包装を減らし、箱にも地元の紙を使いました。",
    "大学の研究室とともに性能を測りました。",
    "少量の注文にも応じます。",
    "毎年、見直しと改良を続けています。",
)


@dataclass(frozen=True)
class Made:
    """One made entry; `code` only for a wanted one. `facts` are codes of concepts.csv."""

    code: str
    name: str
    kana: str
    name_en: str
    company: str
    company_kana: str
    ward: str
    line: str
    story: str
    facts: frozenset[str]


@dataclass(frozen=True)
class Asked:
    """A query, the code of the entry that is wanted, and the facts that make an entry relevant; none: the wanted one only."""

    words: str
    wanted: str
    facts: frozenset[str]
    sort: str

    def finds(self, made: Made) -> bool:
        """Whether the entry is relevant."""
        return self.facts <= made.facts if self.facts else made.code == self.wanted


def queries() -> list[Asked]:
    """The 100 queries."""
    found = []
    for row in _rows("queries.csv"):
        facts = frozenset() if row["relevant"] == "self" else frozenset(row["relevant"].split())
        found.append(Asked(row["query"], row["wanted"], facts, row["sort of query"]))
    return found


def synonyms() -> list[str]:
    """Groups of words with one meaning, as the office would type them."""
    return SYNONYMS.read_text(encoding="utf-8").split("\n")[:-1]


def made(count: int) -> Iterator[Made]:
    """So many entries, the wanted ones among them. The first are the same for every count."""
    wanted = _rows("wanted.csv")
    for number in range(count):
        place, rest = divmod(number, EVERY)
        if rest == 0 and place < len(wanted):
            yield _wanted(wanted[place], number)
        else:
            yield _filling(number)


def _filling(number: int) -> Made:
    chance = random.Random(SEED + number)
    facts = [chance.choice(codes) for codes in (_codes("thing"), _codes("material"), _codes("user"))]
    facts += chance.sample(_codes("feature"), 2)
    thing, material, user, feature, other = (_spelled(code, chance) for code in facts)
    nick, mark = chance.choice(NICKS), number % 97
    names = (
        f"{material}の{thing}「{nick}」",
        f"{feature}{thing} {nick}{mark}",
        f"{thing}「{nick}」",
        f"{user}のための{thing} {mark}型",
    )
    stem, trade = chance.choice(STEMS), chance.choice(TRADES)
    story = f"{user}の声から生まれた{thing}です。{material}を使い、{feature}と{other}を両立させました。"
    return Made(
        code="",
        name=chance.choice(names),
        kana="",
        name_en="",
        company=f"{stem}{trade}",
        company_kana="",
        ward=chance.choice(WARDS),
        line=f"{feature}の{thing}",
        story=story + "".join(chance.sample(SAYINGS, 4)),
        facts=frozenset(facts),
    )


def _wanted(row: dict[str, str], number: int) -> Made:
    chance = random.Random(SEED + number)
    facts = row["facts"].split()
    said = "、".join(_spelled(code, chance) for code in facts)
    return Made(
        story=f"{row['line']}。{said}。" + "".join(chance.sample(SAYINGS, 4)),
        ward=chance.choice(WARDS),
        facts=frozenset(facts),
        **{name: row[name] for name in ("code", "name", "kana", "name_en", "company", "company_kana", "line")},
    )


def _spelled(code: str, chance: random.Random) -> str:
    return chance.choice(_concepts()[code])


def _codes(kind: str) -> Sequence[str]:
    return [row["code"] for row in _rows("concepts.csv") if row["kind"] == kind]


@cache
def _concepts() -> dict[str, list[str]]:
    return {row["code"]: row["spellings"].split("|") for row in _rows("concepts.csv")}


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def findable(number: int, each: Made) -> Findable:
    """The entry as the register gives it to the index."""
    return Findable(
        key=number + 1,
        kind="product",
        titles={"ja": each.name, "en": each.name_en},
        path=f"{slug(number, each)}/",
        names=[each.kana],
        beside=[each.company, each.company_kana, each.line],
        texts=[each.story],
        ward=each.ward,
        reading=each.kana,
    )


def slug(number: int, each: Made) -> str:
    """made-00012, wanted-w01."""
    return f"wanted-{each.code}" if each.code else f"made-{number:05}"
