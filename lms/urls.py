"""Every address of the installation; each app has its own ``urls``."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from lms import views
from programme.views.home import home

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", home, name="home"),
    path("health", views.health, name="health"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("theme/", views.set_theme, name="set_theme"),
    path("", include("people.urls")),
    path("", include("quizzes.urls")),
    path("", include("courses.urls")),
    path("", include("webinars.urls")),
    path("", include("programme.urls")),
]

handler400 = "lms.views.bad_request"
handler500 = "lms.views.server_error"
