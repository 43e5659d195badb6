from django.urls import path

from programme.views import administration, figures, panel, programme

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
    path("webinars/<slug:slug>/figures/", figures.page, name="figures"),
    path("webinars/<slug:slug>/figures.csv", figures.csv, name="figures_csv"),
    path("webinars/<slug:slug>/figures.xlsx", figures.xlsx, name="figures_xlsx"),
    path("webinars/<slug:slug>/figures.pdf", figures.pdf, name="figures_pdf"),
]
