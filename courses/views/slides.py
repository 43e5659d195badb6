"""Images of pages. Whoever knows the key may see the image: keys cannot be guessed, and rooms tell them to their own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.views.decorators.http import require_safe

from courses.queries.decks import image_bytes

HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def slide(request: HttpRequest, key: str, width: int) -> HttpResponse:
    """No row is read: the whole room asks for a page at the same moment."""
    try:
        content = image_bytes(key, width)
    except FileNotFoundError:
        return HttpResponseNotFound(
            headers={"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"}
        )
    return HttpResponse(content, content_type="image/webp", headers=HEADERS)
