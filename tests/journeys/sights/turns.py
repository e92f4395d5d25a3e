"""Which sights are looked at, and at which widths: in CI in turn, another part with each commit; SOAK=1 looks at all at both."""

from collections import defaultdict

WIDTHS = (1280, 320)
FURTHER = 3


class Turns:
    """`turn` is the commit's number (tests/selection.py); `is_free` says of a step that it leaves nothing behind."""

    def __init__(self, turn=0, *, every=False, is_free=lambda do: do is None):
        self.turn, self.every, self.is_free = turn, every, is_free
        self.looked = defaultdict(int)

    def widths_for(self, sight):
        """One of two: of the page type's next sight the other, and outside the desk the other with the next commit. None: spared.

        Of each page type the first sight is looked at each time. Of the desk's further ones a third: each in one of three
        commits. What is done on a page is done each time, unless it leaves nothing behind: a later sight may stand on it.
        """
        if self.every:
            return WIDTHS
        first = list(self.looked).index(sight.kind) if sight.kind in self.looked else len(self.looked)
        number = self.looked[sight.kind]
        self.looked[sight.kind] += 1
        if not is_desk(sight):
            return (WIDTHS[(first + number + self.turn) % 2],)
        if number and self.is_free(sight.do) and (first + number + self.turn) % FURTHER:
            return ()
        return (WIDTHS[(first + number) % 2],)


def is_desk(sight):
    return sight.path.startswith("/admin/")
