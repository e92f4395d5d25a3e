"""Registers the ground floor."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        # Imported here: the modules need the models that are loaded by now.
        from home import forms, page_index  # noqa: PLC0415

        page_index.watch()
        forms.say_what_to_do()
