"""The page of published figures."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from home.highlights import Band, Highlight
from home.models import SectionPage
from matching import figure_labels
from matching.models.figures import PublishedFigure


class FiguresPage(SectionPage):
    """The city's record in figures, each with its definition and its source."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "matching/figures_page.html"

    class Meta:
        verbose_name = _("published figures")

    def highlights(self, limit: int) -> Sequence[Highlight]:
        """The latest number of each series that the data file names for the front door."""
        wanted = figure_labels.front()[:limit]
        programs = [program for program, _indicator in wanted]
        latest = {
            (each.program, each.indicator): each for each in PublishedFigure.objects.filter(program__in=programs).in_order()
        }
        shown = [latest[series] for series in wanted if series in latest]
        url = self.address
        return [
            Highlight(
                title=f"{each.program_name} {each.indicator_name}",
                url=url,
                date=each.as_of_on,
                text=each.number,
                kind=each.unit_name,
                source=f"{each.source_words}, {each.as_of_words}",
                band=Band.FIGURES,
            )
            for each in shown
        ]
