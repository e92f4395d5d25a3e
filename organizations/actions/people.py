"""What a person keeps about herself."""

from django.core.exceptions import PermissionDenied

from organizations.models import User


def update(person: User, *, name: str, name_kana: str, language: str, by: User) -> None:
    """Writes a person's own profile. Nobody writes another's."""
    if by.pk != person.pk or not by.is_active:
        raise PermissionDenied
    person.name, person.name_kana, person.language = name, name_kana, language
    person.save(update_fields=["name", "name_kana", "language"])
