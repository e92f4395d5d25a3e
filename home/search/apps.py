"""Wagtail's search app, indexing at once: its own way through the task queue would show a page late, and never in tests."""

from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from wagtail.search.apps import WagtailSearchAppConfig

from home.search.indexing import index_saved


class SearchConfig(WagtailSearchAppConfig):
    default = False

    def ready(self) -> None:
        super().ready()
        # Imported here: the module needs the models that are loaded by now.
        from modelsearch.signal_handlers import post_save_signal_handler  # noqa: PLC0415

        for model in get_indexed_models():
            if post_save.disconnect(post_save_signal_handler, sender=model):
                post_save.connect(index_saved, sender=model)
