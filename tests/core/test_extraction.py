"""Texts for people are found wherever they are written."""

from __future__ import annotations

from core.messages.extraction import from_template


def test_texts_of_a_template_are_found() -> None:
    source = (
        '{% load i18n %}{% translate "Sign in" %}'
        "{% blocktranslate trimmed with name=user %}Hello, {{ name }}{% endblocktranslate %}"
        "{% blocktranslate count total=n %}{{ total }} person{% plural %}{{ total }} people{% endblocktranslate %}"
    )
    found = [(message.text, message.plural) for message in from_template(source)]
    assert found == [
        ("Sign in", ""),
        ("Hello, %(name)s", ""),
        ("%(total)s person", "%(total)s people"),
    ]
