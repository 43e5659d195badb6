"""SCORM packages: the list, bringing one, what it holds, and choosing one for a lesson."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.actions import Refused
from core.files import shown_name
from core.refusals import sentence
from courses.access import scorm as access
from courses.access import writing
from courses.actions import scorm as actions
from courses.forms.scorm import ChooseForm, PackageForm
from courses.importers.scorm import MOST_UNPACKED, parts_of, read_package
from courses.models import ScormPackage
from courses.queries.scorm import uses_of, with_uses
from people import access as people_access
from people.models import Person

PER_PAGE = 30


@login_required
@require_safe
def packages(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    page = Paginator(with_uses(access.visible_packages(person)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/scorm_list.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Bring a package. The web process wrote the body to the disk; it is read from there, and unpacked only when all is well."""
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    form = PackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = form.carry_out(lambda: _take_in(form.cleaned_data["file"], person))
        if made is not None:
            messages.success(request, _("The package was checked and is ready to be used in lessons."))
            return redirect("courses:scorm_package", made.pk)
    return render(request, "courses/scorm_upload.html", {"form": form, "limit_mb": MOST_UNPACKED // 1024**2})


def _take_in(file: UploadedFile, person: Person) -> ScormPackage:
    found = read_package(file)
    key = actions.unpack(parts_of(file, found.names))
    try:
        return actions.keep_package(
            name=shown_name(file.name or ""),
            key=key,
            version=found.version,
            title=found.title,
            items=found.plain_items,
            sequencing=found.sequencing,
            size=found.size,
            by=person,
        )
    except BaseException:
        actions.remove(key)
        raise


@login_required
@require_safe
def package(request: HttpRequest, package_id: int) -> HttpResponse:
    """What a package holds, and where it is used."""
    person = cast(Person, request.user)
    found = access.get_package(person, package_id)
    may_delete = access.may_delete(person, found)
    return render(
        request, "courses/scorm_package.html", {"package": found, "uses": uses_of(found), "may_delete": may_delete}
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, package_id: int) -> HttpResponse:
    """Asks first; a package that is needed says where."""
    person = cast(Person, request.user)
    found = access.get_package_to_delete(person, package_id)
    if request.method == "POST":
        try:
            actions.delete_package(found, by=person)
        except Refused as refused:
            messages.error(request, sentence(refused.code, refused.data))
        else:
            messages.success(request, _("The package is deleted."))
            return redirect("courses:scorm_packages")
    return render(request, "courses/scorm_delete.html", {"package": found, "uses": uses_of(found)})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Which package a lesson plays."""
    person = cast(Person, request.user)
    lesson = writing.get_lesson(person, lesson_id, writing.Right.EDIT)
    packages = access.visible_packages(person).order_by("-pk")
    form = ChooseForm(request.POST or None, packages=packages, initial={"scorm": lesson.scorm_id})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["scorm"]
        if form.carry_out(lambda: actions.choose_package(lesson, package=chosen, by=person)) is not None:
            messages.success(request, _("The lesson plays this package."))
            return redirect("courses:choose_package", lesson.pk)
    return render(request, "courses/scorm_choose.html", {"form": form, "lesson": lesson})
