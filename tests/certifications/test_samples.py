"""The sample programs, entries and running rounds are complete, in three languages, and their references resolve."""

import json
import uuid
from collections import Counter
from pathlib import Path

import pytest

from certifications import eligibility
from certifications.demo.past import lowest
from home.samples.motifs import MOTIFS
from tests.certifications import making

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("kis", "monozukuri-brand", "meister", "design-competition")
LANGUAGES = {"ja", "en", "zh"}


def read(path):
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


def texts(value, trail=""):
    """All localized texts below a value, with the way to them."""
    if isinstance(value, dict) and "ja" in value:
        yield trail, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from texts(below, f"{trail}.{key}")
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from texts(below, f"{trail}[{place}]")


def is_lopsided(text):
    return set(text) != LANGUAGES or len({bool(words.strip()) for words in text.values()}) > 1


def lopsided(value):
    """Where a text lacks a language that another language has."""
    return [trail for trail, text in texts(value) if is_lopsided(text)]


def codes(rows):
    return [row["code"] for row in rows]


@pytest.fixture(scope="module")
def programs():
    return {slug: read(f"certifications/programs/{slug}.json") for slug in PROGRAMS}


@pytest.fixture(scope="module")
def entries():
    return read("certifications/samples/entries.json")


@pytest.fixture(scope="module")
def applications():
    return [
        (round_["program"], application)
        for round_ in read("certifications/samples/running.json")["rounds"]
        for application in round_["applications"]
    ]


@pytest.mark.parametrize(
    "path",
    [*(f"certifications/programs/{slug}.json" for slug in (*PROGRAMS, "themes")), "certifications/samples/entries.json",
     "certifications/samples/running.json"],
)  # fmt: skip
def test_texts_have_three_languages(path):
    value = read(path)

    assert lopsided(value) == []


@pytest.mark.parametrize("slug", PROGRAMS)
def test_program_has_its_shape(programs, slug):
    program = programs[slug]

    assert program["slug"] == slug
    assert 12 <= len(program["questions"]) <= 20
    assert 4 <= len(program["who_may_apply"]) <= 6
    assert 3 <= len(program["faq"]) <= 5
    assert 5 <= len(program["rubric"]["criteria"]) <= 8
    assert 4 <= len(program["checklist"]) <= 7
    assert set(program["letters"]) == {"received", "correction", "certified", "not_certified"}
    assert all(set(criterion["anchors"]) == {"1", "3", "5"} for criterion in program["rubric"]["criteria"])


@pytest.mark.parametrize("slug", PROGRAMS)
def test_program_asks_before_the_form_what_the_office_looks_at(programs, slug):
    program = programs[slug]

    checks = program["eligibility"]
    assert 4 <= len(checks) <= 8
    assert {check["type"] for check in checks} <= set(eligibility.JUDGES)
    assert {check["line"] for check in checks} - {""} <= set(codes(program["checklist"]))
    assert all(set(check[words]) == {"ja", "en", "zh"} for check in checks for words in ("question", "advice"))
    assert all(check["type"] != "pledge" or check["statements"] for check in checks)


def test_self_checks_of_sample_applications_fit_their_programs(applications, programs):
    said = [(slug, application) for slug, application in applications if "eligibility" in application]

    assert len(said) == 8
    for slug, application in said:
        checks = programs[slug]["eligibility"]
        assert eligibility.readable(checks, application["eligibility"]) == application["eligibility"], application["code"]


@pytest.mark.parametrize("slug", PROGRAMS)
def test_program_codes_are_unique(programs, slug):
    program = programs[slug]

    for shelf in ("levels", "categories", "sections", "stages", "checklist", "eligibility", "reasons"):
        assert len(codes(program[shelf])) == len(set(codes(program[shelf]))), shelf
    assert len(codes(program["rubric"]["criteria"])) == len(set(codes(program["rubric"]["criteria"])))


@pytest.mark.parametrize("slug", PROGRAMS)
def test_questions_are_well_formed(programs, slug):
    sections = set(codes(programs[slug]["sections"]))

    for question in programs[slug]["questions"]:
        assert uuid.UUID(question["key"]).version == 4
        assert question["section"] in sections
        assert question["identity_class"] in {"identity", "quasi", "content"}
        assert bool(question["choices"]) == (question["kind"] in {"choice", "many"}), question["label"]["en"]
        assert bool(question["accept"]) == (question["kind"] in {"file", "picture"}), question["label"]["en"]


def test_question_keys_are_unique(programs):
    keys = [question["key"] for program in programs.values() for question in program["questions"]]

    assert len(keys) == len(set(keys))


def test_prizes_of_the_design_competition_add_up(programs):
    levels = programs["design-competition"]["levels"]

    assert sum(level["quantity"] * level["prize_yen"] for level in levels) == 1_500_000


def test_themes_belong_to_sample_organizations():
    organizations = set(codes(read("organizations/samples/organizations.json")))

    themes = read("certifications/programs/themes.json")

    assert codes(themes) == ["A", "B", "C", "D", "E", "F"]
    assert {theme["organization"] for theme in themes} - organizations == set()


def test_entries_are_sixty_over_four_programs(entries):
    assert len(set(codes(entries))) == 60
    assert Counter(entry["program"] for entry in entries) == {
        "kis": 22, "monozukuri-brand": 18, "meister": 12, "design-competition": 8,
    }  # fmt: skip
    assert Counter(entry["status"] for entry in entries) == {
        "valid": 54, "expired": 3, "withdrawn": 1, "surrendered": 1, "suspended": 1,
    }  # fmt: skip
    assert sum(entry["level"] == "premium" for entry in entries) == 4


@pytest.mark.parametrize("slug", PROGRAMS)
def test_entries_span_years(entries, slug):
    years = {entry["fiscal_year"] for entry in entries if entry["program"] == slug}

    assert len(years) >= 5
    assert years <= set(range(2018, 2026))


def test_entries_refer_to_what_exists(entries, programs):
    organizations = set(codes(read("organizations/samples/organizations.json")))
    teams = set(codes(read("organizations/samples/teams.json")))
    areas = set(codes(read("organizations/samples/areas.json")))

    for entry in entries:
        program = programs[entry["program"]]
        assert entry["level"] in codes(program["levels"])
        assert entry["category"] in codes(program["categories"])
        assert entry["area"] in areas
        assert sum(bool(entry[party]) for party in ("organization", "person", "team")) == 1, entry["code"]
        assert entry["organization"] is None or entry["organization"] in organizations
        assert entry["team"] is None or entry["team"] in teams
        assert set(entry["motif"].split("-")) <= set(MOTIFS)


def test_entries_tell_their_story(entries):
    for entry in entries:
        assert 250 <= len(entry["story"]["ja"]) <= 400, entry["code"]
        assert len({text.count("\n\n") for text in entry["story"].values()}) == 1, entry["code"]
        assert len({text.count("\n") for text in entry["features"].values()}) == 1, entry["code"]
        assert bool(entry["status_reason"]) == (entry["status"] != "valid"), entry["code"]


def test_masters_have_trade_and_interview(entries):
    for entry in entries:
        is_master = entry["program"] == "meister"
        assert (len(entry["interview"]), bool(entry["trade"])) == ((3, True) if is_master else (0, False)), entry["code"]


def test_applications_are_counted_by_state(applications):
    assert Counter((slug, application["state"]) for slug, application in applications) == {
        ("kis", "judging"): 8,
        ("monozukuri-brand", "screening"): 4,
        ("monozukuri-brand", "correction"): 2,
        ("meister", "draft"): 2,
        ("meister", "awaiting_consent"): 1,
        ("meister", "submitted"): 2,
        ("design-competition", "decided"): 9,
    }


def test_submitted_applications_answer_every_required_question(applications, programs):
    for slug, application in applications:
        if application["state"] in {"draft", "awaiting_consent"}:
            continue
        required = {question["key"] for question in programs[slug]["questions"] if question["required"]}
        assert required - set(application["answers"]) == set(), application["code"]


def test_answers_fit_their_questions(applications, programs):
    for slug, application in applications:
        questions = {question["key"]: question for question in programs[slug]["questions"]}
        for key, answer in application["answers"].items():
            question = questions[key]
            assert not question["max_chars"] or len(answer) <= question["max_chars"], (application["code"], question["label"])
            choices = {choice["value"] for choice in question["choices"]}
            given = answer if isinstance(answer, list) else [answer] if choices else []
            assert set(given) <= choices, (application["code"], question["label"])
        assert {correction["question"] for correction in application["corrections"]} <= set(questions)


def test_applicants_and_judges_are_people_of_the_city(applications):
    people = {person["code"]: person for person in read("organizations/samples/people.json")}
    parties = {
        "organization": set(codes(read("organizations/samples/organizations.json"))),
        "person": set(people),
        "team": set(codes(read("organizations/samples/teams.json"))),
    }

    for slug, application in applications:
        assert sum(bool(application[kind]) for kind in parties) == ("on_paper" not in application), application["code"]
        assert all(application[kind] is None or application[kind] in known for kind, known in parties.items())
        for scored in application["judging"]:
            judge = people[scored["judge"]]
            assert slug in judge["programs"]
            assert application["organization"] not in {conflict["organization"] for conflict in judge["conflicts"]}


def test_scores_fit_the_rubric(applications, programs):
    for slug, application in applications:
        rubric = programs[slug]["rubric"]
        for scored in application["judging"]:
            assert len(scored["scores"]) == len(rubric["criteria"]), application["code"]
            assert set(scored["scores"]) <= set(range(rubric["low"], rubric["high"] + 1)), application["code"]


def test_decided_works_take_the_prizes_in_the_order_of_their_scores(applications, programs):
    program = programs["design-competition"]
    weights = [float(criterion["weight"]) for criterion in program["rubric"]["criteria"]]
    ranks = {level["code"]: level["rank"] for level in program["levels"]} | {None: 9}
    decided = [application for slug, application in applications if slug == "design-competition"]

    def total(application):
        return sum(sum(w * s for w, s in zip(weights, scored["scores"], strict=True)) for scored in application["judging"])

    ranked = [ranks[work["decision"]["level"]] for work in sorted(decided, key=total, reverse=True)]

    assert ranked == [1, 2, 2, 3, 3, 3, 3, 9, 9]
    assert all(set(work["decision"]["reasons"]) <= set(codes(program["reasons"])) for work in decided)


def test_ranks_of_levels_count_from_the_highest(programs):
    ranks = {slug: {level["code"]: level["rank"] for level in program["levels"]} for slug, program in programs.items()}

    assert ranks["kis"] == {"premium": 1, "standard": 2}
    assert ranks["design-competition"] == {"grand-prix": 1, "excellence": 2, "prize": 3}
    assert all(sorted(of_one.values()) == list(range(1, len(of_one) + 1)) for of_one in ranks.values())


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "code"), [("kis", "standard"), ("design-competition", "prize")])
def test_lowest_level_of_the_past_is_the_one_with_the_largest_rank(slug, code):
    assert lowest(making.program(slug)) == code
