import pytest

from payments.models import Payee

INDEX = "/admin/payees/"


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [("finance", "", 200), ("finance", "new/", 200), ("finance", "{pk}/", 200), ("finance", "{pk}/edit/", 200),
     ("auditor", "", 200), ("auditor", "new/", 302), ("auditor", "{pk}/", 200), ("auditor", "{pk}/edit/", 302),
     ("superuser", "", 302), ("superuser", "new/", 302), ("superuser", "{pk}/", 302), ("superuser", "{pk}/edit/", 302)],
)  # fmt: skip
def test_payees_are_for_finance_to_write_and_audit_to_read(client, payee, request, who, path, status):
    client.force_login(request.getfixturevalue(who))

    assert client.get(INDEX + path.format(pk=payee.pk)).status_code == status


def test_auditor_cannot_post(client, payee, auditor, facts):
    client.force_login(auditor)

    client.post(f"{INDEX}{payee.pk}/edit/", facts | {"row_version": 1, "name_en": "x"})

    assert Payee.objects.get().name_en == "Minato Industry Foundation"


def test_finance_makes_a_payee(client, finance, facts):
    client.force_login(finance)

    response = client.post(f"{INDEX}new/", facts | {"registration_number": "ｔ７０００-0120-50002", "row_version": 0})

    payee = Payee.objects.get()
    assert response["Location"] == f"{INDEX}{payee.pk}/"
    assert (payee.registration_number, payee.methods) == ("T7000012050002", ["transfer", "card"])


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"registration_number": "T1000012050002"}, "registration_number", "登録番号をご確認ください"),
        ({"methods": ["gold"]}, "methods", "gold"),
        ({"bank_account": ""}, "__all__", "振込先の口座"),
        ({"code": "foundation"}, "code", ""),
    ],
)
def test_what_is_wrong_is_said_and_typing_kept(client, finance, payee, facts, changes, field, words):
    client.force_login(finance)

    response = client.post(f"{INDEX}new/", facts | {"code": "city", "name_en": "Kept", "row_version": 0} | changes)

    assert list(response.context["form"].errors) == [field]
    assert words in response.context["form"].errors.as_text()
    assert 'value="Kept"' in response.content.decode()
    assert Payee.objects.count() == 1


def test_second_to_save_is_told(client, finance, payee, facts):
    client.force_login(finance)
    client.post(f"{INDEX}{payee.pk}/edit/", facts | {"row_version": 1, "name_en": "First"})

    response = client.post(f"{INDEX}{payee.pk}/edit/", facts | {"row_version": 1, "name_en": "Second"})

    assert "ほかの方が保存しました" in response.content.decode()
    assert Payee.objects.get().name_en == "First"


@pytest.mark.parametrize("count", [1, 3])
def test_listing_asks_the_same_number_of_queries(client, finance, payee, count, django_assert_num_queries):
    Payee.objects.bulk_create(Payee(code=f"p{number}", name_ja=f"請求元{number}") for number in range(count - 1))
    client.force_login(finance)
    client.get(f"{INDEX}results/")

    with django_assert_num_queries(7):
        response = client.get(f"{INDEX}results/")

    assert len(response.context["object_list"]) == count
