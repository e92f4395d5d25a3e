"""Names as banks write them (half-width kana, カ) for 株式会社, no small kana) and as people do, made comparable."""

import difflib
import re
import unicodedata

# What stands for a legal form in transfers, with the bracket where the form ends or begins the name: カ 株式, ユ 有限, ド 合同,
# シ 合資, メ 合名, ザイ 財団, シャ 社団, ガク 学校, フク 社会福祉, トクヒ 特定非営利活動 and their likes (全銀協 法人略語).
SHORT = "トクヒ|フクシ|シユウ|ザイ|シヤ|ガク|フク|イツザイ|イツシヤ|コウザイ|コウシヤ|ドク|ホウ|カ|ユ|ド|シ|メ|イ"
FORMS = (
    "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般財団法人", "公益財団法人", "財団法人", "一般社団法人",
    "公益社団法人", "社団法人", "学校法人", "社会福祉法人", "特定非営利活動法人", "医療法人", "独立行政法人", "国立大学法人",
    "カブシキガイシヤ", "ユウゲンガイシヤ", "ゴウドウガイシヤ", "CO.,LTD", "CO.LTD", "LTD", "INC", "(株)", "(有)", "(同)",
)  # fmt: skip
LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
BRACKETED = re.compile(rf"^(?:{SHORT})\)|\((?:{SHORT})\)|\((?:{SHORT})$")
ALIKE = 0.8
LEAST = 3  # two characters are no name


def folded(name: str) -> str:
    """What is left of a name without width, spaces, signs, small kana, long marks and legal forms; kana are katakana."""
    text = unicodedata.normalize("NFKC", name).upper()
    text = "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in text).translate(LARGE)
    text = re.sub(r"^(?:フリコミ|振込)|[\s・･]", "", text)  # some banks say first that it is a transfer
    for form in FORMS:
        text = text.replace(form, "")
    text = BRACKETED.sub("", text)
    return re.sub(r"[^\w]|[ー_]", "", text)


def likeness(one: str, other: str) -> float:
    """1 for the same name, below for one that is cut off or written a little differently, 0 for different ones."""
    left, right = folded(one), folded(other)
    if min(len(left), len(right)) < LEAST:
        return 0.0
    if left == right:
        return 1.0
    if left in right or right in left:
        return 0.9
    ratio = difflib.SequenceMatcher(None, left, right, autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0.0
