"""A form with one field of each kind, and one that anybody may send."""

from django import forms

from home.forms import DayField
from home.open_forms import OpenForm


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="製品の名称", max_length=60, help_text="正式な名称を、60字以内でご記入ください。")
    benefit = forms.CharField(label="ひとことで言うと", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    price = forms.IntegerField(label="希望小売価格(円)", required=False, min_value=0)
    since = DayField(label="発売日", required=False)
    field = forms.ChoiceField(label="分野", choices=[("move", "移動"), ("eat", "食事"), ("live", "住まい")])
    kind = forms.ChoiceField(label="申請の区分", choices=[("product", "製品"), ("technology", "技術")], widget=forms.RadioSelect)
    users = forms.MultipleChoiceField(
        label="使う方",
        choices=[("self", "ご本人"), ("family", "ご家族"), ("staff", "施設の職員")],
        widget=forms.CheckboxSelectMultiple,
    )
    drawing = forms.FileField(label="図面", required=False, help_text="PDF、20MBまで。")
    agreed = forms.BooleanField(label="募集要項を読み、内容に同意します")


class SampleOpenForm(OpenForm):
    """As a visitor writes to a maker."""

    name = forms.CharField(label="お名前", max_length=60)
    email = forms.EmailField(label="メールアドレス", max_length=254)
    body = forms.CharField(label="お問い合わせの内容", widget=forms.Textarea(attrs={"rows": 4}))
