"""A request for corrections of the first answer."""

import pytest

from certifications.actions import corrections
from tests.certifications import making


@pytest.fixture
def keys(submitted):
    return [str(key) for key in submitted.round.form_version.questions.order_by("order").values_list("key", flat=True)]


@pytest.fixture
def request_(submitted, secretary, keys):
    return corrections.request(submitted, {keys[0]: "型番を加えてください。"}, due_on=making.DUE, by=secretary)


@pytest.fixture
def item(request_):
    return request_.items.get()
