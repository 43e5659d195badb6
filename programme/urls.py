from django.urls import path

from programme.views import administration, certificates, figures, issued, panel, programme

app_name = "programme"

urlpatterns = [
    path("programme/", programme.programme, name="programme"),
    path("programme/figures.csv", programme.programme_csv, name="programme_csv"),
    path("programme/figures.xlsx", programme.programme_xlsx, name="programme_xlsx"),
    path("administration/", administration.administration, name="administration"),
    path("administration/people.csv", administration.people_csv, name="administration_csv"),
    path("administration/figures.xlsx", administration.xlsx, name="administration_xlsx"),
    path("programme/panels/<slug:slug>/", panel.panel, name="panel"),
    path("programme/targets/<str:kind>/", programme.target, name="target"),
    path("certificates/", certificates.find, name="find_certificate"),
    path("certificates/<str:number>/", certificates.verify, name="verify_certificate"),
    path("my-certificates/", certificates.own, name="certificates"),
    path("my-certificates/<str:number>/", certificates.certificate, name="certificate"),
    path("issued-certificates/<str:number>/", issued.certificate, name="issued_certificate"),
    path("issued-certificates/<str:number>/revoke/", issued.revoke, name="revoke_certificate"),
    path("issued-certificates/<str:number>/restore/", issued.restore, name="restore_certificate"),
    path("issued-certificates/<str:number>/reissue/", issued.reissue, name="reissue_certificate"),
    path("courses/<int:course_id>/certificates/", issued.of_course, name="course_certificates"),
    path("courses/<int:course_id>/certificates.<str:kind>", issued.course_file, name="course_certificates_file"),
    path("webinars/<slug:slug>/certificates/", issued.of_webinar, name="webinar_certificates"),
    path("webinars/<slug:slug>/certificates.<str:kind>", issued.webinar_file, name="webinar_certificates_file"),
    path("webinars/<slug:slug>/figures/", figures.page, name="figures"),
    path("webinars/<slug:slug>/figures.csv", figures.csv, name="figures_csv"),
    path("webinars/<slug:slug>/figures.xlsx", figures.xlsx, name="figures_xlsx"),
    path("webinars/<slug:slug>/figures.pdf", figures.pdf, name="figures_pdf"),
]
