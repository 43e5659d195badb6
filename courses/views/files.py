"""Files of lessons. Whoever knows the key may have the file: keys cannot be guessed, and pages tell them to their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from courses.queries.files import file_bytes, file_of_key

CLOSED = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


@require_safe
def course_file(request: HttpRequest, key: str) -> HttpResponse:
    """A picture to be shown; any other file to be saved, never to be shown in the place's name."""
    try:
        row = file_of_key(key)
        content = file_bytes(row)
    except FileNotFoundError:
        return HttpResponseNotFound(headers={"Cache-Control": "no-store", **CLOSED})
    return HttpResponse(
        content,
        content_type=row.media_type,
        headers={
            "Cache-Control": "private, max-age=31536000, immutable",
            "Content-Disposition": content_disposition_header(not row.media_type.startswith("image/"), row.name)
            or "attachment",
            "Cross-Origin-Resource-Policy": "same-origin",
            **CLOSED,
        },
    )
