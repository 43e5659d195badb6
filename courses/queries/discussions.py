"""What was said in a lesson's discussion."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Window

from courses.models import DiscussionPost

PER_PAGE = 30


def posts_of(lesson_id: int, number: str | None) -> Page[Any]:
    """A page of posts, newest first, each with its replies in order and who wrote them: two queries, as the rows themselves say
    how many there are; more where ``number`` is no page."""
    there = DiscussionPost.objects.filter(lesson=lesson_id, removed_at__isnull=True).select_related("person")
    replies = Prefetch("replies", there.order_by("created_at", "pk"), to_attr="answers")
    posts = there.filter(reply_to__isnull=True).prefetch_related(replies).order_by("-created_at", "-pk")
    at = int(number) if number and number.isascii() and number.isdigit() and len(number) < 6 else 1
    rows = list(posts.annotate(of=Window(Count("pk")))[max(at - 1, 0) * PER_PAGE :][:PER_PAGE])
    if not rows and at != 1:
        return Paginator(posts, PER_PAGE).get_page(number)
    return Page(rows, at, Paginator(range(rows[0].of if rows else 0), PER_PAGE))
