"""Discussions in lessons: posts, one level of replies, and taking one away. The rules: ``docs/rules/progress.md``."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from courses.actions.progress import note_done, when
from courses.models import DiscussionPost, Enrolment
from people.models import Person

LONGEST = 4000
"""Characters of a post."""


@action
def write_post(
    *,
    lesson_id: int,
    by: Person,
    text: str,
    language: str,
    learns: Enrolment | None,
    reply_to: int | None = None,
    word: str = "",
    at: datetime | None = None,
) -> DiscussionPost:
    """Say something, or answer a post of the lesson: with the first the lesson is done for who ``learns`` it, as of ``at``.

    A second one under the same ``word`` is the first. Refused: ``post.empty``, ``post.too_long``, ``post.gone`` (what was
    answered was taken away, or is itself an answer).
    """
    if word and (before := DiscussionPost.objects.filter(person=by, word=word).first()):
        return before
    text = text.strip()
    if not text:
        raise Refused("post.empty")
    if len(text) > LONGEST:
        raise Refused("post.too_long", limit=LONGEST)
    if reply_to is not None:
        posts = DiscussionPost.objects.filter(lesson=lesson_id, reply_to__isnull=True, removed_at__isnull=True)
        if not posts.select_for_update().filter(pk=reply_to).exists():
            raise Refused("post.gone")
    if learns is not None:
        note_done(by.pk, [lesson_id], now=when(learns, at))
    return DiscussionPost.objects.create(
        lesson_id=lesson_id, person=by, text=text, language=language, reply_to_id=reply_to, word=word
    )


@action
def remove_post(post: DiscussionPost, *, by: Person) -> None:
    """Take a post away, with its replies; the team does. Again changes nothing."""
    post = DiscussionPost.objects.select_for_update().get(pk=post.pk)
    if post.removed_at is not None:
        return
    post.removed_at = timezone.now()
    post.save(update_fields=["removed_at"])
    audit.record(
        "post.removed", actor_id=by.pk, subject=f"post:{post.pk}", lesson=post.lesson_id, author=post.person_id
    )
