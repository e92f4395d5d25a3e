"""Addresses of the ground floor: machines' addresses have no language, the rest stand in the language trees."""

from django.urls import path

from home.feeds import NewsFeed
from home.views import gallery, letters, machines, open_data, search

app_name = "home"

machine_urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", machines.sitemap, name="sitemap"),
    path("data/catalog.jsonld", open_data.catalog, name="data_catalog"),
    path("data/<slug:name>.csv", open_data.csv_file, name="data_csv"),
    path("data/<slug:name>.json", open_data.json_file, name="data_json"),
    path("data/<slug:name>.schema.json", open_data.schema, name="data_schema"),
    path("data/<slug:name>.csv-metadata.json", open_data.csv_metadata, name="data_csv_metadata"),
]

urlpatterns = [
    path("data/", open_data.page, name="open_data"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("feed.atom", NewsFeed(), name="feed"),
    path("components/", gallery.gallery, name="gallery"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<uuid:public_id>/", letters.letter, name="letter"),
]
