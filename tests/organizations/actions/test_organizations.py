import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from home.versions import StaleRecord
from organizations.actions import organizations
from organizations.models import Organization
from organizations.states import MembershipRole, OrganizationKind

NUMBER = "7000012050002"


def test_register_makes_the_actor_the_owner(stranger, noon):
    organization = organizations.register(by=stranger, kind=OrganizationKind.SME, name_ja="会社")

    membership = organization.memberships.get()
    assert (membership.user, membership.role, membership.started_at) == (stranger, MembershipRole.OWNER, noon)
    assert [event.action for event in organization.history.all()] == ["organizations.register"]


def test_register_by_a_switched_off_person_is_refused(stranger):
    stranger.is_active = False

    with pytest.raises(PermissionDenied):
        organizations.register(by=stranger, kind=OrganizationKind.SME, name_ja="会社")

    assert Organization.objects.count() == 0


def test_register_with_a_known_corporate_number_is_refused_whole(company, stranger):
    with pytest.raises(organizations.CorporateNumberTaken):
        organizations.register(by=stranger, kind=OrganizationKind.SME, name_ja="会社", corporate_number=company.corporate_number)

    assert list(Organization.objects.all()) == [company]


def test_register_keeps_many_without_a_corporate_number(stranger):
    for name in ("一", "二"):
        organizations.register(by=stranger, kind=OrganizationKind.SOLE, name_ja=name, corporate_number="")

    assert Organization.objects.filter(corporate_number__isnull=True).count() == 2


def test_update_writes_what_changed_and_says_so(company, editor):
    organizations.update(company, row_version=1, by=editor, name_ja="新しい名称", capital=10_000_000, telephone="")

    stored = Organization.objects.get(pk=company.pk)
    assert (stored.name_ja, stored.capital, stored.row_version) == ("新しい名称", 10_000_000, 2)
    assert company.history.last().facts == {"changed": ["capital", "name_ja"]}


def test_update_of_a_newer_version_is_refused(company, owner, editor):
    organizations.update(company, row_version=1, by=editor, name_ja="編集者の名称")

    with pytest.raises(StaleRecord):
        organizations.update(company, row_version=1, by=owner, name_ja="管理者の名称")

    assert Organization.objects.get(pk=company.pk).name_ja == "編集者の名称"
    assert company.history.count() == 2


def test_update_without_a_change_writes_nothing(company, owner):
    organizations.update(company, row_version=1, by=owner, name_ja=company.name_ja)

    assert (Organization.objects.get(pk=company.pk).row_version, company.history.count()) == (1, 1)


def test_update_to_a_known_corporate_number_is_refused(company, other_company, stranger):
    with pytest.raises(organizations.CorporateNumberTaken):
        organizations.update(other_company, row_version=1, by=stranger, corporate_number=company.corporate_number)


@pytest.mark.parametrize("who", ["viewer", "stranger", "auditor", "superuser"])
def test_update_by_others_is_refused(company, request, who):
    with pytest.raises(PermissionDenied):
        organizations.update(company, row_version=1, by=request.getfixturevalue(who), name_ja="x")


def test_history_cannot_be_rewritten(company):
    event = company.history.get()
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE organizations_organizationevent SET note = 'x' WHERE id = %s", [event.pk])

    assert event.hash == event.digest()


def test_evidence_is_kept_by_the_database(company, noon):
    with pytest.raises(IntegrityError), transaction.atomic():
        company.standings.create(kind="sme", holds=True, evidence="", valid_from=noon.date(), assessed_at=noon)
