"""Addresses of the judges' area."""

from django.urls import path

from certifications.views import appointments, calibration, field_reports, interests, judged_papers, judging, sheets

urlpatterns = [
    path("judging/", judging.index, name="judging"),
    path("judging/rounds/<uuid:public_id>/pledge/", judging.pledge, name="judging_pledge"),
    path("judging/rounds/<uuid:public_id>/applicants/", interests.applicants, name="judging_applicants"),
    path("judging/ties/", interests.index, name="interests"),
    path("judging/ties/<uuid:public_id>/remove/", interests.remove, name="interest_remove"),
    path("judging/ties/rounds/<uuid:public_id>/", interests.confirm, name="interests_confirm"),
    path("judging/ties/questions/<uuid:public_id>/", interests.answer, name="conflict_answer"),
    path("judging/appointments.ics", appointments.of_judge, name="judging_calendar"),
    path("judging/reports/<uuid:public_id>/", field_reports.report, name="field_report"),
    path("judging/reports/<uuid:public_id>/photographs/", field_reports.add_photograph, name="field_photographs"),
    path("judging/reports/<uuid:public_id>/photographs/<uuid:photograph_id>/", field_reports.photograph, name="field_photograph"),
    path("judging/samples/<uuid:public_id>/", calibration.sample, name="judging_sample"),
    path("judging/<uuid:public_id>/", sheets.case, name="judging_case"),
    path("judging/<uuid:public_id>/begin/", judging.begin, name="judging_begin"),
    path("judging/<uuid:public_id>/decline/", judging.decline, name="judging_decline"),
    path("judging/<uuid:public_id>/score/", sheets.score, name="judging_score"),
    path("judging/<uuid:public_id>/hand-in/", sheets.hand_in, name="judging_hand_in"),
    path("judging/<uuid:public_id>/texts/", sheets.texts, name="judging_texts"),
    path("judging/<uuid:public_id>/take-back/", sheets.take_back, name="judging_take_back"),
    path("judging/<uuid:public_id>/files/<uuid:attachment>/", judged_papers.paper, name="judging_paper"),
    path("judging/<uuid:public_id>/files/<uuid:attachment>/pages/<int:number>/", judged_papers.page, name="judging_page"),
    path("judging/<uuid:public_id>/files/<uuid:attachment>/document/", judged_papers.document, name="judging_document"),
]
