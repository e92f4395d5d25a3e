"""What a model's field is called on the desks."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.utils import translation

from certifications.models import Round
from home.desk.labels import label_of


def test_label_is_the_fields_own():
    with translation.override("en"):
        assert label_of(Round, "closes_at") == "closes"


@pytest.mark.parametrize("name", ["nothing", "applications"])
def test_what_the_model_does_not_declare_has_no_label(name):
    with pytest.raises(FieldDoesNotExist):
        label_of(Round, name)
