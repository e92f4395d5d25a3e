import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from matching.actions import figures
from matching.models import PublishedFigure

HEAD = "program,indicator,as_of,period,value,unit,kind,definition,source,note\n"
ROW = "展示会,来場者,2017-02,event,15500,人,output,,市の資料,\n"


@pytest.fixture
def file(tmp_path):
    """Writes a file of figures and gives its path."""

    def write(text):
        path = tmp_path / "figures.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_load_takes_in_what_was_published(published):
    assert published == figures.Loaded(new=66, amended=0, known=0)
    assert PublishedFigure.objects.count() == 66


def test_load_changes_nothing_a_second_time(published, capsys):
    before = list(PublishedFigure.objects.order_by("pk").values())

    call_command("load_figures")

    assert list(PublishedFigure.objects.order_by("pk").values()) == before
    assert capsys.readouterr().out == "0 new, 0 amended, 66 known\n"


def test_load_amends_words(db, file):
    figures.load(file(HEAD + ROW))

    loaded = figures.load(file(HEAD + ROW.replace(",,市", ",有料入場を含む,市")))

    assert loaded == figures.Loaded(new=0, amended=1, known=0)
    assert PublishedFigure.objects.get().definition == "有料入場を含む"


def test_load_never_changes_a_published_number(db, file):
    figures.load(file(HEAD + ROW))

    with pytest.raises(figures.PublishedNumberDiffers):
        figures.load(file(HEAD + ROW.replace("15500", "15501") + ROW.replace("2017", "2018")))
    assert [str(figure.value) for figure in PublishedFigure.objects.all()] == ["15500.00"]


@pytest.mark.parametrize(
    "text",
    [
        "program,value\nx,1\n",
        HEAD + ROW.replace("15500", "many"),
        HEAD + ROW.replace("15500", "NaN"),
        HEAD + ROW.replace("15500", "1e99"),
        HEAD + ROW.replace("2017-02", "soon"),
        HEAD + ROW.replace("output", "wish"),
        HEAD + ROW.replace("市の資料", ""),
        HEAD + "展示会,来場者\n",
        HEAD + ROW,
        "",
    ],
)
def test_load_takes_in_nothing_of_a_file_it_cannot_read(db, file, text):
    with pytest.raises(figures.UnreadableFigures):
        figures.load(file(text + ROW if text.startswith(HEAD) else text))
    assert PublishedFigure.objects.count() == 0


def test_database_has_a_figure_once(published):
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedFigure.objects.filter(program="かわさきマイスター", indicator="認定者(累計)").update(as_of="2017-03")


def test_command_says_which_file_is_missing(db):
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        call_command("load_figures", "nowhere.csv")
