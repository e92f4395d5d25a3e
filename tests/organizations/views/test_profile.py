from organizations.models import User


def test_profile_is_saved(client, stranger):
    client.force_login(stranger)

    response = client.post("/my/profile/", {"name": "山田 花子", "name_kana": "やまだ はなこ", "language": "zh-hans"})

    assert response["Location"] == "/my/profile/"
    assert User.objects.values_list("name", "name_kana", "language").get(pk=stranger.pk) == (
        "山田 花子",
        "ヤマダ　ハナコ",
        "zh-hans",
    )


def test_profile_keeps_what_was_typed(client, stranger):
    client.force_login(stranger)

    response = client.post("/my/profile/", {"name": "", "name_kana": "山田", "language": "fr"})

    assert (response.status_code, sorted(response.context["form"].errors)) == (422, ["language", "name", "name_kana"])
    assert 'value="山田"' in response.content.decode()
    assert User.objects.get(pk=stranger.pk).name == "stranger"
