"""Keeps the translations: `add FILE` merges {msgid: {"ja": ..., "zh_Hans": ...}}, `compile` writes the .mo files.

No system package is needed: polib reads and writes the catalogs.
Beside its languages, a plural has "plural", and a word of two meanings "context".
`add FILE --catalog packages` writes what the packages below leave in English; `--domain djangojs` what their scripts say.
"""

import argparse
import fcntl
import json
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("ja", "zh_Hans")
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def catalog_path(language: str, folder: str = "", domain: str = "django") -> Path:
    """Where a language's catalog lies."""
    return ROOT / "locale" / folder / language / "LC_MESSAGES" / f"{domain}.po"


def catalog(path: Path, language: str) -> polib.POFile:
    """The catalog, empty when there is none yet."""
    if path.exists():
        return polib.pofile(str(path), wrapwidth=100)
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = HEADER | {"Language": language}
    return fresh


def add(source: Path, folder: str = "", domain: str = "django") -> None:
    """Merges translations into both catalogs; an existing msgid gets the new words; a language not named keeps its own."""
    entries = json.loads(source.read_text(encoding="utf-8"))
    with (ROOT / "locale" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for language in LANGUAGES:
            path = catalog_path(language, folder, domain)
            po = catalog(path, language)
            known = {(entry.msgctxt or "", entry.msgid, entry.msgid_plural): entry for entry in po}
            for msgid, words in entries.items():
                if language in words or not folder:
                    context, plural = words.get("context", ""), words.get("plural", "")
                    entry = known.get((context, msgid, plural))
                    if entry is None:
                        entry = polib.POEntry(msgctxt=context or None, msgid=msgid, msgid_plural=plural)
                        po.append(entry)
                    put(entry, words[language])
            po.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
            path.parent.mkdir(parents=True, exist_ok=True)
            po.save(str(path))
            po.save_as_mofile(str(path.with_suffix(".mo")))


def put(entry: polib.POEntry, words: str) -> None:
    """Gives an entry its words."""
    if entry.msgid_plural:
        entry.msgstr_plural = {0: words}
    else:
        entry.msgstr = words
    if "%(" in entry.msgid and "python-format" not in entry.flags:
        entry.flags.append("python-format")


def compile_catalogs() -> None:
    """Writes the .mo files beside the .po files, where they are missing or older."""
    for path in sorted((ROOT / "locale").rglob("*.po")):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(target))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("compile")
    adding = verbs.add_parser("add")
    adding.add_argument("file", type=Path)
    adding.add_argument("--catalog", choices=["", "packages"], default="")
    adding.add_argument("--domain", choices=["django", "djangojs"], default="django")
    given = parser.parse_args()
    if given.verb == "add":
        add(given.file, given.catalog, given.domain)
    else:
        compile_catalogs()
