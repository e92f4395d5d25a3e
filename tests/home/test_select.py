"""The list of choices of a form is written as Django writes it."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates


class Marked(forms.Select):
    def create_option(self, *args, **kwargs):
        option = super().create_option(*args, **kwargs)
        option["attrs"] |= {"data-number": 3, "hidden": False, "disabled": option["value"] == "b"}
        return option


@pytest.mark.parametrize("value", ["b", None, "<x>", ["a", "b"]])
@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple, Marked])
def test_select_is_written_as_django_writes_it(kind, value):
    choices = [("", "---"), ("a", "甲 & 乙"), ("b", "<b>"), ("group", [("c", "c"), (4, "四")])]
    widget = kind(choices=choices)

    ours, djangos = (
        "".join(widget.render("field", value, {"id": "id_field", "required": True}, renderer).split())
        for renderer in (None, DjangoTemplates())
    )

    assert ours == djangos
    assert ours.count("<option") == 5
