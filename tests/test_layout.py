"""The house's form: the folder site, sizes, names, docstrings, where templates lie and what they may not hold."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("home", "organizations", "payments", "events", "certifications", "matching", "brands")
CODE = (*APPS, "site", "scripts", "tests")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "misc", "manager"}
LONGEST_MODULE = 300
LONGEST_COMPONENT = 80

MODULES = sorted(path for folder in CODE for path in (ROOT / folder).rglob("*.py"))
WRITTEN = [path for path in MODULES if "migrations" not in path.parts]
OURS = [path for path in WRITTEN if "tests" not in path.parts and (path.name != "__init__.py" or path.stat().st_size)]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.*") if path.suffix in {".html", ".txt", ".xml"})
PUBLIC = [
    path for path in TEMPLATES if path.suffix == ".html" and path.relative_to(ROOT).parts[1] not in {"wagtailadmin", "emails"}
]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def shown(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def run(*command, cwd=ROOT):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_site_is_a_folder_and_no_package():
    assert not (ROOT / "site" / "__init__.py").exists()


def test_site_of_python_is_the_one_that_is_imported():
    done = run(sys.executable, "-X", "frozen_modules=off", "-c", "import site, wagtail; print(site.__file__)")

    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).parent == Path(ast.__file__).parent


def test_nobody_imports_from_site():
    wrong = [
        path for path in WRITTEN if re.search(r"^\s*(from site\.|import site\.)", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]

    assert shown(wrong) == []


def test_site_is_not_hidden_from_commits_and_images():
    hidden = run("git", "check-ignore", "--no-index", "site/urls.py", "site/settings/base.py", "site/static/css/main.css")
    patterns = [line.strip().strip("/") for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()]

    assert hidden.stdout == ""
    assert "site" not in patterns


def test_every_app_has_a_room_for_each_module():
    rooms = [contract for contract in CONTRACTS if contract["name"].startswith("Rooms of ")]

    assert [(contract["containers"], contract["exhaustive"]) for contract in rooms] == [([app], True) for app in APPS]
    assert {tuple(contract["exhaustive_ignores"]) for contract in rooms} == {("apps", "migrations")}


@pytest.mark.parametrize("app", APPS)
def test_calculations_are_kept_free_of_django(app):
    (rooms,) = (contract for contract in CONTRACTS if contract["name"] == f"Rooms of {app}")
    (calculations,) = (contract for contract in CONTRACTS if contract["name"] == "Calculations know no Django")

    lowest = {f"{app}.{module.strip()}" for module in rooms["layers"][-1].split(":")}

    assert lowest == {module for module in calculations["source_modules"] if module.rpartition(".")[0] == app}


def test_modules_are_short():
    long = [path for path in WRITTEN if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE]

    assert shown(long) == []


def test_components_of_the_stylesheet_are_short():
    files = (ROOT / "site" / "static" / "css" / "components").glob("*.css")

    assert shown(path for path in files if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_COMPONENT) == []


def test_nothing_is_named_for_having_no_home():
    wrong = [path for path in MODULES if {*path.relative_to(ROOT).parts[:-1], path.stem} & FORBIDDEN_NAMES]

    assert shown(wrong) == []


def test_no_module_is_empty_but_a_package():
    empty = [path for path in WRITTEN if path.name != "__init__.py" and not path.read_text(encoding="utf-8").strip()]

    assert shown(empty) == []


def test_models_files_declare_models():
    files = [ROOT / app / "models.py" for app in APPS]

    assert shown(path for path in files if path.exists() and "class " not in path.read_text(encoding="utf-8")) == []


def test_modules_say_what_they_are_for():
    silent = [path for path in OURS if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]

    assert shown(silent) == []


def test_forms_call_no_action():
    """They may use the value classes that an action takes, never a verb or a module of verbs."""
    importing = re.compile(r"^(?:from \w+ import actions|from \w+\.actions(?:\.\w+)? import .*\b[a-z]\w*)\b", re.MULTILINE)
    forms = [path for path in WRITTEN if path.stem.endswith("forms") and path.relative_to(ROOT).parts[0] in APPS]

    assert shown(path for path in forms if importing.search(path.read_text(encoding="utf-8"))) == []


def test_time_is_asked_of_the_one_clock():
    asking = re.compile(r"\b(timezone\.now\(|datetime\.now\(|date\.today\(|utcnow\()")
    files = [path for path in WRITTEN if path.relative_to(ROOT).parts[0] in APPS and path != ROOT / "home" / "clock.py"]

    assert shown(path for path in files if asking.search(path.read_text(encoding="utf-8"))) == []


def test_no_signals_of_our_own():
    wrong = [path for path in WRITTEN if path.parts[len(ROOT.parts)] in APPS and "@receiver" in path.read_text(encoding="utf-8")]

    assert shown(wrong) == []


def test_no_code_knows_a_program_by_its_name():
    """Programs are data: what differs between them stands in their files, not in a condition. The sample city's own lists may."""
    names = {path.stem for path in (ROOT / "certifications" / "programs").glob("*.json")} - {"themes"}
    named = re.compile(rf"[\"'](?:{'|'.join(sorted(names))})[\"']")
    code = [path for path in WRITTEN if path.relative_to(ROOT).parts[0] in {*APPS, "site"}]
    files = [path for path in [*code, *TEMPLATES] if not {"demo", "demo.py", "samples", "samples.py"} & set(path.parts)]

    assert len(names) == 4
    assert shown(path for path in files if named.search(path.read_text(encoding="utf-8"))) == []


def test_templates_lie_under_the_roof():
    assert shown(path for app in APPS for path in (ROOT / app).rglob("*.html")) == []


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"<[^>]*\sstyle\s*=", id="style attribute"),
        pytest.param(r"<style\b", id="style element"),
        pytest.param(r"<[a-z][^>]*\son[a-z]+\s*=", id="event attribute"),
        pytest.param(r"javascript:", id="javascript address"),
        pytest.param(r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))", id="inline script"),
        pytest.param(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?:https?:)?//", id="third-party host"),
    ],
)
def test_templates_keep_the_content_policy(pattern):
    wrong = [path for path in PUBLIC if re.search(pattern, path.read_text(encoding="utf-8"), re.IGNORECASE)]

    assert shown(wrong) == []
