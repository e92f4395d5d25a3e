"""Every list of the desk can be searched, filtered and taken along as a file, or stands here with the reason why not."""

import pytest
from django.urls import get_resolver
from django.utils import translation

from home.desk.viewsets import registered

EXCEPTIONS = {
    ("payees", "filters"): "a city has a handful of payees",
    ("synonyms", "filters"): "a group has nothing but its words, and these are searched",
}


@pytest.fixture(scope="module")
def desks():
    """All of them: the admin's addresses register them when they are read."""
    assert get_resolver().url_patterns
    return {desk.name: desk for desk in registered}


def lacking(desk):
    filters = desk.filterset_class is not desk.UNDEFINED or desk.list_filter is not desk.UNDEFINED
    has = {"search": desk.search_fields, "filters": filters, "export": desk.list_export is not desk.UNDEFINED}
    return {(desk.name, name) for name, value in has.items() if not value}


def test_every_list_has_search_filters_and_export(desks):
    found = {each for desk in desks.values() for each in lacking(desk)}

    assert len(desks) > 35
    assert found == set(EXCEPTIONS)


def test_every_column_of_an_export_has_a_heading_in_japanese(desks):
    """A heading that is the name of an attribute would be English in each language."""
    unnamed = set()
    with translation.override("ja"):
        for desk in desks.values():
            view = desk.index_view_class(**desk.get_index_view_kwargs(search_fields=desk.search_fields))
            headings = [(name, view.get_heading(desk.model._default_manager.none(), name)) for name in desk.list_export]
            unnamed |= {(desk.name, name) for name, heading in headings if heading.isascii() and heading not in {"ID", "SHA-256"}}

    assert sorted(unnamed) == []
