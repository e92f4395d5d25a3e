"""Addresses of this floor: machines' and the verification without a language, the rest in the language trees."""

from django.urls import path

from certifications import applying_urls, judging_urls
from certifications.views import certificates, changes, credentials, eligibility, periodic_reports, proofs, renewals, verification

app_name = "certifications"

machine_urlpatterns = [
    path(".well-known/did.json", credentials.did, name="did"),
    path("credentials/achievements/<slug:program>/<slug:level>", credentials.achievement, name="achievement"),
    path("credentials/status/<slug:purpose>/<int:number>", credentials.status, name="credential_status"),
    path("verify/file/", proofs.file, name="verify_file"),
    path("verify/<str:code>/seal.svg", proofs.seal, name="seal"),
    path("verify/<str:code>/credential.json", credentials.credential, name="credential"),
    path("verify/", verification.ask, name="verify"),
    path("verify/<str:typed>/", verification.answer, name="verify"),
]

urlpatterns = [
    path("programs/<slug:slug>/check/", eligibility.check, name="eligibility"),
    *applying_urls.urlpatterns,
    *judging_urls.urlpatterns,
    path("certificates/<uuid:certificate_id>/", certificates.page, name="certificate"),
    path("certificates/<uuid:certificate_id>/answer/", certificates.answer, name="certificate_answer"),
    path("certificates/<uuid:certificate_id>/give-back/", certificates.give_back, name="certificate_give_back"),
    path("certificates/<uuid:certificate_id>/changes/", changes.notice, name="certificate_changes"),
    path("certificates/<uuid:certificate_id>/changes/<uuid:notice_id>/", changes.change, name="certificate_change"),
    path(
        "certificates/<uuid:certificate_id>/changes/<uuid:notice_id>/take-back/",
        changes.take_back,
        name="certificate_change_take_back",
    ),
    path(
        "certificates/<uuid:certificate_id>/changes/<uuid:notice_id>/papers/<uuid:paper_id>/",
        changes.paper,
        name="certificate_change_paper",
    ),
    path("certificates/<uuid:certificate_id>/renewal/", renewals.renewal, name="certificate_renewal"),
    path("certificates/<uuid:certificate_id>/renewal/decline/", renewals.decline, name="certificate_renewal_decline"),
    path("certificates/<uuid:certificate_id>/reports/<uuid:report_id>/", periodic_reports.report, name="certificate_report"),
    path("certificates/<uuid:public_id>/pdf", certificates.pdf, name="certificate_pdf"),
]
