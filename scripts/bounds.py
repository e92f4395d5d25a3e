"""Figures beside the bounds that they must keep; remembers what did not."""

import sys

OVER = 3


class Bounds:
    """Writes each figure with its bound, and gives the exit code in the end: 0, or 3 when one was not kept."""

    def __init__(self) -> None:
        self.over: list[str] = []

    def at_most(self, what: str, value: float, bound: float, digits: int = 0) -> str:
        """The figure beside the highest that is allowed."""
        return self._written(what, value, bound, digits, "<=" if value <= bound else ">", kept=value <= bound)

    def at_least(self, what: str, value: float, bound: float, digits: int = 0) -> str:
        """The figure beside the lowest that is allowed."""
        return self._written(what, value, bound, digits, ">=" if value >= bound else "<", kept=value >= bound)

    def _written(self, what: str, value: float, bound: float, digits: int, sign: str, *, kept: bool) -> str:
        words = f"{value:.{digits}f} {sign} {bound:.{digits}f}"
        if not kept:
            self.over.append(f"{what}: {words}")
        return f"{words}{'' if kept else ' OVER'}"

    def outcome(self) -> int:
        """Names what is over, and gives the exit code."""
        if not self.over:
            print("\nAll bounds are kept.")
            return 0
        print("\nOVER:\n" + "\n".join(f"  {line}" for line in self.over), file=sys.stderr)
        return OVER
