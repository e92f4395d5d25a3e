"""What a newer edition means for drafts: nothing is lost, nothing unfit is written."""

import copy
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certifications import form_plans
from certifications.answers import is_empty
from certifications.form_edits import remove_question
from certifications.form_shapes import PLAIN

LANGUAGES = ("ja", "en", "zh")
KINDS = ["short_text", "long_text", "number", "yen", "date", "choice", "many", "url", "file", "picture", "table", "consent"]
KEYS = [str(UUID(int=number)) for number in range(1, 7)]


def words(text=""):
    return {"ja": text, "en": "", "zh": ""}


def row(key=KEYS[0], kind="short_text", label="問い", **facts):
    """A question as normal data."""
    plain = copy.deepcopy(PLAIN) | {"consent": words(), "help": words()}
    return {"key": key, "section": "one", "kind": kind, "label": words(label)} | plain | facts


def choices(*values):
    return [{"value": value, "label": {"ja": value.upper()}} for value in values]


def columns(**kinds):
    return [{"code": code, "label": {"ja": code}, "kind": kind} for code, kind in kinds.items()]


def form(*rows):
    return {"sections": [{"code": "one", "title": words("一"), "help": words()}], "questions": list(rows)}


@st.composite
def questions(draw, keys=KEYS):
    found = []
    for key in draw(st.lists(st.sampled_from(keys), unique=True, max_size=len(keys))):
        kind = draw(st.sampled_from(KINDS))
        values = draw(st.lists(st.sampled_from(["a", "b", "c"]), unique=True, min_size=2, max_size=3))
        kinds = draw(st.dictionaries(st.sampled_from(["c1", "c2"]), st.sampled_from(["text", "number", "date"]), min_size=1))
        found.append(
            row(
                key,
                kind,
                draw(st.sampled_from(["会社名", "住所"])),
                required=draw(st.booleans()),
                max_chars=draw(st.none() | st.integers(1, 5)),
                choices=choices(*values) if kind in {"choice", "many"} else [],
                columns=columns(**kinds) if kind == "table" else [],
                made_from=draw(st.lists(st.sampled_from(keys), max_size=2, unique=True)),
            )
        )
    return form(*found)


def an_answer(draw, question):
    kind = question["kind"]
    values = [choice["value"] for choice in question["choices"]]
    cells = {"text": st.text(min_size=1, max_size=3), "number": st.integers(0, 9), "date": st.just("2026-04-01")}
    match kind:
        case "number" | "yen":
            return draw(st.integers(0, 999))
        case "date":
            return draw(st.dates()).isoformat()
        case "choice":
            return draw(st.sampled_from(values))
        case "many":
            return draw(st.lists(st.sampled_from(values), unique=True))
        case "consent":
            return True
        case "table":
            line = st.fixed_dictionaries({column["code"]: cells[column["kind"]] for column in question["columns"]})
            return draw(st.lists(line, max_size=2))
        case "url":
            return "https://tachibana.example/"
    return draw(st.text(max_size=8) | st.sampled_from(["A", "12", "令和8年4月1日"]))


@st.composite
def drafts(draw):
    before, after = draw(questions()), draw(questions())
    asked = [question for question in before["questions"] if question["kind"] not in {"file", "picture"}]
    return before, after, {question["key"]: an_answer(draw, question) for question in asked if draw(st.booleans())}


@given(drafts())
@settings(max_examples=300)
def test_no_answer_is_lost_and_nothing_unfit_is_written(draft):
    before, after, answers = draft

    moved = form_plans.moved(answers, before, after)

    rows = {question["key"]: question for question in after["questions"]}
    assert all(value is None or form_plans.fits(rows[key], value) for key, value in moved.write.items())
    for key, value in answers.items():
        stays = key not in moved.write
        assert stays or moved.aside.get(key, value) == value
        assert stays or is_empty(value) or key in moved.aside
        if key in rows and stays and not is_empty(value):
            assert form_plans.fits(rows[key], value)


@given(drafts())
def test_moving_twice_has_the_effect_of_moving_once(draft):
    before, after, answers = draft
    moved = form_plans.moved(answers, before, after)
    present = answers | moved.write

    again = form_plans.moved(present, after, after)

    assert (again.write, again.aside) == ({}, {})


@given(drafts())
def test_plan_names_every_question_once(draft):
    before, after, _answers = draft

    rows = form_plans.plan(before, after)

    new = [question["key"] for question in after["questions"]]
    gone = [question["key"] for question in before["questions"] if question["key"] not in new]
    assert [found.key for found in rows] == new + gone


@given(drafts())
def test_plan_of_the_same_form_changes_nothing(draft):
    before, _after, _answers = draft

    assert {found.change for found in form_plans.plan(before, before)} <= {"unchanged"}


def changes(before, after):
    return [(found.change, found.answers, found.asks) for found in form_plans.plan(before, after)]


def test_plan_tells_the_ways_apart():
    one, two, three, four, five, six = KEYS
    before = form(row(one, label="社名"), row(two, label="住所・電話"), row(three, label="姓"), row(four, label="名"))
    after = form(
        row(one, label="会社名"),
        row(five, label="住所", made_from=[two]),
        row(six, label="電話", made_from=[two]),
        row(KEYS[0].replace("1", "9"), label="氏名", made_from=[three, four], required=True),
        row(KEYS[0].replace("1", "8"), label="業種", required=True),
    )

    assert changes(before, after) == [
        ("renamed", "kept", False),
        ("split", "copied", False),
        ("split", "copied", False),
        ("merged", "joined", False),
        ("new", "none", True),
        ("removed", "aside", False),
        ("removed", "aside", False),
        ("removed", "aside", False),
    ]


@pytest.mark.parametrize(
    ("former", "later", "value", "carried"),
    [
        (row(), row(kind="long_text"), "あ", "あ"),
        (row(kind="long_text"), row(), "一\n二", "一 二"),
        (row(kind="number"), row(), 120, "120"),
        (row(kind="number"), row(kind="yen"), 120, 120),
        (row(), row(kind="number"), "１,２００円", 1200),
        (row(), row(kind="number"), "約百人", None),
        (row(), row(kind="date"), "令和8年4月1日", "2026-04-01"),
        (row(), row(kind="date"), "春ごろ", None),
        (row(kind="date"), row(), "2026-04-01", "2026-04-01"),
        (row(kind="choice", choices=choices("a", "b")), row(kind="many", choices=choices("a", "b")), "a", ["a"]),
        (row(kind="choice", choices=choices("a", "b")), row(), "a", "A"),
        (row(kind="choice", choices=choices("a", "b")), row(kind="choice", choices=choices("b", "c")), "a", None),
        (row(kind="many", choices=choices("a", "b")), row(kind="choice", choices=choices("a", "b")), ["b"], "b"),
        (row(kind="many", choices=choices("a", "b")), row(kind="choice", choices=choices("a", "b")), ["a", "b"], None),
        (row(kind="many", choices=choices("a", "b")), row(kind="many", choices=choices("b", "c")), ["a", "b"], ["b"]),
        (row(), row(kind="choice", choices=choices("a", "b")), "ａ", "a"),
        (row(kind="consent"), row(), True, None),
        (
            row(kind="table", columns=columns(c1="text", c2="number")),
            row(kind="table", columns=columns(c1="text", c2="text")),
            [{"c1": "あ", "c2": 3}],
            [{"c1": "あ"}],
        ),
    ],
)
def test_an_answer_is_carried_over_where_it_fits(former, later, value, carried):
    assert form_plans.carried_over(value, former, later) == carried


def test_answers_are_copied_when_split_and_joined_when_merged():
    one, two, three, four, five, _six = KEYS
    before = form(row(one), row(two, kind="number"), row(three))
    after = form(row(four, made_from=[one]), row(five, kind="long_text", made_from=[one, two, three]))

    moved = form_plans.moved({one: "橘", two: 7, three: "精機"}, before, after)

    assert moved.write == {four: "橘", five: "橘\n7\n精機"}
    assert moved.aside == {}


@pytest.mark.parametrize("name", ["label", "help", "consent"])
def test_a_consent_of_which_a_word_has_changed_is_asked_anew(name):
    terms = {"label": "個人情報の取扱い", "help": words("別紙をお読みください。"), "consent": words("甲に従います。")}
    other = "別の言葉" if name == "label" else words("別の言葉")
    before = form(row(kind="consent", required=True, **terms))
    after = form(row(kind="consent", required=True, **terms | {name: other}))

    moved = form_plans.moved({KEYS[0]: True}, before, after)

    assert moved == form_plans.Moved({KEYS[0]: None}, {KEYS[0]: True})
    assert changes(before, after) == [("changed", "asked_again", True)]


def test_a_consent_is_never_taken_over_from_another_question():
    before = form(row(KEYS[0], kind="consent", consent=words("甲に従います。")))
    after = form(row(KEYS[1], kind="consent", consent=words("甲に従います。"), required=True, made_from=[KEYS[0]]))

    assert form_plans.moved({KEYS[0]: True}, before, after) == form_plans.Moved()
    assert changes(before, after)[0] == ("new", "aside", True)


def test_a_consent_that_comes_back_is_asked_anew():
    """What stood there when it was agreed to, nobody knows from these two editions."""
    before, after = form(), form(row(kind="consent", consent=words("甲に従います。"), required=True))

    assert form_plans.moved({KEYS[0]: True}, before, after) == form_plans.Moved({KEYS[0]: None}, {KEYS[0]: True})
    assert changes(before, after) == [("new", "none", True)]


def test_answers_of_a_question_that_is_gone_stay_untouched():
    before = form(row(KEYS[0]), row(KEYS[1]))

    moved = form_plans.moved({KEYS[0]: "あ", KEYS[1]: "い"}, before, remove_question(before, KEYS[1]))

    assert moved == form_plans.Moved()
