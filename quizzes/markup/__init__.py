"""Texts of questions: plain text with a few marks (``docs/rules/question-texts.md``), to HTML, to plain text, and from HTML.

Without Django. Whatever a text holds, its HTML has the elements named here and no attribute that a writer chose.
"""

from quizzes.markup.from_html import Note, from_html
from quizzes.markup.writing import GAP, Pieces, escaped, gaps_of, pieces, to_html, to_plain

__all__ = ["GAP", "Note", "Pieces", "escaped", "from_html", "gaps_of", "pieces", "to_html", "to_plain"]
