"""Addresses of the applicants' area."""

from django.urls import path

from certifications.views.applying import (
    applications,
    attachments,
    begin,
    consents,
    corrections,
    earlier,
    eligibility,
    messages,
    my,
    sections,
    sign_offs,
    together,
)

urlpatterns = [
    path("my/", my.my, name="my"),
    path("my/nominations/<uuid:public_id>/", consents.nomination, name="nomination"),
    path("consents/<str:token>/", consents.by_letter, name="consent"),
    path("programs/<slug:slug>/apply/", begin.begin, name="apply"),
    path("applications/<uuid:public_id>/", applications.overview, name="application"),
    path("applications/<uuid:public_id>/sections/<slug:code>/", sections.section, name="section"),
    path("applications/<uuid:public_id>/answers/<uuid:key>/", sections.answer, name="answer"),
    path("applications/<uuid:public_id>/answers/<uuid:key>/files/", attachments.attach, name="attach"),
    path("applications/<uuid:public_id>/files/<uuid:attachment>/", attachments.file, name="file"),
    path("applications/<uuid:public_id>/check/", applications.check, name="check"),
    path("applications/<uuid:public_id>/sign-off/", sign_offs.sign_off, name="sign_off"),
    path("applications/<uuid:public_id>/together/", together.together, name="together"),
    path("applications/<uuid:public_id>/answers/<uuid:key>/earlier/", earlier.earlier, name="earlier"),
    path("applications/<uuid:public_id>/receipt/", applications.receipt, name="receipt"),
    path("applications/<uuid:public_id>/eligibility/", eligibility.overview, name="eligibility_overview"),
    path("applications/<uuid:public_id>/evidence/", eligibility.add, name="evidence"),
    path("applications/<uuid:public_id>/evidence/<uuid:evidence_id>/", eligibility.file, name="evidence_file"),
    path("applications/<uuid:public_id>/evidence/<uuid:evidence_id>/remove/", eligibility.remove, name="evidence_remove"),
    path("applications/<uuid:public_id>/withdraw/", applications.withdraw, name="withdraw"),
    path("applications/<uuid:public_id>/corrections/", corrections.overview, name="corrections"),
    path("applications/<uuid:public_id>/corrections/<int:item>/", corrections.reply, name="correction_reply"),
    path("applications/<uuid:public_id>/messages/", messages.thread, name="messages"),
    path("applications/<uuid:public_id>/consent/", consents.ask, name="consent_ask"),
]
