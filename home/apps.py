"""Registers the ground floor."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        # Imported here: the module needs the models that are loaded by now.
        from home import page_index  # noqa: PLC0415

        page_index.watch()
