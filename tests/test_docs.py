"""The documents: what they link to and name exists, and what they show is small and shown."""

import re
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PICTURES = ROOT / "docs" / "pictures"
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
NAMED = re.compile(r"(?<![\w*/.-])((?:[\w.-]+/)+[\w.-]+\.(?:csv|json))(?!\w)")
LARGEST_PICTURE = 120_000
JAPANESE = re.compile(r"[ぁ-んァ-ヺ一-龥]")


def shown(page):
    return str(page.relative_to(ROOT))


def targets(page):
    """What the page links to inside the project, without anchors."""
    found = LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    return [target.partition("#")[0] for target in found if not re.match(r"[a-z]+:|#", target)]


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_and_pictures_lead_somewhere(page):
    assert [target for target in targets(page) if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_data_files_that_are_named_exist(page):
    named = NAMED.findall(page.read_text(encoding="utf-8"))
    places = (ROOT, page.parent)

    assert [name for name in named if not any((place / name).exists() for place in places)] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_pictures_have_words_for_those_who_do_not_see_them(page):
    assert re.findall(r"!\[\]\([^)]*\)", page.read_text(encoding="utf-8")) == []


def test_pictures_are_small_and_each_is_shown():
    linked = {(page.parent / target).resolve() for page in PAGES for target in targets(page)}
    pictures = sorted(PICTURES.glob("*.*"))

    assert [path.name for path in pictures if path.resolve() not in linked] == []
    assert [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE] == []
    assert {Image.open(path).width for path in pictures} == {1280, 390}


def test_readme_names_the_two_commands_on_its_first_screen():
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## ")[0]

    assert re.findall(r"^make [a-z]+", first_screen, re.MULTILINE) == ["make run", "make test"]


def test_commands_in_the_documents_are_known_to_make():
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {word for page in PAGES for word in re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8"))}

    assert sorted(named - known) == []


def test_every_document_can_be_reached_from_the_readme():
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        page = ahead.pop().resolve()
        if page.suffix == ".md" and page not in reached:
            reached.add(page)
            ahead += [page.parent / target for target in targets(page)]

    assert [shown(page) for page in PAGES if page.resolve() not in reached] == []


def test_glossary_has_each_japanese_word_once_beside_an_english_one():
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    rows = [row for row in rows if row[0] != "Japanese"]
    words = [row[0] for row in rows]

    assert {len(row) for row in rows} == {5}
    assert sorted({word for word in words if words.count(word) > 1}) == []
    assert [row for row in rows if not JAPANESE.search(row[0]) or JAPANESE.search(row[1]) or not all(row[1:])] == []


def test_decisions_are_short_and_listed():
    folder = ROOT / "docs" / "decisions"
    records = sorted(path for path in folder.glob("*.md") if path.name != "README.md")

    assert [path.name for path in records if len(path.read_text(encoding="utf-8").splitlines()) > 40] == []
    assert sorted(set(targets(folder / "README.md"))) == [path.name for path in records]
