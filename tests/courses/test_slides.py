"""Images of pages over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from courses.queries.decks import image_name, image_url
from tests.factories import make_person

pytestmark = pytest.mark.django_db
KEY = "a" * 40


def test_image_is_served_with_strict_headers_and_no_query(client: Client, django_assert_num_queries: Any) -> None:
    default_storage.save(image_name(KEY, 960), ContentFile(b"RIFF webp"))
    client.force_login(make_person())
    with django_assert_num_queries(0):
        response = client.get(image_url(KEY, 960))
    assert (response.status_code, response.content) == (200, b"RIFF webp")
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_unknown_key_is_not_found(client: Client) -> None:
    default_storage.save(image_name(KEY, 960), ContentFile(b"RIFF webp"))
    assert client.get(f"/slides/{'b' * 40}/960.webp").status_code == 404


@pytest.mark.parametrize(
    "path", ["/slides/../../etc/passwd", f"/slides/{KEY}/961.webp", f"/slides/{'A' * 40}/960.webp"]
)
def test_other_addresses_are_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_writing_is_refused(client: Client) -> None:
    assert client.post(f"/slides/{KEY}/960.webp").status_code == 405
