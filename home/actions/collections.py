"""Where pictures and documents of the public plane lie. What editors may exchange lies in the collection of the website."""

from django.db import transaction
from wagtail.models import Collection

WEBSITE = "ウェブサイト"


@transaction.atomic
def named(name: str) -> Collection:
    """The collection of this name right below the root; made when it is asked for the first time."""
    root = Collection.objects.select_for_update().get(depth=1)  # two that ask at once make one
    found = root.get_children().filter(name=name).first()
    return found or root.add_child(name=name)


def website() -> Collection:
    """The collection of the web editors."""
    return named(WEBSITE)
