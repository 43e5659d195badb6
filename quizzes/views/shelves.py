"""The drawers and labels of the bank: categories in their tree, and tags of four kinds."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.actions import Refused
from core.forms import ALREADY_SAVED
from core.refusals import sentence
from people import access as people_access
from people.models import Person
from quizzes import access
from quizzes.actions import bank as actions
from quizzes.choices import TagKind
from quizzes.forms.bank import CategoryForm, TagForm
from quizzes.queries import bank


@login_required
@require_http_methods(["GET", "POST"])
def categories(request: HttpRequest) -> HttpResponse:
    """The tree, and a form for one more."""
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    tree = bank.category_tree()
    form = CategoryForm(request.POST or None, tree=tree)
    if request.method == "POST" and form.is_valid():
        made = form.make_once(person.pk, lambda: form.carry_out(lambda: actions.create_category(**form.values())))
        if made is not None:
            messages.success(request, str(ALREADY_SAVED) if made is False else _("The category is added."))
            return redirect("quizzes:categories")
    may_change = people_access.has_right(person, people_access.Right.PLAN)
    return render(request, "quizzes/categories.html", {"tree": tree, "form": form, "may_change": may_change})


@login_required
@require_http_methods(["GET", "POST"])
def category(request: HttpRequest, category_id: int) -> HttpResponse:
    found = access.get_category(cast(Person, request.user), category_id)
    form = CategoryForm(request.POST or None, tree=bank.category_tree(), category=found)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.carry_out(lambda: actions.change_category(found, **form.values())) is not None
    ):
        messages.success(request, _("The category is saved."))
        return redirect("quizzes:categories")
    return render(request, "quizzes/category.html", {"form": form, "category": found})


@login_required
@require_POST
def remove_category(request: HttpRequest, category_id: int) -> HttpResponse:
    found = access.get_category(cast(Person, request.user), category_id)
    try:
        actions.remove_category(found)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, _("The category is removed."))
    return redirect("quizzes:categories")


@login_required
@require_http_methods(["GET", "POST"])
def tags(request: HttpRequest) -> HttpResponse:
    """All tags by kind, and a form for one more."""
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    form = TagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.make_once(person.pk, lambda: form.carry_out(lambda: actions.create_tag(**form.values())))
        if made is not None:
            messages.success(request, str(ALREADY_SAVED) if made is False else _("The tag is added."))
            return redirect("quizzes:tags")
    groups = [(TagKind(kind).label, held) for kind, held in bank.tags_by_kind().items()]
    may_change = people_access.has_right(person, people_access.Right.PLAN)
    return render(request, "quizzes/tags.html", {"groups": groups, "form": form, "may_change": may_change})


@login_required
@require_http_methods(["GET", "POST"])
def tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    found = access.get_tag(cast(Person, request.user), tag_id)
    form = TagForm(request.POST or None, tag=found)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.carry_out(lambda: actions.rename_tag(found, **form.values())) is not None
    ):
        messages.success(request, _("The tag is saved."))
        return redirect("quizzes:tags")
    return render(request, "quizzes/tag.html", {"form": form, "tag": found})


@login_required
@require_POST
def remove_tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    found = access.get_tag(cast(Person, request.user), tag_id)
    try:
        actions.remove_tag(found)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, _("The tag is removed."))
    return redirect("quizzes:tags")
