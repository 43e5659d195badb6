"""A refusal that reaches the top of a page request becomes a clear page, never a traceback."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.actions import Refused
from core.refusals import sentence


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(
                request,
                "refused.html",
                {"code": exception.code, "sentence": sentence(exception.code, exception.data)},
                status=409,
            )
        return None
