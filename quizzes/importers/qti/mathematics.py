"""MathML of others as TeX, as far as school mathematics goes; a TeX annotation is believed."""

from __future__ import annotations

from core.importing.xml import Element, children, descendants, name_of

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon"
)
_SIGNS = {
    "×": r"\times ",
    "⋅": r"\cdot ",
    "÷": r"\div ",
    "±": r"\pm ",
    "≤": r"\le ",
    "≥": r"\ge ",
    "≠": r"\ne ",
    "≈": r"\approx ",
    "∞": r"\infty ",
    "√": r"\surd ",
    "∑": r"\sum ",
    "∫": r"\int ",
    "→": r"\to ",
    "−": "-",
    "\u2061": "",
    "\u2062": "",
    **{chr(0x3B1 + place): f"\\{name} " for place, name in enumerate(_GREEK.split())},
}


def tex(element: Element) -> str:
    """The formula of a ``math`` element."""
    for note in descendants(element, "annotation"):
        if "tex" in (note.get("encoding") or "").lower() and (note.text or "").strip():
            return (note.text or "").strip().removeprefix("\\[").removesuffix("\\]").strip("$ ")
    return _written(element).strip()


def _written(element: Element) -> str:
    name, inside = name_of(element), children(element)
    if name in ("mi", "mn", "mo"):
        return "".join(_SIGNS.get(letter, letter) for letter in (element.text or "").strip())
    if name in ("mtext", "ms"):
        return f"\\text{{{(element.text or '').strip()}}}"
    if name in ("annotation", "annotation-xml"):
        return ""
    if name == "mtr":
        return " & ".join(map(_written, inside)) + r" \\ "
    if name == "mtable":
        return rf"\begin{{matrix}} {_all(inside)}\end{{matrix}}"
    if name == "mfenced":
        return f"{element.get('open') or '('}{','.join(map(_written, inside))}{element.get('close') or ')'}"
    if name == "msqrt":
        return f"\\sqrt{{{_all(inside)}}}"
    if name == "semantics":
        return _written(inside[0]) if inside else ""
    if name in _SHAPES and len(inside) == len(_SHAPES[name]):
        return "".join(before + _group(each) for before, each in zip(_SHAPES[name], inside, strict=True))
    if name == "mroot" and len(inside) == 2:
        return f"\\sqrt[{_written(inside[1])}]{{{_written(inside[0])}}}"
    return _all(inside)


_SHAPES = {
    "mfrac": ("\\frac", ""),
    "msup": ("", "^"),
    "msub": ("", "_"),
    "msubsup": ("", "_", "^"),
    "munder": ("", "_"),
    "mover": ("", "^"),
    "munderover": ("", "_", "^"),
}
"""What stands before each of the parts."""


def _group(element: Element) -> str:
    written = _written(element)
    return written if len(written) == 1 else f"{{{written}}}"


def _all(elements: list[Element]) -> str:
    return "".join(map(_written, elements))
