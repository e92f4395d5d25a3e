import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from home.samples import samples
from home.views.gallery import component_names

TEMPLATES = Path(settings.ROOT) / "templates"
PUBLIC = [path for path in sorted(TEMPLATES.rglob("*.html")) if "wagtailadmin" not in path.parts and "emails" not in path.parts]


def test_every_component_has_a_sample():
    assert sorted(samples()) == component_names()


@pytest.mark.parametrize("language", ["ja", "en", "zh-hans"])
@pytest.mark.parametrize("name", component_names())
def test_component_draws_each_sample(name, language):
    with translation.override(language):
        drawn = [render_to_string(f"components/{name}.html", arguments).strip() for arguments in samples()[name].values()]

    assert "" not in drawn


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_obeys_the_content_policy(path):
    text = re.sub(r"{%.*?%}|{#.*?#}", "", path.read_text())

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*(?:\ssrc=|type=\"application/))[^>]*>", text) == []
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", text) == []


@pytest.mark.parametrize("name", ["site", "header", "footer"])
def test_public_layout_never_asks_who_is_looking(name):
    text = (TEMPLATES / "layout" / f"{name}.html").read_text()

    assert re.findall(r"\b(?:user|session|csrf_token|messages)\b", text) == []
