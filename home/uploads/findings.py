"""What an inspection says: the facts of a sound file, or why it is refused."""

from typing import TypedDict


class Facts(TypedDict, total=False):
    """What is known of a sound file.

    `cleaned` is set when the cleaned copy is to be stored instead of what came, `preview` when a small picture lies beside it.
    """

    cleaned: bool
    preview: bool
    pages: int
    width: int
    height: int


class PageFacts(TypedDict):
    """One drawn page: its size in pixels and the words on it."""

    width: int
    height: int
    text: str


class Unsound(Exception):
    """The file is refused; `code` says why (home.uploads.refusals has the words)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
