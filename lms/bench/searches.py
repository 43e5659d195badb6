"""Two hundred searches in six languages through 500 courses of 20 modules: the 95th percentile of the time to a page of results.

Measured through :func:`courses.queries.search.search` as the page calls it, for a trainee: rights, ranking, snippets and titles
included. The usual design asks each text whether it contains the words (``icontains``), for a page and a count.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from typing import Any

from lms.bench.alone import run_alone
from lms.bench.measure import Measure
from lms.bench.register import database_beside

COURSES, MODULES, SEARCHES, OF_THE_USUAL = 500, 20, 200, 30
WORDS_A_TEXT, MADE_UP, AT_ONCE = 110, 4_000, 5_000
SPOKEN = 100_000
"""Words of a language in a row, each text a piece of it."""
VOCABULARY = {
    "en": "control valve reactor border export licence goods officer inspection chemical centrifuge heading trade seizure risk "
    "consignment declaration material equipment exporter",
    "fr": "contrôle vanne réacteur frontière exportation licence marchandises agent inspection chimique centrifugeuse position "
    "commerce saisie risque envoi déclaration matière équipement exportateur",
    "ru": "контроль клапан реактор граница экспорт лицензия товары сотрудник досмотр химический центрифуга позиция торговля "
    "изъятие риск партия декларация материал оборудование экспортёр",
    "es": "control válvula reactor frontera exportación licencia mercancías funcionario inspección químico centrifugadora "
    "partida comercio incautación riesgo envío declaración material equipo exportador",
    "pt": "controlo válvula reator fronteira exportação licença mercadorias agente inspeção químico centrifugadora posição "
    "comércio apreensão risco remessa declaração material equipamento exportador",
    "ar": "الرقابة صمام مفاعل الحدود التصدير ترخيص البضائع موظف التفتيش كيميائي الطرد بند "
    "التجارة ضبط المخاطر شحنة إقرار مادة معدات المصدر",
}
LETTERS = {"ru": "абвгдежзиклмнопрстуфхцчшщыэюя", "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"}


def measure(name: str) -> Iterator[Measure]:
    if not name.endswith("_postgresql"):
        yield _measured(name, "")
        return
    url = os.environ.get("LECTERN_TEST_POSTGRES", "") or os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        with database_beside(url) as database:
            yield _measured(name, database)


def _measured(name: str, database: str) -> Measure:
    taken = run_alone("lms.bench.searches", database=database)
    return Measure(name, taken["p95"], "ms, p95", "<= 200", taken["usual"])


def main() -> None:
    import django

    django.setup()
    from django.db import connection
    from django.db.models import Q

    from courses.models import SearchEntry
    from courses.queries.search import PER_PAGE, search
    from courses.queries.search_index import drop_index, make_index
    from people.models import Person

    chance = random.Random(1)  # noqa: S311  the same each time
    words = {language: _words(language, chance) for language in VOCABULARY}
    with connection.schema_editor() as editor:
        drop_index(None, editor)
    _fill(words, chance)
    with connection.schema_editor() as editor:  # sooner than entry by entry
        make_index(None, editor)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    person = Person.objects.create(email="bench@example.org")
    asked = [_asked(number, words, chance) for number in range(SEARCHES)]
    found = 0

    def ours(typed: str, language: str) -> None:
        nonlocal found
        found += search(person, typed, language).count

    def usual(typed: str, language: str) -> None:
        wanted = Q()
        for word in typed.replace('"', "").split():
            wanted &= Q(title__icontains=word) | Q(text__icontains=word)
        rows = SearchEntry.objects.filter(wanted, language=language)
        rows.count()
        list(rows.order_by("pk")[:PER_PAGE])

    ours(*asked[0])
    p95 = _p95(ours, asked)
    if found < SEARCHES:
        raise RuntimeError(f"The searches find {found} texts alone: nothing was measured.")
    sys.stdout.write(json.dumps({"p95": p95, "usual": _p95(usual, asked[:OF_THE_USUAL])}))


def _p95(look: Callable[[str, str], None], asked: list[tuple[str, str]]) -> float:
    waits = []
    for typed, language in asked:
        began = time.perf_counter()
        look(typed, language)
        waits.append(1000 * (time.perf_counter() - began))
    return round(sorted(waits)[int(len(waits) * 0.95)], 1)


def _words(language: str, chance: random.Random) -> list[str]:
    """Words of the trade, and many made-up ones, the frequent first."""
    letters = LETTERS.get(language, "abcdefghilmnoprstuv")
    made_up = ("".join(chance.choices(letters, k=chance.randint(4, 11))) for _ in range(MADE_UP))
    return [*VOCABULARY[language].split(), *made_up]


def _asked(number: int, words: dict[str, list[str]], chance: random.Random) -> tuple[str, str]:
    """One word, two, an unfinished one, two that stand together."""
    language = list(words)[number % len(words)]
    first, second = chance.sample(words[language][:20], 2)
    rare = chance.choice(words[language][20:400])
    forms = (
        first,
        f"{first} {second}",
        f"{first} {rare}",
        f"{rare[: max(3, len(rare) - 2)]}",
        f'"{first} {second}"',
        rare,
    )
    return forms[number // len(words) % len(forms)], language


def _fill(words: dict[str, list[str]], chance: random.Random) -> None:
    from courses.choices import FoundKind
    from courses.models import (
        Course,
        CourseText,
        CourseVersion,
        Lesson,
        Module,
        ModuleText,
        ModuleVersion,
        SearchEntry,
        VersionModule,
    )
    from courses.words import indexed

    courses = Course.objects.bulk_create(Course(slug=f"bench-{n}", title_en=f"Course {n}") for n in range(COURSES))
    held = CourseVersion.objects.bulk_create(CourseVersion(course=course, number=1) for course in courses)
    for course, version in zip(courses, held, strict=True):
        course.published = version
    Course.objects.bulk_update(courses, ["published"])
    CourseText.objects.bulk_create(CourseText(version=version, language="en", title="Course") for version in held)
    numbers = range(COURSES * MODULES)
    modules = Module.objects.bulk_create((Module(title_en=f"Module {n}") for n in numbers), batch_size=AT_ONCE)
    versions = ModuleVersion.objects.bulk_create(
        (ModuleVersion(module=module, number=1, structure={}) for module in modules), batch_size=AT_ONCE
    )
    lessons = Lesson.objects.bulk_create(
        (Lesson(module=module, position=1, title_en="Lesson") for module in modules), batch_size=AT_ONCE
    )
    VersionModule.objects.bulk_create(
        (
            VersionModule(version=held[n // MODULES], position=n % MODULES + 1, module_version=version)
            for n, version in enumerate(versions)
        ),
        batch_size=AT_ONCE,
    )
    ModuleText.objects.bulk_create(
        (ModuleText(version=version, language="en", title="Module") for version in versions), batch_size=AT_ONCE
    )
    folded = {language: {word: indexed(word) for word in each} for language, each in words.items()}
    weights = {
        language: list(accumulate(1 / (rank + 8) for rank in range(len(each)))) for language, each in words.items()
    }

    spoken = {
        language: chance.choices(each, cum_weights=weights[language], k=SPOKEN) for language, each in words.items()
    }

    def entries() -> Iterator[SearchEntry]:
        for version, lesson in zip(versions, lessons, strict=True):
            for language in words:
                start = chance.randrange(SPOKEN - WORDS_A_TEXT)
                text = spoken[language][start : start + WORDS_A_TEXT]
                yield SearchEntry(
                    kind=FoundKind.LESSON,
                    subject=f"lesson:{lesson.pk}@{version.pk}",
                    language=language,
                    title=" ".join(text[:4]),
                    text=" ".join(text),
                    title_words=" ".join(folded[language][word] for word in text[:4]),
                    words=" ".join(folded[language][word] for word in text),
                    module_version=version,
                    lesson=lesson,
                )

    made: Iterator[Any] = entries()
    while some := list(islice(made, AT_ONCE)):
        SearchEntry.objects.bulk_create(some, batch_size=AT_ONCE)


if __name__ == "__main__":
    main()
