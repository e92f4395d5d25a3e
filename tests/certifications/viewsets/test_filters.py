"""What an officer of one program may filter by: nothing that another program has."""

import django_filters
import pytest

from certifications.models import Application, Program
from home.desk.viewsets import registered
from tests.certifications import issuing, making


@pytest.fixture
def two_programs(db):
    """Both with a released round, a certificate, an entry and a form; the second one also with a round to come."""
    issuing.released_round("kis")
    issuing.released_round("monozukuri-brand")
    first, second = Program.objects.get(slug="kis"), Program.objects.get(slug="monozukuri-brand")
    for program in (first, second):
        Application.objects.filter(round__program=program).update(category=program.categories.first())
    making.published_round(second, making.office(second, "third"), number=2)
    return first, second


def offered(client, user):
    """By desk and filter, the slugs of the programs to which the choices belong."""
    found = {}
    for desk in registered:
        if not desk.can_enter(user):
            continue
        filters = client.get(desk.index_url).context["filters"]
        for name, field in filters.form.fields.items() if filters else ():
            if isinstance(filters.filters[name], django_filters.ModelChoiceFilter):
                programs = {getattr(each, "program", each) for each in field.queryset}
                found[f"{desk.name} {name}"] = sorted(program.slug for program in programs)
    return found


ONE = {
    "cases round": ["kis"],
    "cases category": ["kis"],
    "rounds program": ["kis"],
    "form-versions program": ["kis"],
    "certificates program": ["kis"],
    "certificates level": ["kis"],
    "entries certificate__program": ["kis"],
    "extensions round": [],
}


def test_an_officer_filters_by_her_own_program_only(two_programs, at_desk):
    officer = making.office(two_programs[0], "officer-of-one")
    client = at_desk(officer)

    found = offered(client, officer)

    assert {name: slugs for name, slugs in found.items() if name in ONE} == ONE
    assert {slug for slugs in found.values() for slug in slugs} == {"kis"}


def test_an_officer_of_both_filters_by_both(two_programs, at_desk):
    officer = making.office(two_programs[0], "officer-of-two")
    two_programs[1].roles.create(user=officer, role="secretariat", granted_at=making.DURING)
    client = at_desk(officer)

    found = offered(client, officer)

    assert found["certificates program"] == found["rounds program"] == ["kis", "monozukuri-brand"]
