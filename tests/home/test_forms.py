"""Fields that take what people type."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Locale

from home.forms import DateField, DigitsField, KanaField, LongTextField, QueryField, TextField, YenField, offer
from home.models import Letter


def refusal(field, value):
    with translation.override("ja"), pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages


def test_text_field_counts_what_a_reader_sees():
    field = TextField(max_characters=3, max_length=20)

    assert field.clean("葛󠄀飾区") == "葛󠄀飾区"
    assert refusal(field, "葛󠄀飾区東") == ["3文字以内で入力してください（現在4文字）。"]


def test_text_field_never_exceeds_its_column():
    field = TextField(max_length=10)

    assert len(refusal(field, "Z" + "\u0300" * 10)) == 1


def test_text_field_renders_no_maxlength():
    assert TextField(max_length=10).widget_attrs(TextField.widget()) == {}


def test_text_field_is_one_line_and_long_text_keeps_lines():
    assert TextField().clean(" a\r\nb　") == "a b"
    assert LongTextField().clean("a\r\nb") == "a\nb"


def test_text_field_refuses_direction_controls():
    assert refusal(TextField(), "a\u202eb") == [
        "表示できない文字（U+202E）が含まれています。その文字を削除するか、書式なしで貼り付け直してください。"
    ]


@pytest.mark.parametrize("value", ["かわさき　たろう", "ｶﾜｻｷ ﾀﾛｳ", "カワサキ タロウ"])
def test_kana_field_keeps_full_width_katakana(value):
    assert KanaField().clean(value) == "カワサキ　タロウ"


@pytest.mark.parametrize(
    ("value", "kana"),
    [("らーめん", "ラーメン"), ("ラ－メン", "ラーメン"), ("ﾗ-ﾒﾝ", "ラーメン"), ("ｷﾖｳｺ", "キヨウコ"), ("ゔぃ", "ヴィ")],
)
def test_kana_field_reads_long_marks_and_small_kana(value, kana):
    assert KanaField().clean(value) == kana


def test_kana_field_refuses_other_signs():
    assert refusal(KanaField(), "川崎タロウ") == ["ふりがなは、ひらがなまたはカタカナだけで入力してください。"]


def test_digits_field_takes_any_width_and_separators():
    assert DigitsField(digits=7).clean("〒２１０－０００７") == "2100007"
    assert DigitsField(digits=(10, 11)).clean("(044) 200ー1111") == "0442001111"
    assert DigitsField(required=False).clean("") == ""


def test_digits_field_says_how_many_are_wanted():
    assert refusal(DigitsField(digits=13), "123") == ["13桁の数字で入力してください（現在3桁）。"]
    assert refusal(DigitsField(), "12a") == ["数字だけで入力してください。"]


def test_date_field_reads_eras_and_refuses_with_reason():
    assert DateField().clean("令和8年4月1日") == date(2026, 4, 1)
    assert DateField(required=False).clean("") is None
    assert refusal(DateField(), "2026-02-30") == ["実在しない日付です。年・月・日をご確認ください。"]
    assert refusal(DateField(), "x") == ["日付は「2026/4/1」または「令和8年4月1日」のように入力してください。"]


@pytest.mark.parametrize(
    ("value", "yen"),
    [
        ("1,000円", 1000),
        ("￥１，０００", 1000),
        ("¥1000", 1000),
        ("1、000", 1000),
        ("0", 0),
        (1000, 1000),
        ("120000円也", 120000),
    ],
)
def test_yen_field_reads_amounts(value, yen):
    assert YenField().clean(value) == yen


@pytest.mark.parametrize("value", ["1,00", "1.5", "-1", "abc", "9" * 30, "1e5", "NaN"])
def test_yen_field_refuses_what_is_no_whole_amount(value):
    assert refusal(YenField(), value) == ["金額は「120,000」のように、円単位の整数で入力してください。"]


@pytest.mark.parametrize("value", ["千円", "1千円", "12万円", "1億"])
def test_yen_field_does_not_guess_units(value):
    assert refusal(YenField(), value) == [
        "金額は「千円」「万円」などの単位を使わず、円単位で入力してください（1千円の場合は「1000」）。"
    ]


@pytest.mark.parametrize(
    ("value", "query"),
    [("\0認定\u202e", "認定"), ("  a\t b ", "a b"), (None, ""), ("x" * 5000, "x" * 100), ("\ud800", ""), ('"', '"')],
)
def test_query_field_never_refuses(value, query):
    assert QueryField().clean(value) == query


class Choosing(forms.Form):
    letter = forms.ModelChoiceField(None)
    kind = forms.ChoiceField()
    word = forms.CharField()


def test_offer_gives_a_field_its_records_or_its_values():
    form = Choosing()

    offer(form, "letter", Letter.objects.none())
    offer(form, "kind", [("a", "A")])

    assert (form.fields["letter"].queryset.model, list(form.fields["kind"].choices)) == (Letter, [("a", "A")])


@pytest.mark.parametrize("name", ["letter", "word"])
def test_offer_gives_values_to_no_other_field(name):
    with pytest.raises(TypeError):
        offer(Choosing(), name, [("a", "A")])


@pytest.mark.parametrize("name", ["kind", "word"])
def test_offer_gives_records_to_no_other_field(name):
    with pytest.raises(TypeError):
        offer(Choosing(), name, Letter.objects.none())


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (forms.CharField(), ("ご記入ください。", "This field is required.", "请填写此项。")),
        (forms.ChoiceField(choices=[("a", "A")]), ("お選びください。", "Please choose.", "请选择。")),
        (forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect), ("お選びください。", "Please choose.", "请选择。")),
        (forms.MultipleChoiceField(choices=[("a", "A")]), ("お選びください。", "Please choose.", "请选择。")),
        (forms.ModelChoiceField(Locale.objects.none()), ("お選びください。", "Please choose.", "请选择。")),
        (forms.FileField(), ("ファイルを添付してください。", "Please add a file.", "请添加文件。")),
        (
            forms.ChoiceField(choices=[("a", "A")], error_messages={"required": "Its own words."}),
            ("Its own words.", "Its own words.", "Its own words."),
        ),
    ],
)
def test_what_is_left_empty_is_said_by_its_kind(field, words):
    said = []
    for language in ("ja", "en", "zh-hans"):
        with translation.override(language), pytest.raises(ValidationError) as refused:
            field.clean(None)
        with translation.override(language):
            said.append(refused.value.messages[0])

    assert tuple(said) == words
