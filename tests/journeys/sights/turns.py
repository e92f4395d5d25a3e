"""At which widths a sight is looked at."""

from collections import defaultdict

WIDTHS = (1280, 320)


class Turns:
    """At which widths a sight is looked at."""

    def __init__(self, *, every=False):
        self.every, self.looked = every, defaultdict(int)

    def widths_for(self, sight):
        """Both; of the desk one, and of the page type's next sight the other; each page type begins with another."""
        if self.every or not is_desk(sight):
            return WIDTHS
        first = list(self.looked).index(sight.kind) if sight.kind in self.looked else len(self.looked)
        turn = first + self.looked[sight.kind]
        self.looked[sight.kind] += 1
        return (WIDTHS[turn % 2],)


def is_desk(sight):
    return sight.path.startswith("/admin/")
