"""Facts on record answer questions when a draft is begun."""

import pytest

from certifications.actions import applications, form_adoptions, form_versions, intake
from certifications.actions.intake import PaperApplicant, PaperPerson
from certifications.models import Round
from certifications.prefills import FACTS
from tests.certifications import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(open_round, program, secretary):
    """The open round with a form that asks for facts on record: `asking(*rows)` gives the round."""

    def with_questions(*rows):
        version = form_versions.begin(program, empty=True, by=secretary)
        form_versions.add_section(version, {"title": {"ja": "申請者"}}, row_version=1, by=secretary)
        section = version.sections.get().code
        rows = [{"kind": "short_text", "label": {"ja": row["prefill"]}} | row for row in rows]
        form_versions.add_questions(version, section, rows, row_version=2, by=secretary)
        version = form_versions.publish(version, row_version=3, by=secretary)
        seen_as = form_adoptions.seen(open_round, version)
        form_adoptions.adopt(open_round, version, seen_as=seen_as, by=secretary)
        return Round.objects.get(pk=open_round.pk)

    return with_questions


def answers(application):
    labels = dict(application.form_version.questions.values_list("key", "label_ja"))
    return {labels[answer.key]: answer.value for answer in application.answers.all()}


def begun(round_, owner, company):
    return applications.begin(round_, names={"name_ja": "ORU"}, by=owner, organization=company)


def test_every_fact_is_filled_in(asking, owner, company):
    facts = {"name_en": "Tachibana", "name_zh": "橘", "corporate_number": "7000012050002", "representative": "橘 花子",
             "postal_code": "2100007", "prefecture": "神奈川県", "municipality": "川崎市川崎区", "street": "駅前本町11-2",
             "telephone": "044-000-0000", "website": "https://tachibana.example/",
             "capital": 30_000_000, "employees": 24}  # fmt: skip
    type(company).objects.filter(pk=company.pk).update(**facts)
    company.refresh_from_db()
    round_ = asking(
        *({"prefill": code} for code in FACTS if code not in {"organization.capital", "organization.website"}),
        {"prefill": "organization.capital", "kind": "yen"},
        {"prefill": "organization.website", "kind": "url"},
    )

    found = answers(begun(round_, owner, company))

    assert found == {
        "organization.name": "橘精機株式会社",
        "organization.name_kana": "タチバナセイキ",
        "organization.name_en": "Tachibana",
        "organization.name_zh": "橘",
        "organization.corporate_number": "7000012050002",
        "organization.representative": "橘 花子",
        "organization.postal_code": "210-0007",
        "organization.address": "神奈川県川崎市川崎区駅前本町11-2",
        "organization.telephone": "044-000-0000",
        "organization.website": "https://tachibana.example/",
        "organization.capital": 30_000_000,
        "organization.employees": "24",
        "person.name": "owner",
        "person.email": "owner@people.example",
    }


def test_a_fact_that_is_not_on_record_is_left_to_the_applicant(asking, owner, company):
    round_ = asking({"prefill": "organization.capital", "kind": "yen"}, {"prefill": "organization.name"})

    assert answers(begun(round_, owner, company)) == {"organization.name": company.name_ja}


def test_the_fact_is_taken_over_again_by_a_button(asking, owner, company, client):
    round_ = asking({"prefill": "organization.name"}, {"prefill": "person.name"})
    application = begun(round_, owner, company)
    question = application.form_version.questions.get(label_ja="organization.name")
    company.name_ja = "新橘精機株式会社"
    company.save()
    client.force_login(owner)
    section = question.section.code
    address = f"/applications/{application.public_id}/sections/{section}/"
    page = client.get(address).content.decode()
    typed = {f"a-{question.key}": "途中", f"v-{question.key}": "1", "refill": str(question.key)}

    client.post(address, typed)

    assert f'name="refill" value="{question.key}"' in page
    assert answers(application)["organization.name"] == "新橘精機株式会社"


def test_office_is_nobody_whose_name_stands_on_a_paper(asking, company, secretary):
    round_ = asking({"prefill": "person.name"}, {"prefill": "person.email"}, {"prefill": "organization.name"})

    application = intake.enter(
        round_,
        channel="paper",
        received_on=making.DURING.date(),
        post_to="210-0007 川崎市川崎区駅前本町11-2",
        applicant=PaperApplicant(organization=company),
        names={"name_ja": "ORU"},
        by=secretary,
    )

    assert answers(application) == {"organization.name": company.name_ja}


def test_person_without_an_address_has_none_to_fill_in(asking, program, secretary):
    program.applicant_kinds = ["organization", "person"]
    program.save()
    round_ = asking({"prefill": "person.name"}, {"prefill": "person.email"})
    facts = {"channel": "paper", "received_on": making.DURING.date(), "post_to": "川崎市", "names": {"name_ja": "ORU"}}

    application = intake.enter(round_, applicant=PaperApplicant(person=PaperPerson("紙野 里子")), by=secretary, **facts)

    assert answers(application) == {"person.name": "紙野 里子"}
