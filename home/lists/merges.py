"""Spreads what stands in a merged cell over all its cells."""

from bisect import bisect_right
from collections.abc import Iterator

from home.lists.rows import Row

Merge = tuple[int, int, int, int]


def filled(rows: Iterator[Row], merges: list[Merge]) -> Iterator[Row]:
    """The rows with the text of each merged cell in all its cells: below marked "merged", to the right "across"."""
    starts = [merge[0] for merge in merges]
    open_: list[tuple[Merge, str]] = []
    seen = 0
    for row in rows:
        upto = bisect_right(starts, row.number)
        open_ = [(merge, text) for merge, text in open_ if merge[1] >= row.number]
        for merge, text in open_:
            row.put(merge[2], text, "merged")
            for column in range(merge[2] + 1, merge[3] + 1):
                row.put(column, text, "across")
        for merge in merges[seen:upto]:
            top, bottom, left, right = merge
            text = row.text(left) if top == row.number else ""
            if text:
                for column in range(left + 1, right + 1):
                    row.put(column, text, "across")
                if bottom > top:
                    open_.append((merge, text))
        seen = upto
        yield row
