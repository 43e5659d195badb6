"""What was said in a lesson's discussion."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch

from courses.models import DiscussionPost

PER_PAGE = 30


def posts_of(lesson_id: int, number: str | None) -> Page[Any]:
    """A page of posts, newest first, each with its replies in order and who wrote them: three queries."""
    there = DiscussionPost.objects.filter(lesson=lesson_id, removed_at__isnull=True).select_related("person")
    replies = Prefetch("replies", there.order_by("created_at", "pk"), to_attr="answers")
    posts = there.filter(reply_to__isnull=True).prefetch_related(replies).order_by("-created_at", "-pk")
    return Paginator(posts, PER_PAGE).get_page(number)
