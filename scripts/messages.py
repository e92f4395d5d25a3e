"""Keeps the translations: `add FILE` merges {msgid: {"ja": ..., "zh_Hans": ...}}, `compile` writes the .mo files.

No system package is needed: polib reads and writes the catalogs.
A plural is {"msgid": ..., "plural": ..., "ja": ..., "zh_Hans": ...}.
"""

import fcntl
import json
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("ja", "zh_Hans")
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def catalog_path(language: str) -> Path:
    """Where a language's catalog lies."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def catalog(language: str) -> polib.POFile:
    """The catalog, empty when there is none yet."""
    path = catalog_path(language)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=100)
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = HEADER | {"Language": language}
    return fresh


def add(source: Path) -> None:
    """Merges translations into both catalogs; an existing msgid gets the new words."""
    entries = json.loads(source.read_text(encoding="utf-8"))
    with (ROOT / "locale" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for language in LANGUAGES:
            po = catalog(language)
            known = {(entry.msgid, entry.msgid_plural): entry for entry in po}
            for msgid, words in entries.items():
                plural = words.get("plural", "")
                entry = known.get((msgid, plural))
                if entry is None:
                    entry = polib.POEntry(msgid=msgid, msgid_plural=plural)
                    po.append(entry)
                if plural:
                    entry.msgstr_plural = {0: words[language]}
                else:
                    entry.msgstr = words[language]
                if "%(" in msgid and "python-format" not in entry.flags:
                    entry.flags.append("python-format")
            po.sort(key=lambda entry: entry.msgid)
            path = catalog_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            po.save(str(path))
            po.save_as_mofile(str(path.with_suffix(".mo")))


def compile_catalogs() -> None:
    """Writes the .mo files beside the .po files, where they are missing or older."""
    for language in LANGUAGES:
        path = catalog_path(language)
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            catalog(language).save_as_mofile(str(target))


if __name__ == "__main__":
    if sys.argv[1:2] == ["add"]:
        add(Path(sys.argv[2]))
    elif sys.argv[1:] == ["compile"]:
        compile_catalogs()
    else:
        sys.exit(__doc__)
