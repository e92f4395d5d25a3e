"""The verbs with which the office writes a form: who may, what is refused, what they do."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from certifications import form_shapes
from certifications.actions import form_versions, programs
from certifications.models import FormVersion, Question, Section
from certifications.refusals import EditionInHand, FormFileWrong, FormNotReady, FrozenVersion, NoSuchPart, NothingToUndo
from home.versions import StaleRecord
from tests.certifications import making

pytestmark = pytest.mark.django_db

TEXT = "# 一\n会社名 | 必須\n業種 | 選択：製造、販売\n# 二\n概要 | 長文"


@pytest.fixture
def edition(program, secretary):
    version = form_versions.begin(program, empty=True, by=secretary)
    form_versions.add_lines(version, "", TEXT, row_version=1, by=secretary)
    version.refresh_from_db()
    return version


def key(edition, label="会社名"):
    return str(edition.questions.get(label_ja=label).key)


def code(edition, number=0):
    return edition.sections.order_by("order")[number].code


VERBS = {
    "discard": lambda edition, who: form_versions.discard(edition, **who),
    "add_section": lambda edition, who: form_versions.add_section(edition, {"title": {"ja": "三"}}, **who),
    "change_section": lambda edition, who: form_versions.change_section(edition, code(edition), {"title": {"ja": "零"}}, **who),
    "move_section": lambda edition, who: form_versions.move_section(edition, code(edition), 1, **who),
    "remove_section": lambda edition, who: form_versions.remove_section(edition, code(edition), **who),
    "add_questions": lambda edition, who: form_versions.add_questions(
        edition, code(edition), [{"kind": "date", "label": {"ja": "設立日"}}], **who
    ),
    "add_lines": lambda edition, who: form_versions.add_lines(edition, code(edition), "設立日 | 日付", **who),
    "change_question": lambda edition, who: form_versions.change_question(edition, key(edition), {"required": False}, **who),
    "move_question": lambda edition, who: form_versions.move_question(edition, key(edition), 1, **who),
    "put_question": lambda edition, who: form_versions.put_question(edition, key(edition), code(edition, 1), 0, **who),
    "duplicate_question": lambda edition, who: form_versions.duplicate_question(edition, key(edition), **who),
    "remove_question": lambda edition, who: form_versions.remove_question(edition, key(edition), **who),
    "undo": lambda edition, who: form_versions.undo(edition, **who),
    "publish": lambda edition, who: form_versions.publish(edition, **who),
}


def again(record):
    return type(record).objects.get(pk=record.pk)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["approver", "owner", "another_secretary", "superuser", "nobody"])
def test_nobody_but_the_programs_secretariat_has_the_verb(verb, who, edition, request):
    people = {
        "approver": lambda: request.getfixturevalue("approver"),
        "owner": lambda: request.getfixturevalue("owner"),
        "another_secretary": lambda: making.office(making.program("meister"), "meister-secretary"),
        "superuser": lambda: making.person("super", is_staff=True, is_superuser=True),
        "nobody": lambda: None,
    }
    before = form_shapes.as_data(edition)

    with pytest.raises(PermissionDenied):
        VERBS[verb](edition, {"row_version": edition.row_version, "by": people[who]()})

    assert form_shapes.as_data(again(edition)) == before


@pytest.mark.parametrize("verb", VERBS)
def test_the_secretariat_has_the_verb_and_it_changes_the_edition(verb, edition, secretary):
    before = (form_shapes.as_data(edition), edition.published_at)

    VERBS[verb](edition, {"row_version": edition.row_version, "by": secretary})

    found = FormVersion.objects.filter(pk=edition.pk).first()
    assert found is None or (form_shapes.as_data(found), found.published_at) != before


@pytest.mark.parametrize("verb", VERBS)
def test_a_published_edition_is_refused(verb, edition, secretary):
    form_versions.publish(edition, row_version=edition.row_version, by=secretary)
    edition = again(edition)
    before = form_shapes.as_data(edition)

    with pytest.raises(FrozenVersion):
        VERBS[verb](edition, {"row_version": edition.row_version, "by": secretary})

    assert form_shapes.as_data(again(edition)) == before


@pytest.mark.parametrize("verb", VERBS)
def test_whoever_read_an_older_state_is_refused(verb, edition, secretary):
    before = form_shapes.as_data(edition)

    with pytest.raises(StaleRecord):
        VERBS[verb](edition, {"row_version": edition.row_version - 1, "by": secretary})

    assert form_shapes.as_data(again(edition)) == before


def test_only_the_secretariat_begins_an_edition(program, approver, owner):
    for by in (approver, owner, None):
        with pytest.raises(PermissionDenied):
            form_versions.begin(program, by=by)
        with pytest.raises(PermissionDenied):
            form_versions.take_from_file(program, '{"sections": [], "questions": []}', by=by)


def test_a_second_edition_in_hand_is_refused(edition, program, secretary):
    with pytest.raises(EditionInHand):
        form_versions.begin(program, by=secretary)


def test_a_part_that_is_gone_is_named(edition, secretary):
    who = {"row_version": edition.row_version, "by": secretary}

    with pytest.raises(NoSuchPart):
        form_versions.remove_question(edition, "00000000-0000-0000-0000-000000000000", **who)


def test_there_is_nothing_to_undo_at_the_beginning(program, secretary):
    version = form_versions.begin(program, by=secretary)

    with pytest.raises(NothingToUndo):
        form_versions.undo(version, row_version=1, by=secretary)


def test_undoing_twice_brings_the_change_back(edition, secretary):
    form_versions.remove_section(edition, code(edition), row_version=edition.row_version, by=secretary)
    without = form_shapes.as_data(again(edition))
    form_versions.undo(edition, row_version=again(edition).row_version, by=secretary)
    restored = form_shapes.as_data(again(edition))
    form_versions.undo(edition, row_version=again(edition).row_version, by=secretary)

    assert [row["label"]["ja"] for row in restored["questions"]] == ["会社名", "業種", "概要"]
    assert form_shapes.as_data(again(edition)) == without


def test_publishing_what_is_not_ready_names_every_fault(program, secretary):
    version = form_versions.begin(program, empty=True, by=secretary)

    with pytest.raises(FormNotReady) as refusal:
        form_versions.publish(version, row_version=1, by=secretary)

    assert [fault.code for fault in refusal.value.problems] == ["no_section", "no_question"]


def test_a_wrong_file_begins_nothing(program, secretary):
    with pytest.raises(FormFileWrong):
        form_versions.take_from_file(program, "{", by=secretary)

    assert program.form_versions.count() == 1


def test_a_programs_own_file_and_its_form_are_the_same(program):
    form = form_shapes.normal(making.program_data())

    assert form_shapes.as_data(program.form_versions.get()) == form
    assert programs.publish_form(program, making.program_data(), by=None).number == 1


def published(program):
    return program.form_versions.get()


BULK = {
    "update": lambda version: version.questions.update(required=False),
    "delete": lambda version: version.questions.all().delete(),
    "bulk_create": lambda version: Question.objects.bulk_create(
        [Question(version=version, section=version.sections.first(), order=99, kind="date", label_ja="後から")]
    ),
    "bulk_update": lambda version: Question.objects.bulk_update([version.questions.first()], ["required"]),
    "save": lambda version: version.questions.first().save(),
    "delete one": lambda version: version.questions.first().delete(),
    "sections": lambda version: version.sections.update(title_ja="別"),
    "create": lambda version: Section.objects.create(version=version, code="late", order=9, title_ja="後"),
    "whole": lambda version: version.delete(),
}


@pytest.mark.parametrize("way", BULK)
def test_no_way_through_the_models_changes_a_published_edition(way, program):
    version = published(program)
    before = form_shapes.as_data(version)

    with pytest.raises(FrozenVersion), transaction.atomic():
        BULK[way](version)

    assert form_shapes.as_data(version) == before


STATEMENTS = [
    "UPDATE certifications_question SET required = NOT required WHERE version_id = %s",
    "UPDATE certifications_section SET title_ja = 'x' WHERE version_id = %s",
    "UPDATE certifications_formversion SET published_at = NULL WHERE id = %s",
    (
        'INSERT INTO certifications_section (version_id, code, "order", title_ja, title_en, title_zh, help_ja, help_en, help_zh) '
        "VALUES (%s, 'late', 9, '', '', '', '', '', '')"
    ),
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_itself_refuses_to_change_a_published_edition(statement, program):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [published(program).pk])


@pytest.mark.parametrize("statement", STATEMENTS[:2])
def test_the_database_lets_an_edition_in_hand_change(statement, edition):
    with connection.cursor() as cursor:
        cursor.execute(statement, [edition.pk])

    assert edition.questions.count() == 3


@pytest.mark.postgresql  # SQLite empties its tables by DELETE
def test_a_published_question_cannot_be_deleted(program):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM certifications_question WHERE version_id = %s", [published(program).pk])
