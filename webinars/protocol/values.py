"""Values that messages of both directions are made of."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

Language = Literal["en", "fr", "ru", "es", "pt", "ar"]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
RoleCode = Literal["host", "co_host", "presenter", "interpreter", "moderator"]
RightCode = Literal[
    "see", "enter", "backstage", "present", "moderate", "host", "edit", "see_attendance", "correct_attendance"
]
QuestionKindCode = Literal["single", "multiple", "scale", "ranking", "numeric", "open_text", "word_cloud"]
ActivityKindCode = Literal["poll", "quiz", "discussion"]
ActivityStateCode = Literal["prepared", "open", "closed", "revealed"]
AskedStateCode = Literal["pending", "published", "answering", "answered", "declined"]
ReactionCode = Literal["agree", "well_done", "not_clear", "too_fast"]
QualityCode = Literal["good", "fair", "poor"]
Instant = float
"""Seconds since 1970-01-01T00:00Z by the server's clock, with milliseconds."""


def _without_nul(text: str) -> str:
    """No database stores NUL in text: PostgreSQL refuses the whole batch that it comes in."""
    if "\x00" in text:
        raise ValueError("NUL")
    return text


Typed = Annotated[str, AfterValidator(_without_nul)]
"""Text that somebody typed."""


class Strict(BaseModel):
    """Unknown fields are refused, and nothing is coerced from another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LocalText(BaseModel):
    """A text in several languages. On the wire: ``{"text", "lang"}`` in the reader's language, or the fallback's."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)
    texts: dict[str, str] = Field(alias="$text")

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {
            "title": "LocalText",
            "description": "A text in the reader's language, or in the fallback's, as ``lang`` says.",
            "type": "object",
            "properties": {"text": {"type": "string"}, "lang": {"$ref": "#/$defs/Language"}},
            "required": ["text", "lang"],
        }


class PersonView(Strict):
    """A person as others in the room see them. ``country`` is ISO 3166-1 alpha-2 or empty."""

    id: Id
    name: str
    initials: str
    country: str


class AnswerResponse(Strict):
    """A response. Which field is used depends on the question's kind; the others are left out.

    ``choices``: ids (single: one; multiple: any order; ranking: all of them, best first). ``number``: scale and numeric.
    ``text``: open text and discussion. ``words``: word cloud.
    """

    choices: list[Id] | None = Field(default=None, max_length=50)
    number: float | None = None
    text: Typed | None = Field(default=None, max_length=2000)
    words: list[Annotated[Typed, Field(max_length=60)]] | None = Field(default=None, max_length=20)
