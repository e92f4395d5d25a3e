"""File names: shown safely, saved anywhere."""

import pytest

from home.uploads.names import clean_file_name, extension, with_extension


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("概要.pdf", "概要.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\taro\\図面.PDF", "図面.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("invoice\u2066.pdf\u2069", "invoice.pdf"),
        ("か\u3099き\u3099.pdf", "がぎ.pdf"),
        ("葛󠄀飾.pdf", "葛󠄀飾.pdf"),
        ("𠮷野家👩.png", "𠮷野家👩.png"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ('"quoted".pdf', "quoted.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1.tar.pdf", "_lpt1.tar.pdf"),
        (".htaccess", "file.htaccess"),
        ("...", "file"),
        ("", "file"),
        ("\ud800.pdf", "file.pdf"),
        ("a　　b .pdf", "a b.pdf"),
    ],
)
def test_clean_file_name_keeps_what_can_be_shown(name, clean):
    assert clean_file_name(name) == clean


def test_clean_file_name_shortens_and_keeps_the_extension():
    clean = clean_file_name("長" * 300 + ".pdf")

    assert (len(clean), clean[-5:]) == (120, "長.pdf")


def test_extension_reads_the_last_ending():
    assert [extension(name) for name in ("a.html.PDF", "a", "a.", "a.ｐｄｆ")] == ["pdf", "", "", ""]


def test_with_extension_replaces_the_ending():
    assert [with_extension("a.b.heic", "jpg"), with_extension("a", "jpg")] == ["a.b.jpg", "a.jpg"]
