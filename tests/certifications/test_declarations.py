"""What is declared beside the form is part of every version: frozen, hashed, compared, and read in its own words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from certifications import declarations, versions
from certifications.actions import applications, basic_facts, eligibility_answers, evidence, sign_offs
from certifications.answers import digest
from certifications.basics import facts_of, fingerprint
from certifications.contents import content_of
from certifications.models import ApplicationVersion, Subject
from certifications.refusals import SignOffMissing
from tests.certifications import making
from tests.home import samples

pytestmark = pytest.mark.django_db
SAID = {"role-answer": "yes", "law-answer": "yes"}


def paper(name="定款.pdf"):
    return SimpleUploadedFile(name, samples.pdf(), content_type="application/pdf")


def rename(draft, by, name="手すり革"):
    draft.subject.refresh_from_db()
    read = fingerprint(facts_of(draft), draft.subject.email)
    basic_facts.change(draft, {"name_ja": name}, read=read, by=by)


def answer(draft, by):
    eligibility_answers.answer(draft, SAID, by=by)


def change_category(draft, by):
    read = fingerprint(facts_of(draft), draft.subject.email)
    basic_facts.change(draft, {"category": draft.round.program.categories.first().code}, read=read, by=by)


def add_paper(draft, by):
    evidence.add(draft, paper(), line=draft.round.rules["checklist"][0]["code"], by=by)


def oldest_kind(version):
    """The same version as it would have been made before declarations were frozen."""
    sha256 = digest(version.answers, version.files, version.previous_sha256)
    facts = {name: getattr(version, name) for name in ("application", "seq", "form_version", "answers", "files", "submitted_by")}
    made = {"submitted_at": version.submitted_at, "sha256": sha256}
    ApplicationVersion.objects.filter(pk=version.pk).delete()
    return ApplicationVersion.objects.create(**facts, **made)


@pytest.mark.parametrize("step", [rename, answer, change_category, add_paper])
def test_whatever_is_declared_belongs_to_the_hash(filled, owner, step):
    before = content_of(filled).sha256

    step(filled, owner)

    filled.refresh_from_db()
    assert content_of(filled).sha256 != before


@pytest.mark.parametrize("step", [rename, answer, change_category, add_paper])
def test_a_change_after_the_owner_s_word_needs_it_again(program, secretary, company, owner, editor, step):
    round_ = making.published_round(program, secretary, sign_off=True)
    draft = making.fill(making.draft(round_, owner, organization=company), owner)
    sign_offs.confirm(draft, seen_sha256=content_of(draft).sha256, by=owner)

    step(draft, editor)

    draft.refresh_from_db()
    with pytest.raises(SignOffMissing):
        applications.submit(draft, by=editor)


def test_version_holds_what_the_rows_held(filled, owner):
    answer(filled, owner)
    add_paper(filled, owner)
    change_category(filled, owner)

    version = applications.submit(filled, by=owner)

    declared, held = version.declared, filled.evidence.get()
    assert declared["names"] == {"name_ja": "ひとつ折り車いす ORU", "name_kana": "", "name_en": "", "name_zh": ""}
    assert declared["category"]["value"] == filled.round.program.categories.first().code
    assert (declared["self_check"]["answers"], declared["self_check"]["checks"]) == (SAID, filled.round.rules["eligibility"])
    facts = {"name": held.name, "sha256": held.file.sha256, "size": held.file.size}
    assert declared["papers"] == [{"paper": str(held.public_id), "line": held.line} | facts]
    assert versions.verify(filled) == versions.Chain(1, None)


def test_chain_breaks_where_a_declaration_was_changed(filled, owner):
    answer(filled, owner)
    version = applications.submit(filled, by=owner)
    changed = version.declared | {"names": version.declared["names"] | {"name_ja": "べつの名"}}
    facts = {name: getattr(version, name) for name in ("application", "seq", "form_version", "answers", "files", "sha256")}
    made = {"submitted_by": version.submitted_by, "submitted_at": version.submitted_at}
    ApplicationVersion.objects.filter(pk=version.pk).delete()
    ApplicationVersion.objects.create(**facts, **made, declared=changed)

    assert versions.verify(filled) == versions.Chain(1, 1)


def test_versions_from_before_stay_readable_and_unbroken(submitted):
    old = oldest_kind(submitted.versions.get())

    assert versions.verify(submitted) == versions.Chain(1, None)
    assert declarations.chapters(old) == []
    assert len(declarations.whole(old)) > 1


def test_chapters_say_each_point_as_it_was_asked(filled, owner):
    answer(filled, owner)
    version = applications.submit(filled, by=owner)

    with override("ja"):
        basics, declared = declarations.chapters(version)

    checks = version.declared["self_check"]["checks"]
    assert [passage.label for passage in basics.passages[:3]] == ["製品の名称", "ふりがな", "英語の名称"]
    assert [passage.label for passage in declared.passages[1:]] == [check["question"]["ja"] for check in checks]
    assert [passage.text.splitlines()[-1:] for passage in declared.passages[1:]].count(["はい"]) == 2


def test_comparison_names_what_was_declared_differently(filled, owner):
    answer(filled, owner)
    first = applications.submit(filled, by=owner)
    Subject.objects.filter(pk=filled.subject_id).update(name_ja="ひとつ折り車いす ORU II")
    second = applications.next_version(filled, content_of(filled), by=owner, kind="corrected")

    different = [row for row in versions.compare(first, second) if row.difference.state != "same"]

    assert [str(row.question.label) for row in different] == [different[0].question.label_ja]
    assert "".join(piece.text for piece in different[0].difference.pieces if piece.mark != "removed").endswith("ORU II")


@pytest.mark.parametrize("frozen", [True, False])
def test_papers_after_the_submission_are_late_and_leave_the_version_alone(filled, owner, frozen):
    add_paper(filled, owner)
    version = applications.submit(filled, by=owner)
    if not frozen:
        version = oldest_kind(version)

    with making.clock.at(making.tokyo("2026-11-22T09:00")):
        late = evidence.add(filled, paper("後から.pdf"), line=filled.round.rules["checklist"][0]["code"], by=owner)

    filled.refresh_from_db()
    assert declarations.late_papers(filled) == {late.public_id}
    assert versions.verify(filled) == versions.Chain(1, None)
    assert len(ApplicationVersion.objects.get(pk=version.pk).declared.get("papers", [])) == frozen
