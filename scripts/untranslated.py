"""Lists the words that have no translation, ours and the packages', and lost placeholders: exits with 1 when there are any.

Reads Python by its syntax tree and templates by Django's own `templatize`; gettext's programs are not needed.
What a package asks for, its English catalog says.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.apps import apps
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CODE = ("home", "organizations", "payments", "events", "certifications", "matching", "brands", "site")
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]|\{\w*\}")
CALL = re.compile(r"\b(?:npgettext|pgettext|ngettext|gettext|_)\(")

Words = tuple[str, str, str]  # context, msgid, plural


def literal(node: ast.expr) -> str | None:
    """The text of a literal, also when it is written in several pieces."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_python(text: str) -> Iterator[Words]:
    """What a module asks to translate."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        words = [literal(argument) or "" for argument in node.args[:2]]
        if name in SINGULAR and words[:1] != [""] and words:
            yield "", words[0], ""
        elif name in PLURAL and len(words) == 2 and all(words):
            yield "", words[0], words[1]
        elif name in CONTEXT and len(words) == 2 and all(words):
            yield words[0], words[1], ""


def in_template(text: str) -> Iterator[Words]:
    """What a template asks to translate: `templatize` turns it into calls, of which each is parsed alone."""
    calls = templatize(text)
    for found in CALL.finditer(calls):
        try:
            node = ast.parse(calls[found.start() : _end(calls, found.end())], mode="eval").body
        except SyntaxError:
            continue
        yield from in_python(ast.unparse(node))


def _end(text: str, start: int) -> int:
    """Where the bracket that opened just before `start` is closed, texts in quotes left aside."""
    depth, quote, position = 1, "", start
    while depth and position < len(text):
        sign = text[position]
        if quote:
            if sign == "\\":
                position += 1
            elif sign == quote:
                quote = ""
        elif sign in "'\"":
            quote = sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        position += 1
    return position


def asked() -> dict[Words, str]:
    """Everything that is asked for, with the first file that asks."""
    found: dict[Words, str] = {}
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                for words in in_python(path.read_text(encoding="utf-8")):
                    found.setdefault(words, str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt", ".xml"}:
            for words in in_template(path.read_text(encoding="utf-8")):
                found.setdefault(words, str(path.relative_to(ROOT)))
    return found


def asked_by_packages(domain: str) -> dict[Words, str]:
    """Everything that Django and the installed packages ask for, with the package."""
    folders = {"django": Path(django.__file__).parent / "conf"} | {app.name: Path(app.path) for app in apps.get_app_configs()}
    found: dict[Words, str] = {}
    for name, folder in folders.items():
        path = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            for entry in polib.pofile(str(path)):
                if not entry.obsolete:
                    found.setdefault((entry.msgctxt or "", entry.msgid, entry.msgid_plural), name)
    return found


def placeholders(text: str) -> list[str]:
    """What is filled in later: names as %(name)s or {name} once, nameless ones as often as they stand; a %% is a plain sign."""
    found = PLACEHOLDER.findall(text.replace("%%", ""))
    return sorted({sign for sign in found if len(sign) > 2}) + [sign for sign in found if len(sign) <= 2]


def problems(domain: str = "django") -> list[str]:
    """One line per text and language without a translation, here or in the packages, or with one that fills in other things."""
    wanted = asked_by_packages(domain) | (asked() if domain == "django" else {})
    lines = []
    for language in ("ja", "zh-hans"):
        catalog = trans_real.DjangoTranslation(language, domain)._catalog  # type: ignore[attr-defined]  # the stubs do not know it
        for (context, msgid, plural), path in wanted.items():
            key = f"{context}\x04{msgid}" if context else msgid
            words = catalog.get((key, 0)) if plural else catalog.get(key)
            if not words:
                lines.append(f"{language}: {msgid!r} ({path})")
            elif placeholders(words) not in [placeholders(text) for text in (msgid, plural) if text]:
                lines.append(f"{language}: {msgid!r} is filled in otherwise by {words!r} ({path})")
    return lines


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.testing")
    django.setup()
    found = [*problems(), *problems("djangojs")]
    print("\n".join(found))
    sys.exit(1 if found else 0)
