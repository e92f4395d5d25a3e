import re

from home.views.gallery import component_names


def test_gallery_shows_every_component(client, front, settings):
    settings.DEMO = True

    response = client.get("/components/")

    assert response.status_code == 200
    assert re.findall(r'<section class="gallery__part" id="part-(\w+)">', response.text) == component_names()


def test_gallery_is_closed_where_real_people_work(client, front):
    assert client.get("/components/").status_code == 404
