"""The public self-check: anonymous, cacheable, refuses nobody, and hands its answers on."""

import pytest
from django.urls import reverse

from certifications import self_checks
from certifications.models import Application
from home import clock
from tests.certifications import making

FITTING = {
    "checked": "1",
    "city-place": "head",
    "city-since": "令和2年4月1日",
    "sme-industry": "manufacturing",
    "sme-capital": "１０，０００，０００",
    "sme-staff": "24",
    "control-half": "no",
    "control-two_thirds": "no",
    "control-officers": "no",
    "own-answer": "yes",
    "market-answer": "yes",
    "tax-state": "paid",
    "pledge-answer": "yes",
}


@pytest.fixture
def brand(db):
    return making.program("monozukuri-brand")


@pytest.fixture
def brand_round(brand):
    return making.published_round(brand, making.office(brand, "brand-office"))


def ask(client, prefix="", **changes):
    path = prefix + reverse("certifications:eligibility", args=["monozukuri-brand"])
    return client.get(path, FITTING | changes)


def test_page_is_cacheable_and_sets_no_cookie(client, brand_round):
    response = client.get(reverse("certifications:eligibility", args=["monozukuri-brand"]))

    assert (response.status_code, response["Cache-Control"], dict(response.cookies)) == (200, "public, max-age=60", {})
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("changes", "conclusion"),
    [({}, "met"), ({"control-half": "unsure"}, "ask_the_office"), ({"tax-state": "arrears"}, "not_met")],
)
def test_answers_come_to_a_conclusion_and_all_may_apply(client, brand_round, changes, conclusion):
    response = ask(client, **changes)

    assert response.context["result"].conclusion == conclusion
    assert response.context["apply_url"].startswith(reverse("certifications:apply", args=["monozukuri-brand"]))


@pytest.mark.parametrize("prefix", ["", "/en", "/zh-hans"])
def test_result_speaks_three_languages(client, brand_round, prefix):
    response = ask(client, prefix, **{"market-answer": "no"})

    words = brand_round.rules["eligibility"][4]["advice"]
    assert words[{"": "ja", "/en": "en", "/zh-hans": "zh"}[prefix]] in response.content.decode().replace("&#x27;", "'")


def test_missing_answers_are_named_in_a_summary(client, brand_round):
    response = ask(client, **{"sme-staff": "", "city-since": "きのう"})

    assert response.status_code == 400
    assert sorted(response.context["form"].errors) == ["city-since", "sme-staff"]
    assert 'href="#id_sme-staff"' in response.content.decode()


def test_rules_are_those_of_the_round_once_it_is_published(client, brand, brand_round):
    brand.eligibility = []
    brand.save(update_fields=["eligibility"])

    assert len(ask(client).context["result"].results) == 7


def test_program_without_checks_has_no_page(client, brand):
    brand.eligibility = []
    brand.save(update_fields=["eligibility"])

    assert ask(client).status_code == 404


def test_before_a_round_the_programs_own_checks_are_asked_as_of_today(client, brand):
    response = ask(client)

    assert (response.context["result"].on, response.context["apply_url"]) == (clock.today(), "")


def test_answers_are_carried_into_the_application(client, brand_round, owner, company):
    response = ask(client, **{"tax-state": "deferred"})
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    begin = client.get(response.context["apply_url"])
    sent = {
        "eligibility": begin.context["carried"],
        "applicant": f"organization:{company.public_id}",
        "name_ja": "ひかり尺",
        "category": brand_round.program.categories.first().pk,
    }

    client.post(reverse("certifications:apply", args=["monozukuri-brand"]), sent)

    kept = Application.objects.get().eligibility
    assert (kept["answers"]["tax-state"], kept["answers"]["sme-capital"], kept["answers"]["city-since"], kept["on"]) == (
        "deferred",
        10_000_000,
        "2020-04-01",
        "2026-12-01",
    )


def test_answers_of_another_round_or_forged_are_not_taken(brand_round, open_round):
    text = self_checks.carried(open_round, {"tax-state": "paid"})

    assert self_checks.carried_answers(brand_round, text) == {}
    assert self_checks.carried_answers(open_round, text + "x") == {}
    assert self_checks.carried_answers(brand_round, self_checks.carried(brand_round, {"tax-state": "paid", "x": 1})) == {
        "tax-state": "paid"
    }


def test_reference_day_is_the_last_day_on_which_one_can_apply(brand_round):
    assert self_checks.reference_day(brand_round).isoformat() == "2026-12-01"
    brand_round.closes_at = making.tokyo("2026-12-11T00:00")
    assert self_checks.reference_day(brand_round).isoformat() == "2026-12-01"  # as published: more time makes nobody older


def test_reference_day_before_publication_follows_the_close(brand_round):
    brand_round.rules, brand_round.closes_at = {}, making.tokyo("2026-12-01T00:00")

    assert self_checks.reference_day(brand_round).isoformat() == "2026-11-30"  # the close is exclusive


def test_page_asks_few_questions_of_the_database(client, brand_round, django_assert_max_num_queries):
    ask(client)

    with django_assert_max_num_queries(8):
        ask(client)
