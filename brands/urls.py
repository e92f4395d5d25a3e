"""Addresses of the holder's side, in the language trees. The public pages of the register are Wagtail's."""

from django.urls import path

from brands.views import entries, previews, writing

app_name = "brands"

urlpatterns = [
    path("my/entries/", entries.index, name="entries"),
    path("my/entries/<uuid:entry_id>/", entries.entry, name="entry"),
    path("my/entries/<uuid:entry_id>/text/<slug:language>/", writing.text, name="text"),
    path("my/entries/<uuid:entry_id>/facts/", writing.facts, name="facts"),
    path("my/entries/<uuid:entry_id>/pictures/", writing.gallery, name="pictures"),
    path("my/entries/<uuid:entry_id>/pictures/add/", writing.add_picture, name="add_picture"),
    path("my/entries/<uuid:entry_id>/preview/", previews.preview, name="preview"),
    path("my/entries/<uuid:entry_id>/hand-in/", entries.hand_in, name="hand_in"),
    path("my/entries/<uuid:entry_id>/take-back/", entries.take_back, name="take_back"),
    path("my/entries/<uuid:entry_id>/drop/", entries.drop, name="drop"),
    path("my/entry-pictures/<uuid:picture_id>/", writing.picture, name="waiting_picture"),
]
