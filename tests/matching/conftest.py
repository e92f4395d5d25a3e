"""The page of figures in three languages, and the figures that were published."""

import pytest
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from matching.actions import figures
from matching.demo import FIGURES
from matching.models import FiguresPage
from tests.brands.conftest import (  # noqa: F401  a released certificate with its entry, and who is around it
    after_release,
    approver,
    company,
    open_round,
    owner,
    program,
    registers,
    releasable,
    released,
    secretary,
)


@pytest.fixture
def pages(db):
    """The pages by language, below a front door in each."""
    planted, front = {}, None
    for language in ("ja", "en", "zh-hans"):
        locale = Locale.objects.get_or_create(language_code=language)[0]
        home = HomePage(title="入口", slug=f"front-{language}", locale=locale)
        page = FiguresPage(title="実績", slug="figures", locale=locale)
        if front is not None:
            home.translation_key, page.translation_key = front.translation_key, planted["ja"].translation_key
        Page.get_first_root_node().add_child(instance=home)
        home.add_child(instance=page)
        front, planted[language] = front or home, page
    Site.objects.update(root_page=front, is_default_site=True, hostname="localhost", port=80)
    Site.clear_site_root_paths_cache()
    return planted


@pytest.fixture
def published(db):
    """All published figures."""
    return figures.load(FIGURES)
