import pytest
from django.urls import reverse

from organizations.models import Organization
from organizations.states import MembershipRole, OrganizationKind

FACTS = {
    "kind": OrganizationKind.SME,
    "name_ja": "株式会社 朝日製作所",
    "name_kana": "ｱｻﾋｾｲｻｸｼｮ",
    "name_en": "Asahi Works",
    "corporate_number": "７０００－０１２０５－０００２",
    "postal_code": "〒２１０－０００７",
    "prefecture": "神奈川県",
    "municipality": "川崎市川崎区",
    "street": "駅前本町11-2",
    "telephone": "０４４－２００－０００１",
    "website": "asahi.example",
    "capital": "１０，０００，０００円",
    "employees": "１，２００",
}


def url(view, company, *rest):
    return reverse(f"organizations:{view}", args=[company.public_id, *rest])


def add_memberships(user, count):
    for number in range(count):
        other = Organization.objects.create(kind=OrganizationKind.SME, name_ja=f"会社{number}", created_at=user.date_joined)
        other.memberships.create(user=user, role=MembershipRole.VIEWER, started_at=user.date_joined)


@pytest.mark.parametrize("path", ["/my/organizations/", "/my/organizations/new/", "/my/profile/"])
def test_screens_ask_visitors_to_sign_in(client, db, path):
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={path}")


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_queries(client, stranger, count, django_assert_num_queries):
    add_memberships(stranger, count)
    client.force_login(stranger)
    client.get("/my/organizations/")

    with django_assert_num_queries(5):
        response = client.get("/my/organizations/")

    assert [f"会社{number}" in response.content.decode() for number in range(3)] == [number < count for number in range(3)]


def test_list_is_private(client, stranger):
    client.force_login(stranger)

    assert "no-store" in client.get("/my/organizations/")["Cache-Control"]


def test_register_reads_what_people_type(client, stranger):
    client.force_login(stranger)

    response = client.post("/my/organizations/new/", FACTS)

    company = Organization.objects.get()
    assert (response.status_code, response["Location"]) == (302, url("detail", company))
    assert {name: getattr(company, name) for name in FACTS} == FACTS | {
        "name_kana": "アサヒセイサクショ",
        "corporate_number": "7000012050002",
        "postal_code": "2100007",
        "telephone": "044-200-0001",
        "website": "https://asahi.example",
        "capital": 10_000_000,
        "employees": 1200,
    }


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("corporate_number", "000012050002", "7000012050002"),
        ("corporate_number", "1000012050002", "先頭の1桁"),
        ("corporate_number", "123", "13桁"),
        ("postal_code", "210", "7"),
        ("postal_code", "〒abcdefg", "数字"),
        ("name_ja", "", "ご記入"),
        ("name_ja", "株式会社\u202eあ", "U+202E"),
        ("kind", "empire", "empire"),
        ("capital", "-1", "120,000"),
        ("capital", "1千万円", "円"),
        ("employees", "9" * 40, "10000000"),
        ("website", "javascript:alert(1)", "URL"),
    ],
)
def test_register_explains_what_is_wrong_and_keeps_the_rest(client, stranger, field, typed, words):
    client.force_login(stranger)

    response = client.post("/my/organizations/new/", FACTS | {field: typed})

    form = response.context["form"]
    assert response.status_code == 422
    assert list(form.errors) == [field]
    assert words in form.errors.as_text()
    assert 'value="〒２１０－０００７"' in response.content.decode() or field == "postal_code"
    assert Organization.objects.count() == 0


def test_register_of_a_known_number_looks_as_any_other(client, company, stranger):
    client.force_login(stranger)

    response = client.post("/my/organizations/new/", FACTS | {"corporate_number": company.corporate_number}, follow=True)

    page = response.content.decode()
    assert f"{company.corporate_number}（未確認）" in page
    assert [secret in page for secret in ("owner@company.example", str(company.public_id))] == [False] * 2


@pytest.mark.parametrize(("who", "seen"), [("owner", 200), ("editor", 200), ("viewer", 200), ("stranger", 404), ("auditor", 404)])
def test_detail_is_for_its_people(client, company, request, settings, who, seen):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(request.getfixturevalue(who))

    assert client.get(url("detail", company)).status_code == seen


@pytest.mark.parametrize(("who", "seen"), [("owner", 200), ("editor", 200), ("viewer", 403), ("stranger", 404)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_edit_is_for_owners_and_editors(client, company, request, who, seen, method):
    client.force_login(request.getfixturevalue(who))

    response = getattr(client, method)(url("edit", company))

    assert response.status_code == (422 if (seen, method) == (200, "post") else seen)


MISSING = "00000000-0000-4000-8000-000000000000"
PLACES = ["", "edit/", "members/", "members/{member}/", "members/{member}/end/", "invitations/1/revoke/"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_company_looks_like_none(client, company, owner, other_company, stranger, place, method):
    member = company.memberships.get().pk
    client.force_login(stranger)
    paths = [f"/my/organizations/{key}/{place.format(member=member)}" for key in (company.public_id, MISSING)]

    theirs, missing = (getattr(client, method)(path) for path in paths)

    bodies = [response.content.decode().replace(path, "PATH") for response, path in zip((theirs, missing), paths, strict=True)]
    assert theirs.status_code == missing.status_code
    assert theirs.status_code in {404, 405}
    assert bodies[0] == bodies[1]
    assert sorted(theirs.headers) == sorted(missing.headers)


def test_edit_over_a_newer_version_shows_both_and_then_saves(client, company, owner):
    client.force_login(owner)
    data = FACTS | {"row_version": 1}
    Organization.objects.filter(pk=company.pk).update(name_ja="ほかの人の名称", row_version=2)

    refused = client.post(url("edit", company), data)

    page = refused.content.decode()
    assert refused.status_code == 409
    assert [words in page for words in ("ほかの人の名称", FACTS["name_ja"], 'name="row_version" value="2"')] == [True] * 3
    assert Organization.objects.get(pk=company.pk).name_ja == "ほかの人の名称"

    saved = client.post(url("edit", company), data | {"row_version": refused.context["form"]["row_version"].value()})

    assert saved.status_code == 302
    assert Organization.objects.get(pk=company.pk).name_ja == FACTS["name_ja"]


@pytest.mark.parametrize("version", ["", "0", "x", "9" * 30])
def test_edit_without_a_version_is_never_saved(client, company, owner, version):
    client.force_login(owner)

    response = client.post(url("edit", company), FACTS | {"row_version": version})

    assert response.status_code in {409, 422}
    assert Organization.objects.get(pk=company.pk).row_version == 1


@pytest.mark.parametrize("prefix", ["", "/en", "/zh-hans"])
def test_screens_speak_three_languages(client, company, owner, prefix):
    client.force_login(owner)

    page = client.get(f"{prefix}/my/organizations/{company.public_id}/").content.decode()

    assert {"": "所属する団体", "/en": "My organizations", "/zh-hans": "我的机构"}[prefix] in page
