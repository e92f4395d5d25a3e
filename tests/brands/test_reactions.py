"""A company gets a new name: its entries are found by it, and by the name of the day they were certified."""

import pytest

from brands.models import Entry
from home.search import match
from organizations.actions import organizations
from organizations.models import Organization

pytestmark = pytest.mark.django_db


def found(words):
    return list(match(Entry.objects.all(), words))


def rename(organization, owner, **names):
    fresh = Organization.objects.get(pk=organization.pk)
    organizations.update(fresh, row_version=fresh.row_version, by=owner, **names)


def test_entries_are_found_by_the_new_name_and_by_the_old_one(released, company, owner):
    before = [found("潮見ロボティクス"), found("シオミロボティクス")]

    rename(company, owner, name_ja="潮見ロボティクス株式会社", name_kana="シオミロボティクス")

    entry = Entry.objects.get(certificate=released)
    assert before == [[], []]
    assert [found("潮見ロボティクス"), found("シオミロボティクス"), found(released.holder_ja)] == [[entry], [entry], [entry]]


def test_other_facts_leave_the_index_alone(released, company, owner, monkeypatch):
    asked = []
    monkeypatch.setattr("brands.actions.indexing.reindex", lambda *rows: asked.append(rows))

    rename(company, owner, telephone="044-200-0000")
    untouched = list(asked)
    rename(company, owner, name_en="Shiomi Robotics")

    assert (untouched, asked) == ([], [(Entry.objects.get(),)])
