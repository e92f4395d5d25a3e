import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from home import clock
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


def test_register_with_a_known_corporate_number_is_let_in_and_proves_nothing(company, stranger):
    organizations.verify_number(company, evidence="登記事項証明書", by=None)

    second = organizations.register(
        by=stranger, kind=OrganizationKind.SME, name_ja="会社", corporate_number=company.corporate_number
    )

    assert (second.corporate_number, second.number_is_verified) == (company.corporate_number, False)
    assert list(Organization.objects.claiming(second)) == [company]


def test_record_of_a_number_that_is_confirmed_for_another_is_refused_whole(company, stranger):
    organizations.record(by=stranger, kind=OrganizationKind.SME, name_ja="会社", corporate_number=company.corporate_number)
    organizations.verify_number(company, evidence="登記事項証明書", by=None)

    with pytest.raises(organizations.CorporateNumberTaken):
        organizations.record(by=stranger, kind=OrganizationKind.SME, name_ja="店", corporate_number=company.corporate_number)

    assert not Organization.objects.filter(name_ja="店").exists()


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


def test_update_to_another_number_has_to_be_confirmed_anew(company, other_company, owner, stranger):
    organizations.verify_number(company, evidence="登記事項証明書", by=None)
    organizations.update(other_company, row_version=1, by=stranger, corporate_number=company.corporate_number)

    organizations.update(company, row_version=2, by=owner, corporate_number="7000012050002")

    stored = Organization.objects.get(pk=company.pk)
    assert (stored.corporate_number, stored.number_is_verified, stored.number_evidence) == ("7000012050002", False, "")
    assert company.history.last().facts == {"changed": ["corporate_number"]}


def test_one_of_those_who_claim_a_number_has_it(company, other_company, stranger):
    organizations.update(other_company, row_version=1, by=stranger, corporate_number=company.corporate_number)

    organizations.verify_number(other_company, evidence="登記上の住所への手紙に返答", by=None)

    with pytest.raises(organizations.CorporateNumberTaken):
        organizations.verify_number(company, evidence="登記事項証明書", by=None)
    stored = Organization.objects.get(pk=other_company.pk)
    assert (stored.number_is_verified, stored.number_evidence) == (True, "登記上の住所への手紙に返答")
    assert stored.history.last().action == "organizations.verify_number"


def test_the_database_knows_one_confirmed_holder(company, other_company):
    facts = {"corporate_number": "7000012050002", "number_verified_at": clock.now(), "number_evidence": "x"}
    Organization.objects.filter(pk=company.pk).update(**facts)

    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.filter(pk=other_company.pk).update(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.filter(pk=other_company.pk).update(number_verified_at=clock.now())


def test_a_confirmation_is_for_the_office_with_evidence(company, other_company, owner, officer):
    with pytest.raises(PermissionDenied):
        organizations.verify_number(company, evidence="x", by=owner)
    with pytest.raises(organizations.NumberEvidenceMissing):
        organizations.verify_number(company, evidence=" ", by=officer)
    with pytest.raises(organizations.NumberMissing):
        organizations.verify_number(other_company, evidence="x", by=officer)

    organizations.verify_number(company, evidence="登記事項証明書", by=officer)
    organizations.verify_number(company, evidence="もう一度", by=officer)
    confirmed = Organization.objects.get(pk=company.pk).number_evidence
    organizations.doubt_number(company, reason="取り違え", by=officer)

    assert (confirmed, Organization.objects.get(pk=company.pk).number_is_verified) == ("登記事項証明書", False)
    assert [event.action for event in company.history.all()][1:] == ["organizations.verify_number", "organizations.doubt_number"]


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
