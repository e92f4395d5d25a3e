"""The sample city's catalog: words and pictures of all entries, and texts of companies that are under way."""

from typing import Any

from brands.demo import catalog, manuscripts, stories

STEPS = catalog.STEPS + 1


def build(context: dict[str, Any]) -> None:
    """The register with its entries, then the manuscripts for some of them and the stories."""
    catalog.build(context)
    manuscripts.build(context)
    stories.build(context)
    context["progress"]("manuscripts and stories")
