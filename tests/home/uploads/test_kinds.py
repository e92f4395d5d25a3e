"""The kinds of files that are taken."""

from home.uploads.kinds import accept_attribute


def test_accept_attribute_names_the_endings():
    assert accept_attribute(["jpg", "pdf"]) == ".pdf,.jpg,.jpeg,.jpe"
