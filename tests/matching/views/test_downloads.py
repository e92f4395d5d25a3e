import csv
from io import StringIO

from matching.models import PublishedFigure


def rows(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_download_has_every_figure_with_its_source(client, published):
    response = client.get("/figures/figures.csv")

    head, *lines = rows(response)
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert head[8] == "出典"
    assert [line[4] for line in lines] == [figure.number.replace(",", "") for figure in PublishedFigure.objects.in_order()]
    assert [line for line in lines if not line[8]] == []


def test_download_speaks_the_language_of_its_address(client, published):
    head, first, *_others = rows(client.get("/en/figures/figures.csv"))

    assert (head[0], first[:3]) == ("program", ["Kawasaki International Eco-Tech Fair", "Exhibitors", "Feb 2009"])


def test_download_holds_no_formula(client, published):
    PublishedFigure.objects.filter(order=0).update(note="=1+1")

    assert rows(client.get("/figures/figures.csv"))[1][9] == "'=1+1"


def test_download_only_reads(client, db):
    assert client.post("/figures/figures.csv").status_code == 405
