"""Real PDFs for tests: one slide of 16:9 a text, set in the Noto faces of the system."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst

FONTS = Path("/usr/share/fonts/truetype/noto")
CONTENT = Path(__file__).resolve().parents[2] / "shared" / "data" / "content"

_SOURCE = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 33.87cm, height: 19.05cm, margin: 2cm)
#set text(font: ("Noto Sans", "Noto Sans Arabic"), size: 22pt, lang: data.language,
  dir: if data.language == "ar" { rtl } else { ltr })
#set document(date: none)
#for (number, words) in data.pages.enumerate() {
  if number > 0 { pagebreak() }
  words
}
"""


def make_pdf(pages: list[str], language: str = "en") -> bytes:
    """A PDF with a page for each text; empty texts make empty pages. The same input gives the same bytes."""
    if not FONTS.is_dir():
        pytest.skip("The Noto faces are not installed.")
    data = json.dumps({"pages": pages, "language": language}, ensure_ascii=False)
    pdf: bytes = typst.compile(
        _SOURCE.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs={"data": data}
    )
    return pdf


def declaration(language: str, articles: int = 8) -> list[str]:
    """The Universal Declaration as slides: its title, then one article a page."""
    source = CONTENT / "udhr_6lang.json"
    if not source.is_file():
        pytest.skip(f"The shared content is not there: {source.name}")
    text = json.loads(source.read_text(encoding="utf-8"))[language]
    slides = [text["title"]]
    for article in text["articles"][:articles]:
        slides.append("\n\n".join([article["heading"], *article["paragraphs"]]))
    return slides
