import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage

from home.stylesheets import OneStylesheetStorage, inlined

CSS = Path(settings.ROOT) / "site" / "static" / "css"
OF_THEIR_OWN = {"main.css", "blind-copy.css", "certificate-design.css", "desk.css", "form-editor.css", "letter.css"}
LAYERS = {"reset", "tokens", "base", "layout", "components", "utilities"}
IMPORTS = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\);', (CSS / "main.css").read_text())
TEXT = 4.5
MARK = 3.0
GROUNDS = ("paper", "surface", "sunken")
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-soft", "house", "house-strong") for ground in GROUNDS),
    *((ink, "paper", TEXT) for ink in ("orange", "steel", "green", "magenta", "teal", "violet", "good", "warn", "bad")),
    *(
        ("house-ink", ground, TEXT)
        for ground in ("house", "house-strong", "orange", "steel", "green", "magenta", "teal", "violet")
    ),
    *((name, f"{name}-soft", TEXT) for name in ("good", "warn", "bad", "house")),
    *(("ink", f"{name}-soft", TEXT) for name in ("good", "warn", "bad", "house")),
    ("bad", "surface", TEXT),
    ("line-strong", "surface", MARK),
    ("line-strong", "paper", MARK),
]


def _color(name, mode):
    """The color of a token of ours in light (0) or dark (1)."""
    tokens = dict(re.findall(r"--([\w-]+): ([^;]+);", (CSS / "vendor" / "tokens.css").read_text()))
    ours = re.search(r":root \{(.*?)\n\}", (CSS / "tokens.css").read_text(), re.DOTALL)[1]
    value = dict(re.findall(r"--([\w-]+): light-dark\((.+)\);", ours))[name]
    chosen = re.split(r",\s*(?![^(]*\))", value)[mode].strip()
    if found := re.fullmatch(r"var\(--([\w-]+)\)", chosen):
        chosen = tokens[found[1]]
    return chosen if len(chosen) == 7 else "#" + "".join(2 * digit for digit in chosen[1:])


def _luminance(color):
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_every_pair_can_be_read(ink, ground, least, mode):
    one, other = sorted((_luminance(_color(name, mode)) for name in (ink, ground)), reverse=True)

    assert (one + 0.05) / (other + 0.05) >= least


def test_main_imports_every_file_once():
    files = sorted(str(path.relative_to(CSS)) for path in CSS.rglob("*.css") if path.name not in OF_THEIR_OWN)

    assert sorted(name for name, _layer in IMPORTS) == files
    assert {layer for _name, layer in IMPORTS} == LAYERS


@pytest.mark.parametrize("name", sorted(path.name for path in (CSS / "components").glob("*.css")))
def test_component_is_short_and_uses_tokens(name):
    text = (CSS / "components" / name).read_text()

    assert len(text.splitlines()) <= 80
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"\.qr \{[^}]*\}", "", text)) == []
    assert "url(" not in text


def test_inlined_puts_each_file_into_its_layer():
    text = inlined(StaticFilesStorage(location=CSS.parent))

    assert "@import" not in text
    assert text.count("@layer components {") == len([1 for _name, layer in IMPORTS if layer == "components"])
    assert (CSS / "components" / "card.css").read_text() in text


def test_collected_stylesheet_is_one_file(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "main.css").write_text('@layer a;\n@import url("one.css") layer(base);\n')
    (tmp_path / "css" / "one.css").write_text("p { color: red; }\n")
    storage = OneStylesheetStorage(location=tmp_path, base_url="/static/")
    paths = {name: (StaticFilesStorage(location=tmp_path), name) for name in ("css/main.css", "css/one.css")}

    list(storage.post_process(paths))

    hashed = storage.stored_name("css/main.css")
    assert hashed != "css/main.css"
    assert (tmp_path / hashed).read_text() == "@layer a;\n@layer base {\np { color: red; }\n}\n"
