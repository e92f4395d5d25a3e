import pytest
from django.core.exceptions import PermissionDenied

from organizations.actions import people
from organizations.models import User

FACTS = {"name": "山田花子", "name_kana": "ヤマダハナコ", "language": "en"}


def test_update_writes_a_persons_own_profile(stranger):
    people.update(stranger, by=stranger, **FACTS)

    assert User.objects.values("name", "name_kana", "language").get(pk=stranger.pk) == FACTS


def test_update_of_another_is_refused(stranger, administrator):
    with pytest.raises(PermissionDenied):
        people.update(stranger, by=administrator, **FACTS)
