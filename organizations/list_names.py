"""How lists write what is one and the same: names of firms, wards, addresses."""

import re
import unicodedata
from collections.abc import Mapping

from home.glyphs import VARIANTS

FORMS = {
    "(株)": "株式会社",
    "(有)": "有限会社",
    "(合)": "合同会社",
    "(資)": "合資会社",
    "(名)": "合名会社",
    "(財)": "財団法人",
    "(社)": "社団法人",
}

HYPHENS = re.compile("[\u2010-\u2015\u2212\u30fc\uff0d\uff70-]")

PREFECTURE = re.compile(r"^(北海道|東京都|京都府|大阪府|[^\s都道府県]{2,3}県)")
OUTSIDE = {"市外", "その他", "区外", "県外", "都内"}


def name_key(name: str) -> str:
    """The name by which two spellings are told to be the same firm: ㈱ is 株式会社.

    Width, spaces, hyphens and old glyphs do not matter.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()
    plain = HYPHENS.sub("-", plain.translate(VARIANTS))
    for short, long in FORMS.items():
        plain = plain.replace(short, long)
    return plain


def spellings(name: str) -> set[str]:
    """Names under which the same firm may be stored."""
    plain = unicodedata.normalize("NFKC", name)
    new = plain.translate(VARIANTS)
    found = {name, plain, new}
    for old, now in VARIANTS.items():
        if chr(old) != now and str(now) in new:  # the register may have the old form where the list has the new one
            found.add(new.replace(str(now), chr(old)))
    for short, long in FORMS.items():
        found |= {each.replace(short, long) for each in found} | {each.replace(long, short) for each in found}
    return found | {re.sub(r"\s+", "", each) for each in found}


def ward_of(said: str, wards: Mapping[str, str]) -> str | None:
    """The code of the ward that the words name: 中原区, 川崎市中原区, 中原, Nakahara. `wards`: code by name. None: unknown."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", said)).casefold()
    for name, code in wards.items():
        known = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()
        if plain == known or (plain.endswith(known) and len(known) >= 2) or f"{plain}区" == known or f"{plain}-ku" == known:
            return code
    return None


def ward_in(address: str, wards: Mapping[str, str]) -> str | None:
    """The code of the ward that an address lies in, by a name that ends in 区."""
    plain = unicodedata.normalize("NFKC", address)
    return next((code for name, code in wards.items() if name.endswith("区") and name in plain), None)


def parted(address: str, wards: Mapping[str, str]) -> dict[str, str]:
    """An address on one line as prefecture, municipality (with its ward) and the rest; what cannot be told stays in the rest."""
    rest = address.strip()
    parts = {"prefecture": "", "municipality": "", "street": ""}
    if match := PREFECTURE.match(rest):
        parts["prefecture"], rest = match[1], rest[match.end() :].strip()
    for name in wards:
        place = rest.find(name)
        if name.endswith("区") and 0 <= place <= 12:
            parts["municipality"], rest = rest[: place + len(name)].strip(), rest[place + len(name) :].strip()
            break
    parts["street"] = rest
    return {name: text for name, text in parts.items() if text}


def kind_by_name(name: str) -> str:
    """The kind that the name tells, or that most firms of such lists are."""
    endings = (("university", ("大学", "研究所", "高専", "専門学校")), ("bank", ("銀行", "信用金庫", "信用組合")))
    for kind, words in endings:
        if any(word in name for word in words):
            return kind
    if re.search(r"(市役所|区役所|県庁|[市区町村]$|商工会議所|公社$)", name):
        return "municipality"
    if re.search(r"(NPO|ＮＰＯ|特定非営利|社会福祉法人|財団法人|社団法人)", name):
        return "npo"
    return "sme"
