"""Sentences for refusal codes, in one registry: pages and the room's client translate the same codes.

Each app describes its own codes in ``refusals.py``; :func:`sentence` gives the text in the active language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SENTENCES: dict[str, str | Promise] = {}


def describe(sentences: Mapping[str, str | Promise]) -> None:
    """Add the sentences of an app's codes. They may hold named placeholders of the refusal's data: ``%(seconds)d``."""
    for code in sentences:
        if code in _SENTENCES:
            raise ValueError(f"The code {code} is described twice.")
    _SENTENCES.update(sentences)


def sentence(code: str, data: Mapping[str, Any] | None = None) -> str:
    text = str(_SENTENCES.get(code, _SENTENCES["unknown"]))
    return text % data if data else text


def described() -> Mapping[str, str | Promise]:
    return _SENTENCES


describe(
    {
        "unknown": _("This cannot be done now. Nothing was changed."),
        "file.cut_short": _("Only a part of the file arrived. Upload it again."),
        "file.empty": _("The file is empty."),
        "file.has_macros": _("The document holds programs. Save it without macros, as .docx, .xlsx or .pptx."),
        "file.is_old_excel": _(
            "This is an old Excel file (.xls), or one with a password. Save it as .xlsx without a password, or as CSV."
        ),
        "file.is_pdf": _("This is a PDF. Upload the table that it was made from, as .xlsx or CSV."),
        "file.not_a_picture": _("This is not a picture. Take a PNG, JPEG, WebP or GIF."),
        "file.not_a_table": _("This file is not a table. Save it as .xlsx or CSV and upload that."),
        "file.not_taken": _(
            "This kind of file is not taken. Pictures are PNG, JPEG, WebP or GIF; files are PDF, Word, Excel, PowerPoint or "
            "plain text in UTF-8."
        ),
        "file.picture_broken": _("The picture cannot be read. Save it anew as PNG or JPEG and upload that."),
        "file.picture_too_large": _("The picture has too many pixels. At most %(limit)d million are taken."),
        "file.quote_open": _("In row %(row)d a quotation mark opens and is never closed. Correct it and upload again."),
        "file.too_large": _("The file is too large. At most %(limit)d MB are taken."),
        "file.too_large_inside": _(
            "The workbook holds too much beside its table. At most %(limit)d MB are read, unpacked."
        ),
        "file.too_many_columns": _("The table has too many columns. At most %(limit)d are read."),
        "file.too_many_rows": _(
            "The table has too many rows. At most %(limit)d are taken at once: make two files of it."
        ),
        "file.unreadable": _("The file cannot be read. Open it, save it anew as .xlsx or CSV, and upload that."),
        "file.wrong_letters": _("The file is not written in these letters. Let them be found out, or choose others."),
        "import.hostile": _(
            "The file is built to do harm: it grows without end, or reaches beyond itself. Nothing of it was read."
        ),
        "import.not_xml": _("The file breaks off or is damaged in line %(line)d. Export it anew and upload that."),
        "import.too_large": _("The file is too large. At most %(limit)d MB are taken."),
        "import.unknown_language": _("The file is in a language that is not one of the six: %(language)s."),
        "import.wrong_letters": _("The file is no text, or in letters that cannot be told. Save it as UTF-8."),
        "right.missing": _("You do not have the right to do this."),
        "form.changed_meanwhile": _(
            "Somebody else saved this while you were writing. Your text is still here: save again to keep it, or open "
            "the page anew to see theirs."
        ),
        "message.malformed": _("The message could not be read. Reload the page if this happens again."),
        "message.too_large": _("This is too long to send."),
        "message.too_many": _("Too many messages at once. Wait a moment."),
        "reader.other": _("Somebody else is signed in here now. Nothing was taken in their name."),
        "server.busy": _("The server is busy. Nothing was changed. Try again in a moment."),
    }
)
