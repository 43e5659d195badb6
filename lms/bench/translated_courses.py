"""A course of a hundred modules as XLIFF 2.0, out, translated, and back in; in a database of its own.

``python -m lms.bench.translated_courses bulk | singly`` are the processes over the database of their environment; :func:`measure`
starts each in a folder that is removed afterwards.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from django.conf import settings

from lms.bench.alone import run_alone
from lms.bench.measure import Measure

MODULES, LESSONS, BLOCKS = 100, 6, 8
SINGLY = 5
"""So many modules are carried as one would write it first; their time is scaled to all of them."""
TEXT = (
    "<p>Before a consignment is opened, the officer reads <strong>the plate</strong> and compares the model of item {n} with the"
    ' <a href="https://example.org/list" rel="noopener noreferrer">list</a>, and notes what differs.</p><ul><li>maker</li>'
    "<li>model, <em>serial number</em></li></ul>"
)


def measure(name: str) -> Iterator[Measure]:
    """Seconds from the database to the file and from the translated file to the last passage in the database."""
    yield Measure(name, round(_taken("bulk"), 1), "s", "<= 20", round(_taken("singly") * MODULES / SINGLY, 1))


def _taken(how: str) -> float:
    return float(run_alone("lms.bench.translated_courses", how)["seconds"])


def _course(modules: int) -> Any:
    from courses.content import to_json
    from courses.models import Block, Course, CourseModule, Lesson, LessonRevision, Module
    from courses.queries.contents import content_of, whole

    course = Course.objects.create(slug="bench", title_en="Controls")
    made = Module.objects.bulk_create(Module(title_en=f"Module {n}") for n in range(modules))
    CourseModule.objects.bulk_create(
        CourseModule(course=course, module=module, position=n) for n, module in enumerate(made, start=1)
    )
    lessons = Lesson.objects.bulk_create(
        Lesson(module=module, position=n, title_en=f"Lesson {n} of {module.pk}", revision=1)
        for module in made
        for n in range(1, LESSONS + 1)
    )
    Block.objects.bulk_create(
        Block(lesson=lesson, position=n, kind="text", text_en=TEXT.format(n=f"{lesson.pk}.{n}"))
        for lesson in lessons
        for n in range(1, BLOCKS + 1)
    )
    LessonRevision.objects.bulk_create(
        LessonRevision(lesson=lesson, number=1, content=to_json(content_of(lesson)))
        for lesson in whole(Lesson.objects.all())
    )
    return course


def _translated(data: bytes) -> bytes:
    """What a translator's program does: each target is its source in other letters, with the codes where they were."""
    from copy import deepcopy

    from lxml import etree

    root = etree.fromstring(data)
    for source in root.iter("{*}source"):
        target = source.getnext()
        if target is not None:
            made = deepcopy(source)
            target.text = (made.text or "").upper()
            target.extend(list(made))
            for each in target.iter():
                each.text = each.text.upper() if each.text else each.text
                each.tail = each.tail.upper() if each.tail and each is not target else each.tail
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _bulk() -> float:
    from courses.actions.translated_files import start_taking
    from courses.exporters.translated import course_xliff, translatable
    from courses.importers.running import read_file, take_file
    from courses.models import Block

    course, by = _course(MODULES), _manager()
    begun = perf_counter()
    data = course_xliff(course, translatable(course, "ru", todo=False), language="ru", version="2.0")
    seconds = perf_counter() - begun
    data = _translated(data)
    begun = perf_counter()
    file = read_file(course, data, "bench.xlf", languages=("ru",), by=by)
    start_taking(file, by=by)
    take_file(file.pk)
    seconds += perf_counter() - begun
    taken = Block.objects.exclude(text_ru__isnull=True).exclude(text_ru="").count()
    if taken != MODULES * LESSONS * BLOCKS:
        raise RuntimeError(f"{taken} blocks were taken in.")
    return seconds


def _singly() -> float:
    """As one would write it first: passage by passage, each looked up, written and remembered in a transaction of its own."""
    from django.db import transaction
    from django.utils import timezone
    from lxml import etree

    from core.models import Translation
    from courses.models import Block, Lesson

    _course(SINGLY)
    begun = perf_counter()
    root = etree.Element("xliff")
    for lesson in Lesson.objects.all():
        for block in lesson.blocks.all():
            state = Translation.objects.filter(subject=f"courses.lesson:{lesson.pk}", key=f"block.{block.pk}").first()
            unit = etree.SubElement(root, "unit", id=str(block.pk), state="initial" if state is None else "final")
            unit.text = block.text_en  # type: ignore[attr-defined]
    for unit in etree.fromstring(etree.tostring(root)):
        with transaction.atomic():
            block = Block.objects.select_related("lesson").get(pk=int(unit.get("id") or 0))
            block.text_ru = (unit.text or "").upper()  # type: ignore[attr-defined]
            block.save()
            Translation.objects.update_or_create(
                subject=f"courses.lesson:{block.lesson_id}",
                key=f"block.{block.pk}",
                language="ru",
                defaults={"source": block.text_en, "at": timezone.now()},  # type: ignore[attr-defined]
            )
    return perf_counter() - begun


def _manager() -> Any:
    from people.models import Person, RoleGrant

    manager = Person.objects.create_user("manager@example.org", full_name="Manager")
    RoleGrant.objects.create(person=manager, role="programme_manager")
    return manager


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    settings.CELERY_BROKER_URL = "memory://"
    django.setup()
    seconds = _bulk() if sys.argv[1] == "bulk" else _singly()
    print(json.dumps({"seconds": seconds}))  # noqa: T201  read by the process that started this one


if __name__ == "__main__":
    main()
