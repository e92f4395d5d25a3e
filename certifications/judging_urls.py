"""Addresses of the judges' area."""

from django.urls import path

from certifications.views import judging, sheets

urlpatterns = [
    path("judging/", judging.index, name="judging"),
    path("judging/rounds/<uuid:public_id>/pledge/", judging.pledge, name="judging_pledge"),
    path("judging/<uuid:public_id>/", sheets.case, name="judging_case"),
    path("judging/<uuid:public_id>/begin/", judging.begin, name="judging_begin"),
    path("judging/<uuid:public_id>/decline/", judging.decline, name="judging_decline"),
    path("judging/<uuid:public_id>/score/", sheets.score, name="judging_score"),
    path("judging/<uuid:public_id>/texts/", sheets.texts, name="judging_texts"),
    path("judging/<uuid:public_id>/take-back/", sheets.take_back, name="judging_take_back"),
    path("judging/<uuid:public_id>/files/<uuid:attachment>/", judging.paper, name="judging_paper"),
]
