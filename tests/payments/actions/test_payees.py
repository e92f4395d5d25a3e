import pytest
from django.core.exceptions import PermissionDenied

from home.versions import StaleRecord
from payments.actions import payees
from payments.models import Payee


def test_save_makes_a_payee_and_its_history(finance, facts):
    payee = payees.save(None, by=finance, **facts)

    assert {name: getattr(payee, name) for name in facts} == facts
    assert [(event.by, event.action) for event in payee.history.all()] == [(finance, "payments.save_payee")]


def test_save_says_what_changed(payee, finance, facts):
    payees.save(payee, by=finance, row_version=1, **facts | {"name_en": "New"})

    assert (Payee.objects.get().name_en, Payee.objects.get().row_version) == ("New", 2)
    assert payee.history.last().facts == {"changed": ["name_en"]}


def test_save_over_a_newer_version_is_refused(payee, finance, facts):
    payees.save(payee, by=finance, row_version=1, **facts | {"name_en": "First"})

    with pytest.raises(StaleRecord):
        payees.save(payee, by=finance, row_version=1, **facts | {"name_en": "Second"})

    assert (Payee.objects.get().name_en, payee.history.count()) == ("First", 2)


def test_save_of_transfer_without_an_account_is_refused(finance, facts):
    with pytest.raises(payees.AccountMissing):
        payees.save(None, by=finance, **facts | {"bank_account": " "})


@pytest.mark.parametrize("who", ["auditor", "superuser"])
@pytest.mark.parametrize("new", [True, False])
def test_save_by_others_is_refused(payee, facts, request, who, new):
    with pytest.raises(PermissionDenied):
        payees.save(None if new else payee, by=request.getfixturevalue(who), row_version=1, **facts | {"code": "x"})

    assert Payee.objects.values_list("code", flat=True).get() == "foundation"
