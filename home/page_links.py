"""Which links a rich text holds, as the editor stores it. No Django."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

PAGE, DOCUMENT, ADDRESS, OUTSIDE = "page", "document", "address", "outside"
LONGEST_TARGET = 2_000
LONGEST_TEXT = 200


@dataclass(frozen=True)
class FoundLink:
    """A link with its words. `target` is a key of a page or document, a path of this site, or an address outside."""

    kind: str
    target: str
    text: str


def links_in(html: str, own_hosts: frozenset[str] = frozenset()) -> list[FoundLink]:
    """Every link that can be followed, each once, in order. E-mail, telephone and places on the same page are none.

    `own_hosts`: names under which this site stands; links to them are paths of this site.
    """
    reader = _Reader(own_hosts)
    reader.feed(html)
    reader.close()
    return list(dict.fromkeys(reader.found))


class _Reader(HTMLParser):
    def __init__(self, own_hosts: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.own_hosts = own_hosts
        self.found: list[FoundLink] = []
        self._kind, self._target, self._words = "", "", [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._end()
            self._kind, self._target = _where({name: value or "" for name, value in attrs}, self.own_hosts)
            self._words = []

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end()

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self) -> None:
        if self._kind:
            words = " ".join("".join(self._words).split())[:LONGEST_TEXT]
            self.found.append(FoundLink(self._kind, self._target, words))
        self._kind = ""


def _where(attributes: dict[str, str], own_hosts: frozenset[str]) -> tuple[str, str]:
    """Kind and target; an empty kind for what cannot be followed."""
    if attributes.get("linktype") in {PAGE, DOCUMENT}:
        return attributes["linktype"], attributes.get("id", "")
    address = attributes.get("href", "").strip()
    if not address or address.startswith("#") or len(address) > LONGEST_TARGET:
        return "", ""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return OUTSIDE, address  # no address at all: following it says so
    if not parts.scheme and not host:
        return (ADDRESS, parts.path) if parts.path.startswith("/") else ("", "")
    if parts.scheme not in {"http", "https", ""}:
        return "", ""
    if host in own_hosts:
        return ADDRESS, parts.path or "/"
    return OUTSIDE, address.partition("#")[0]
