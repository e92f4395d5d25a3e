"""The records and pages of this floor."""

from matching.models.figures import PublishedFigure
from matching.models.pages import FiguresPage

__all__ = ["FiguresPage", "PublishedFigure"]
