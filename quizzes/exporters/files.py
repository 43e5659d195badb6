"""One file for whoever asks: in the format that they chose, with what it could not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from core.spreadsheets import XLSX
from quizzes.exporters import moodle, one_language, qti, table
from quizzes.exporters.writing import Loss, Written
from quizzes.importers.reading import Note, ReadQuestion

Questions = Callable[[], Iterator[ReadQuestion]]
"""Gives the questions anew each time: a file for each language reads them once each."""

MEDIA_TYPES = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
    "moodle_xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}
_TABLES = {"xlsx": table.xlsx, "csv": table.csv}
_TEXTS = {"gift": one_language.gift, "aiken": one_language.aiken}
_ENDINGS = {"moodle_xml": "xml", "gift": "gift.txt", "aiken": "aiken.txt"}


def write_file(questions: Questions, file_format: str, languages: Sequence[str]) -> tuple[str, str, Written]:
    """Its name's ending, its media type and what was written."""
    if file_format in _TABLES:
        return file_format, MEDIA_TYPES[file_format], _TABLES[file_format](questions())
    if file_format in _TEXTS:
        return _in_languages(questions, file_format, languages)
    if file_format == "moodle_xml":
        asked = list(questions())
        return "xml", MEDIA_TYPES["moodle_xml"], Written(moodle.export(asked), len(asked))
    asked = list(questions())
    data, left = qti.export(asked, file_format.removeprefix("qti_"))
    losses = [Loss(each.label, True, (Note("export.left_out.kind"),)) for each in left]
    return "zip", MEDIA_TYPES["zip"], Written(data, len(asked) - len(left), losses)


def _in_languages(questions: Questions, file_format: str, languages: Sequence[str]) -> tuple[str, str, Written]:
    written = {language: _TEXTS[file_format](questions(), language) for language in languages}
    if len(written) == 1:
        return _ENDINGS[file_format], MEDIA_TYPES["txt"], next(iter(written.values()))
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for language, each in written.items():
            archive.writestr(f"questions-{language}.{_ENDINGS[file_format]}", each.data)
    losses = [
        Loss(f"{loss.label} ({language})", loss.is_left_out, loss.notes)
        for language, each in written.items()
        for loss in each.losses
    ]
    return "zip", MEDIA_TYPES["zip"], Written(data.getvalue(), max(each.taken for each in written.values()), losses)
