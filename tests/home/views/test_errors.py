"""What cannot be read at all is answered by a page of the house, in three languages."""

import pytest

WORDS = ("送信された内容を読み取れません", "What was sent could not be read", "无法读取提交的内容")
MANY = {f"field-{number}": "1" for number in range(3_001)}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/login/", "/en/account/login/", "/zh-hans/account/login/"])
def test_too_many_fields_are_answered_in_words(client, settings, path):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000

    answer = client.post(path, MANY)

    page = answer.content.decode()
    assert (answer.status_code, [words in page for words in WORDS]) == (400, [True] * 3)


@pytest.mark.django_db
def test_a_broken_upload_is_answered_in_words(client):
    answer = client.post("/account/login/", b"--x\r\nno part", content_type="multipart/form-data; boundary=")

    assert (answer.status_code, WORDS[0] in answer.content.decode()) == (400, True)


def test_a_foreign_name_of_the_site_is_answered_in_words(client, settings):
    settings.ALLOWED_HOSTS = ["city.example"]

    answer = client.get("/", headers={"host": "elsewhere.example"})

    assert (answer.status_code, WORDS[0] in answer.content.decode()) == (400, True)
