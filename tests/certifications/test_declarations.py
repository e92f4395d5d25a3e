"""What is declared beside the form is part of every version: frozen, hashed, compared, and read in its own words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from certifications import declarations, versions
from certifications.actions import applications, basic_facts, eligibility_answers, evidence, sign_offs
from certifications.answers import digest
from certifications.basics import facts_of, fingerprint
from certifications.contents import content_of
from certifications.documents import application_pdf
from certifications.models import ApplicationVersion, Subject
from certifications.refusals import SignOffMissing
from tests.certifications import making
from tests.certifications.actions.test_form_adoptions import adopt, changing, edition
from tests.certifications.documents.test_certificate import text_of
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


TERMS = {"ja": "1 個人情報は審査のために使います。\n2 結果を公表します。", "en": "1 Personal data serve the judging.", "zh": ""}


@pytest.fixture
def agreed(open_round, program, secretary, company, owner):
    """Submitted on the second edition, whose consent has a text; the third words it otherwise."""
    key = str(program.form_versions.get().questions.get(kind="consent").key)
    adopt(open_round, edition(program, secretary, changing(key, consent=TERMS)), secretary)
    open_round.refresh_from_db()
    application = making.submitted(open_round, owner, organization=company)
    adopt(open_round, edition(program, secretary, changing(key, consent={"ja": "別の文面"}, label={"ja": "別の同意"})), secretary)
    return application.versions.get()


def consents_read(version):
    return [passage for chapter in declarations.whole(version) for passage in chapter.passages if passage.edition]


def test_words_of_a_consent_are_frozen_with_their_edition_and_hashed(agreed):
    asked = agreed.form_version.questions.get(kind="consent")
    frozen = agreed.declared["agreed"]

    assert frozen == [
        {
            "key": str(asked.key),
            "edition": 2,
            "label": {"ja": asked.label_ja, "en": asked.label_en, "zh": asked.label_zh},
            "help": {"ja": asked.help_ja, "en": asked.help_en, "zh": asked.help_zh},
            "text": TERMS,
        }
    ]
    other = agreed.declared | {"agreed": [frozen[0] | {"text": TERMS | {"ja": "べつの文面"}}]}
    assert digest(agreed.answers, agreed.files, "", agreed.awaited, other) != agreed.sha256
    assert versions.verify(agreed.application) == versions.Chain(1, None)


def test_what_was_agreed_to_is_read_after_the_words_have_changed(agreed):
    asked = agreed.form_version.questions.get(kind="consent")

    read = consents_read(agreed)
    with override("en"):
        read += consents_read(agreed)

    wanted = [f"{asked.help_ja}\n\n{TERMS['ja']}", f"{asked.help_en}\n\n{TERMS['en']}"]
    assert [(each.edition, each.terms) for each in read] == [(2, words) for words in wanted]
    assert [each.label for each in read] == [asked.label_ja, asked.label_en]


def test_versions_from_before_show_the_words_of_their_edition(submitted):
    old = oldest_kind(submitted.versions.get())

    asked = old.form_version.questions.get(kind="consent")

    assert [(each.label, each.edition) for each in consents_read(old)] == [(asked.label_ja, 1)]


@pytest.mark.parametrize("agrees", [True, False])
def test_draft_freezes_only_consents_that_are_given(filled, agrees):
    asked = filled.form_version.questions.get(kind="consent")
    if not agrees:
        filled.answers.filter(key=asked.key).delete()

    assert len(content_of(filled).declared["agreed"]) == agrees


@pytest.mark.parametrize("page", ["check", "receipt"])
def test_applicants_pages_show_what_is_agreed_to(agreed, owner, page):
    shown = making.signed_in(owner).get(reverse(f"certifications:{page}", args=[agreed.application.public_id])).content.decode()

    assert ("個人情報は審査のために使います。" in shown, "申請書様式 第2版の文面" in shown) == (True, True)


def test_who_signs_off_reads_what_is_agreed_to(program, secretary, company, owner):
    round_ = making.published_round(program, secretary, sign_off=True)
    draft = making.fill(making.draft(round_, owner, organization=company), owner)

    shown = making.signed_in(owner).get(reverse("certifications:sign_off", args=[draft.public_id])).content.decode()

    assert "申請書様式 第1版の文面" in shown


def test_desk_and_paper_show_what_was_agreed_to(agreed, secretary, settings):
    settings.WAGTAILADMIN_BASE_URL = "http://testserver"
    shown = making.signed_in(secretary).get(reverse("cases:detail", args=[agreed.application.public_id])).content.decode()

    paper_ = text_of(application_pdf(agreed)).replace("\u200b", "")
    wanted = ["個人情報は審査のために使います。", "結果を公表します。"]
    assert [each for each in wanted if each not in shown or each not in paper_] == []
    assert ("申請書様式 第2版の文面" in shown, "申請書様式第2版の文面" in paper_) == (True, True)
