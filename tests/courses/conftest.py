from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from courses.actions.upload import CheckedPdf, check_pdf, upload_version
from courses.models import Deck, DeckVersion
from courses.queries.decks import image_bytes
from courses.tasks import render_deck


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    image_bytes.cache_clear()


@pytest.fixture
def upload() -> Callable[..., DeckVersion]:
    """Upload without rendering; ``render=True`` renders too."""

    def run(deck: Deck, content: bytes, language: str = "en", *, render: bool = False) -> DeckVersion:
        pdf: CheckedPdf = check_pdf(ContentFile(content), name="slides.pdf")
        version = upload_version(deck, language=language, pdf=pdf)
        if render:
            render_deck(version.pk)
            version.refresh_from_db()
        return version

    return run
