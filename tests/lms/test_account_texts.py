"""django-allauth's texts in this product's words: lms/locale, kept by hand."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from core.languages import LANGUAGES
from core.messages.catalogues import placeholders
from tests.factories.people import make_person

FOLDER = settings.BASE_DIR / "lms" / "locale"


def texts(language: str) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(FOLDER / language / "LC_MESSAGES" / "django.po"))}


def test_every_language_has_every_account_text_with_its_placeholders() -> None:
    english = texts("en")
    for language in LANGUAGES:
        own = texts(language)
        assert set(own) == set(english)
        assert [text for text, said in own.items() if not said or placeholders(text) != placeholders(said)] == []


def test_every_account_text_is_one_that_allauth_asks_for() -> None:
    spec = find_spec("allauth")
    assert spec is not None
    assert spec.submodule_search_locations
    catalogue = Path(spec.submodule_search_locations[0]) / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    assert set(texts("en")) - {entry.msgid for entry in polib.pofile(str(catalogue))} == set()


def test_account_texts_are_plain_in_english_too() -> None:
    said = " ".join(texts("en").values()).lower()
    assert [word for word in ("!", "please", "successfully", " email ") if word in said] == []
    with override("en"):
        assert gettext("Change Password") == "Change the password"


@pytest.mark.django_db
def test_signing_in_says_nothing_in_the_language_of_the_page_before(client: Client) -> None:
    make_person(email="kofi@example.org", password="manifest-2026-harbour", language="fr")
    answer = client.post(reverse("account_login"), {"login": "kofi@example.org", "password": "manifest-2026-harbour"})
    assert answer.status_code == 302
    assert [str(message) for message in get_messages(answer.wsgi_request)] == []
