"""What made-up people answer: right as often as they are able to, else as people err."""

from __future__ import annotations

from random import Random

from quizzes.content import PartContent, QuestionContent
from quizzes.marking.spec import Response

ESSAYS = {
    "en": "I ask who will use the machine and for what, and whether a licence is there. In doubt I call the experts.",
    "fr": "Je demande qui utilisera la machine, pour quoi, et s’il y a une licence. En cas de doute, j’appelle les experts.",
    "ru": "Я выясняю, кто и для чего будет использовать станок и есть ли лицензия. При сомнениях обращаюсь к экспертам.",
    "es": "Pregunto quién usará la máquina y para qué, y si hay licencia. En caso de duda, llamo a los expertos.",
    "pt": "Pergunto quem vai usar a máquina e para quê, e se há licença. Em caso de dúvida, chamo os peritos.",
    "ar": "أسأل من سيستخدم الآلة ولأي غرض، وهل هناك ترخيص. وعند الشك أتصل بالخبراء.",
}


def answer_to(content: QuestionContent, skill: float, language: str, chance: Random) -> Response:
    """A response to any kind of question that is marked; ``skill`` is the chance to know, from 0 to 1."""
    knows = chance.random() < skill
    ids = [choice.id or 0 for choice in content.choices]
    right = [choice.id or 0 for choice in content.choices if choice.is_right]
    match content.kind:
        case "single" | "true_false" | "hotspot":
            return Response(choices=right if knows else [chance.choice(ids)])
        case "multiple":
            return Response(choices=right if knows else chance.sample(ids, 2))
        case "ordering":
            return Response(choices=ids if knows else [*ids[:1], *ids[2:3], *ids[1:2], *ids[3:]])
        case "matching":
            return Response(matches={part.id or 0: _match(part, ids, skill, chance) for part in content.parts})
        case "numeric":
            return Response(number=(content.key_number or 0.0) if knows else 74.0, unit=next(iter(content.units)).text)
        case "short_text":
            texts = [each.text for each in content.accepted if each.language in (language, "")]
            return Response(text=texts[0] if knows and texts else "…?")
        case "cloze":
            return Response(gaps={part.id or 0: _gap(part, skill, chance) for part in content.parts})
        case "hs":
            return Response(code=content.hs_code if knows else content.hs_code[:4] + "80")
    return Response(text=ESSAYS[language])


def _match(part: PartContent, ids: list[int], skill: float, chance: Random) -> int:
    return ids[(part.match or 1) - 1] if chance.random() < skill else chance.choice(ids)


def _gap(part: PartContent, skill: float, chance: Random) -> int | float | str:
    knows = chance.random() < skill
    if part.choices:
        ids = [choice.id or 0 for choice in part.choices if choice.is_right or not knows]
        return chance.choice(ids)
    number = part.accepted[0].number or 0.0
    return number if knows else number + 2
