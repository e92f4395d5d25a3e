"""Addresses of the ground floor: machines' addresses have no language, the rest stand in the language trees."""

from django.urls import path

from home.feeds import NewsFeed
from home.views import gallery, letters, machines, search

app_name = "home"

machine_urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", machines.sitemap, name="sitemap"),
]

urlpatterns = [
    path("search/", search.search, name="search"),
    path("feed.atom", NewsFeed(), name="feed"),
    path("components/", gallery.gallery, name="gallery"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<uuid:public_id>/", letters.letter, name="letter"),
]
