"""What CP932, the encoding of old office programs, cannot say: near signs that it has, and what is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

# The same signs by other code points: Windows decided otherwise than the standard, and nothing of the meaning is lost.
SAME = str.maketrans(
    {
        "\u301c": "\uff5e",  # 〜
        "\u2212": "\uff0d",  # −
        "\u2016": "\u2225",  # ‖
        "\u2014": "\u2015",  # —
        "\u00a2": "\uffe0",
        "\u00a3": "\uffe1",
        "\u00ac": "\uffe2",
        "\u00a5": "\uffe5",
        "\u203e": "\uffe3",
        "\u00a0": " ",
        "\u2013": "\uff0d",
    }
)
LOST = "〓"


@dataclass(frozen=True)
class Loss:
    """One sign at one place. `instead` stands in its place; it is lost unless that is the same sign by another number."""

    row: int
    column: int
    sign: str
    instead: str

    @property
    def lost(self) -> bool:
        return self.instead == LOST

    @property
    def code(self) -> str:
        return f"U+{ord(self.sign):04X}"


def has(text: str) -> bool:
    """Whether CP932 has the signs: written and read again, they are the same. (Some are written, and read as others.)"""
    try:
        return text.encode("cp932").decode("cp932") == text
    except UnicodeError:
        return False


def put(text: str, *, row: int = 0, column: int = 0, losses: list[Loss] | None = None) -> str:
    """The text with only signs that CP932 has. Adds what was replaced to `losses`."""
    if has(text):
        return text
    pieces = []
    for sign in text:
        near = sign if has(sign) else sign.translate(SAME)
        instead = near if has(near) else LOST
        pieces.append(instead)
        if instead != sign and losses is not None:
            losses.append(Loss(row, column, sign, instead))
    return "".join(pieces)


def losses_of(cells: Sequence[str], row: int) -> list[Loss]:
    """What one row would lose; columns count from 1."""
    found: list[Loss] = []
    for column, text in enumerate(cells, start=1):
        put(text, row=row, column=column, losses=found)
    return found
