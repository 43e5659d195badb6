"""Markers on a picture: one marker is a place to point at. Several at once have no kind with us."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from PIL import Image

from core.importing.xml import children, number_of
from quizzes.content import AreaContent, ChoiceContent, QuestionContent
from quizzes.importers.left_out import LeftOut
from quizzes.importers.moodle.kinds import common
from quizzes.importers.moodle.taking import Taking

MOST_PIXELS = 50_000_000


def ddmarker(taking: Taking) -> QuestionContent:
    markers = children(taking.element, "drag")
    if len(markers) != 1:
        raise LeftOut("import.left_out.several_markers")
    question = common(taking, "hotspot")
    taking.background()
    background = next((each for each in taking.taken_files() if each.use == "background"), None)
    if background is None:
        raise LeftOut("import.left_out.no_picture")
    width, height = size_of(background.data)
    name = taking.texts(markers[0]) or {question.source_language: "1"}
    choices = []
    for drop in children(taking.element, "drop"):
        fields = {each.tag: (each.text or "").strip() for each in drop if isinstance(each.tag, str)}
        area = _area(fields.get("shape", ""), fields.get("coords", ""), width, height)
        if area is None:
            raise LeftOut("import.left_out.areas")
        choices.append(ChoiceContent(name, is_right=fields.get("choice") == "1", area=area))
    return replace(question, choices=tuple(choices))


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a picture in pixels; its pixels are not read."""
    try:
        with Image.open(BytesIO(data)) as picture:
            size = picture.size
    except Exception:  # what a file made to harm raises is up to the decoder
        raise LeftOut("import.left_out.no_picture") from None
    if not 0 < size[0] * size[1] <= MOST_PIXELS:
        raise LeftOut("import.left_out.no_picture")
    return size


def _area(shape: str, coords: str, width: int, height: int) -> AreaContent | None:
    numbers = [number_of(each) for pair in coords.split(";") for each in pair.split(",")]
    if any(number is None for number in numbers):
        return None
    return area_of(shape, [number for number in numbers if number is not None], width, height, is_size=True)


def area_of(
    shape: str, numbers: list[float], width: float, height: float, *, is_size: bool = False
) -> AreaContent | None:
    """An area in shares of the picture, out of pixels. ``is_size``: a rectangle's last numbers are its width and height."""
    if shape == "circle" and len(numbers) == 3 and numbers[2] > 0:
        x, y, radius = numbers
        return AreaContent("circle", (_share(x, width), _share(y, height), _share(radius, width)))
    if shape in ("rect", "rectangle") and len(numbers) == 4:
        left, top, right, bottom = numbers
        if is_size:
            right, bottom = left + right, top + bottom
        if left < right and top < bottom:
            return AreaContent(
                "rect", (_share(left, width), _share(top, height), _share(right, width), _share(bottom, height))
            )
    if shape in ("poly", "polygon") and len(numbers) >= 6 and len(numbers) % 2 == 0:
        return AreaContent(
            "poly", tuple(_share(each, height if place % 2 else width) for place, each in enumerate(numbers))
        )
    return None


def _share(pixels: float, whole: float) -> float:
    return round(min(1.0, max(0.0, pixels / whole)), 6)
