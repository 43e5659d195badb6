"""Files of questions. Whoever knows the key may have the file: keys cannot be guessed, and pages tell them to their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from quizzes.queries.files import file_bytes

CLOSED = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


@require_safe
def question_file(request: HttpRequest, key: str) -> HttpResponse:
    """A picture to be shown; any other file to be saved, never to be shown in the place's name."""
    try:
        row, content = file_bytes(key)
    except FileNotFoundError:
        return HttpResponseNotFound(headers={"Cache-Control": "no-store", **CLOSED})
    is_picture = row.media_type.startswith("image/")
    return HttpResponse(
        content,
        content_type=row.media_type,
        headers={
            "Cache-Control": "private, max-age=31536000, immutable",
            "Content-Disposition": content_disposition_header(not is_picture, row.name) or "attachment",
            "Cross-Origin-Resource-Policy": "same-origin",
            **CLOSED,
        },
    )
