"""Files that may be large, handed out in the parts that a reader asks for (RFC 9110, 14)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

PIECE = 2 * 1024**2
"""Bytes of one answer to a question for a part. Fewer than asked for may be sent: the browser then asks for the next ones. The
web process holds an answer in memory until a slow line has taken it, so that a film may never be one answer."""

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def ranged(request: HttpRequest, path: str, *, content_type: str, headers: Mapping[str, str]) -> HttpResponseBase:
    """The file at ``path`` of the storage, or the part that the request names. Raises FileNotFoundError."""
    size = default_storage.size(path)
    shared = {**headers, "Accept-Ranges": "bytes"}
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or not (asked[1] or asked[2]):
        return _whole(path, size, content_type, shared)
    if asked[1]:
        first, last = int(asked[1]), int(asked[2]) if asked[2] else size - 1
    else:
        first, last = max(0, size - int(asked[2])), size - 1
    last = min(last, size - 1, first + PIECE - 1)
    if first > last:
        return HttpResponse(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers={**shared, "Content-Range": f"bytes */{size}"}
        )
    return HttpResponse(
        _part(path, first, last - first + 1),
        status=HTTPStatus.PARTIAL_CONTENT,
        content_type=content_type,
        headers={**shared, "Content-Range": f"bytes {first}-{last}/{size}"},
    )


def _whole(path: str, size: int, content_type: str, headers: Mapping[str, str]) -> HttpResponseBase:
    if size <= PIECE:
        return HttpResponse(_part(path, 0, size), content_type=content_type, headers=headers)
    answer = StreamingHttpResponse(_pieces(path, size), content_type=content_type, headers=headers)
    answer.headers["Content-Length"] = str(size)
    return answer


async def _pieces(path: str, size: int) -> AsyncIterator[bytes]:
    for start in range(0, size, PIECE):
        yield await asyncio.to_thread(_part, path, start, PIECE)


def _part(path: str, first: int, length: int) -> bytes:
    with default_storage.open(path) as file:
        file.seek(first)
        data: bytes = file.read(length)
    return data
