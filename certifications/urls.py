"""Addresses of this floor: machines' and the verification without a language, the rest in the language trees."""

from django.urls import path

from certifications import applying_urls, judging_urls
from certifications.views import certificates, eligibility, verification

app_name = "certifications"

machine_urlpatterns = [
    path("verify/", verification.ask, name="verify"),
    path("verify/<str:typed>/", verification.answer, name="verify"),
]

urlpatterns = [
    path("programs/<slug:slug>/check/", eligibility.check, name="eligibility"),
    *applying_urls.urlpatterns,
    *judging_urls.urlpatterns,
    path("certificates/<uuid:public_id>/pdf", certificates.pdf, name="certificate_pdf"),
]
