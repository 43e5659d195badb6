"""From a PDF to images: once, resumable, and never at the cost of what is shown."""

from __future__ import annotations

import io
import itertools
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import PIL.Image
import pypdfium2
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from core.languages import LANGUAGES
from courses import rendering, tasks
from courses.actions.decks import create_deck
from courses.actions.rendering import begin_rendering
from courses.choices import RenderState
from courses.models import Deck, DeckVersion, Page
from courses.queries.decks import deck_pages, image_bytes, image_name, page_key, ready_versions, stuck_versions
from tests.decks import declaration, make_pdf
from tests.factories import make_deck, make_person, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def deck() -> Deck:
    return create_deck(titles={"en": "Declaration"}, by=make_person())


def test_declaration_in_six_languages_becomes_slides_within_budget(deck: Deck, upload: Any) -> None:
    for language in LANGUAGES:
        upload(deck, make_pdf(declaration(language, 4), language), language, render=True)
    deck.refresh_from_db()
    assert deck.page_count == 5
    assert list(ready_versions(deck)) == list(LANGUAGES)
    pages = Page.objects.all()
    assert max(page.bytes_small for page in pages) <= 45_000
    assert max(page.bytes_large for page in pages) <= 110_000
    arabic = deck_pages(deck, "ar")
    assert [page.language for page in arabic] == ["ar"] * 5
    assert arabic[0].text == "الإعلان العالمي لحقوق الإنسان"
    assert "المادة 1" in arabic[1].text
    assert "Статья 1" in deck_pages(deck, "ru")[1].text
    image = PIL.Image.open(io.BytesIO(image_bytes(page_key(deck.versions.first().fingerprint, 1), 960)))
    assert (image.format, image.size) == ("WEBP", (960, 540))


def test_page_missing_in_a_language_comes_in_the_fallback() -> None:
    deck = make_deck(en=3, ar=2, es=4)
    assert [(page.position, page.language) for page in deck_pages(deck, "ar")] == [
        (1, "ar"),
        (2, "ar"),
        (3, "en"),
        (4, "es"),
    ]


def test_rendering_twice_changes_nothing(deck: Deck, upload: Any) -> None:
    version = upload(deck, make_pdf(["One", "Two"]), render=True)
    before = list(Page.objects.values_list("pk", "key"))
    tasks.render_deck(version.pk)
    assert list(Page.objects.values_list("pk", "key")) == before


def test_second_worker_leaves_a_version_alone(deck: Deck, upload: Any) -> None:
    version = upload(deck, make_pdf(["One"]))
    assert begin_rendering(version.pk) is not None
    assert begin_rendering(version.pk) is None


def test_killed_worker_costs_only_the_page_it_was_at(deck: Deck, upload: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    version = upload(deck, make_pdf(["One", "Two", "Three"]))
    real = tasks.render
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "render", lambda *given: dying_after(real(*given), 2))
        with pytest.raises(KeyboardInterrupt):
            tasks.render_deck(version.pk)
    version.refresh_from_db()
    assert (version.state, version.pages_done) == (RenderState.RENDERING, 2)
    assert stuck_versions() == []
    later = timezone.now() - timedelta(minutes=5)
    DeckVersion.objects.filter(pk=version.pk).update(touched_at=later)
    assert stuck_versions() == [version.pk]
    asked: list[list[int]] = []
    monkeypatch.setattr(
        tasks, "render", lambda path, folder, positions: asked.append(positions) or real(path, folder, positions)
    )
    tasks.render_deck(version.pk)
    version.refresh_from_db()
    assert (version.state, asked) == (RenderState.READY, [[3]])


def dying_after(pages: Any, number: int) -> Any:
    yield from itertools.islice(pages, number)
    raise KeyboardInterrupt


def test_shown_version_stays_when_the_new_one_fails(deck: Deck, upload: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = upload(deck, make_pdf(["One"]), render=True)

    def failing(*given: Any) -> Any:
        raise rendering.BadPdf("deck.page_failed", position=2)

    monkeypatch.setattr(tasks, "render", failing)
    newer = upload(deck, make_pdf(["Uno", "Dos"]), render=True)
    assert (newer.state, newer.error_code, newer.error_position) == (RenderState.FAILED, "deck.page_failed", 2)
    assert ready_versions(deck) == {"en": shown}


def test_ready_version_takes_the_place_of_the_shown_one(deck: Deck, upload: Any) -> None:
    shown = upload(deck, make_pdf(["One", "Two"]), render=True)
    newer = upload(deck, make_pdf(["Uno"]), render=True)
    shown.refresh_from_db()
    deck.refresh_from_db()
    assert (shown.state, newer.state, deck.page_count) == (RenderState.REPLACED, RenderState.READY, 1)


def test_replaced_version_goes_with_its_files_after_a_day(deck: Deck, upload: Any) -> None:
    shown = upload(deck, make_pdf(["One"]), render=True)
    newer = upload(deck, make_pdf(["Uno"]), render=True)
    old, kept = image_name(page_key(shown.fingerprint, 1), 960), image_name(page_key(newer.fingerprint, 1), 960)
    tasks.sweep_decks()
    assert default_storage.exists(old)
    DeckVersion.objects.filter(pk=shown.pk).update(touched_at=timezone.now() - timedelta(days=2))
    tasks.sweep_decks()
    assert (default_storage.exists(old), default_storage.exists(kept)) == (False, True)
    assert list(deck.versions.all()) == [newer]


def test_same_file_in_another_deck_borrows_its_pages(deck: Deck, upload: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_pdf(["One"])
    upload(deck, content, render=True)
    monkeypatch.setattr(tasks, "render", lambda *given: pytest.fail("It was rendered already."))
    other = create_deck(titles={"en": "Copy"}, by=make_person())
    version = upload(other, content, render=True)
    assert (version.state, Page.objects.filter(version=version).count()) == (RenderState.READY, 1)


def test_lost_job_is_taken_up_by_the_sweep(deck: Deck, upload: Any, django_capture_on_commit_callbacks: Any) -> None:
    version = upload(deck, make_pdf(["One"]))
    DeckVersion.objects.filter(pk=version.pk).update(touched_at=timezone.now() - timedelta(minutes=5))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep_decks()
    version.refresh_from_db()
    assert version.state == RenderState.READY


def test_pages_of_absurd_shape_are_refused(tmp_path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(4, 4000)
    document.save(tmp_path / "ribbon.pdf")
    with pytest.raises(rendering.BadPdf, match=r"deck\.page_failed"):
        list(rendering.render(tmp_path / "ribbon.pdf", tmp_path, [1]))


def test_silent_child_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "SECONDS_A_PAGE", 0.01)
    (tmp_path / "one.pdf").write_bytes(make_pdf(["One"]))
    with pytest.raises(rendering.BadPdf, match=r"deck\.took_too_long"):
        list(rendering.render(tmp_path / "one.pdf", tmp_path, [1]))


def test_arabic_presentation_forms_are_folded() -> None:
    assert rendering.plain_text("\ufee3\ufeae\ufea3\ufe92\ufe8e \x00\n\n  a   b ") == "مرحبا\na b"


def test_keys_differ_by_page_and_cannot_be_made_from_the_file_alone(settings: Any) -> None:
    version = make_version(make_deck(), "en", 2)
    keys = {page_key(version.fingerprint, position) for position in (1, 2)}
    settings.SECRET_KEY = "another secret"
    assert keys.isdisjoint({page_key(version.fingerprint, position) for position in (1, 2)})
    assert len(keys) == 2


def test_the_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "q0C2m-4hT9vXz71LrWkd8sYbNfE3gUaJ5pQo")
    monkeypatch.setenv("DATABASE_URL", "postgres://lectern:secret@db/lectern")
    told: dict[str, str] = {}
    start = subprocess.Popen

    def spy(*arguments: Any, **options: Any) -> Any:
        told.update(options["env"])
        return start(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", spy)
    path = tmp_path / "deck.pdf"
    path.write_bytes(make_pdf(["One"]))
    assert rendering.inspect(path) == 1
    assert "PATH" in told
    assert {"SECRET_KEY", "DATABASE_URL"} & set(told) == set()


def test_a_page_as_large_as_a_field_is_drawn_at_the_size_of_a_slide(tmp_path: Path) -> None:
    """User units make 14,400 by 14,400 inches of a page: what is drawn has 1600 pixels at most."""
    path = tmp_path / "deck.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(1_036_800, 583_200)
    document.save(path)
    [page] = rendering.render(path, tmp_path, [1])
    assert (page.width, page.height) == (1600, 900)
