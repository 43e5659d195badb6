"""Where questions are found in the bank, and what the nomenclature calls goods."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.choices import TagKind


class Category(models.Model):
    """A drawer of the bank, within another one."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("Within")
    )
    name = models.CharField(_("Name"), max_length=120)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """What a question is about: a topic, an HS heading, an audience, a level of maturity. ``key`` is the same in every
    language."""

    kind = models.CharField(_("Kind"), max_length=8, choices=TagKind.choices, default=TagKind.TOPIC)
    key = models.SlugField(max_length=60, allow_unicode=True)
    name = models.CharField(_("Name"), max_length=120)

    class Meta:
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_tag_per_kind_and_key")]

    def __str__(self) -> str:
        return self.name


class SearchText(models.Model):
    """What the bank's search looks through: all texts of a question in one language, folded."""

    question = models.ForeignKey("quizzes.Question", on_delete=models.CASCADE, related_name="search_texts")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "language"], name="one_search_text_per_language")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.language}"


class HSSection(models.Model):
    """A section of the Harmonized System: ``key`` is its Roman number."""

    key = models.CharField(max_length=6, unique=True)
    position = models.PositiveSmallIntegerField(unique=True)
    title = models.TextField(_("Title"))

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key


class HSCode(models.Model):
    """A chapter (two digits), heading (four) or subheading (six) of the Harmonized System, with its edition's wording.

    ``section``: of a chapter.

    ``tier``: its tier in the Common High Priority List, where it is on it. ``folded``: its titles as the search compares them.
    """

    code = models.CharField(_("Code"), max_length=6, unique=True)
    title = models.TextField(_("Title"))
    tier = models.PositiveSmallIntegerField(null=True, blank=True)
    folded = models.TextField(blank=True)
    section = models.ForeignKey(
        HSSection, null=True, blank=True, on_delete=models.SET_NULL, related_name="chapters", verbose_name=_("Section")
    )

    class Meta:
        ordering = ["code"]
        verbose_name = "HS code"

    def __str__(self) -> str:
        return self.code


class HSSet(models.Model):
    """A list of codes that somebody published under this name, in this edition: shown as theirs, never as Lectern's."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    edition = models.CharField(max_length=60)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["name", "edition"]

    def __str__(self) -> str:
        return f"{self.name}, {self.edition}"


class HSSetCode(models.Model):
    """That a code stands in a set, and in which tier of it ("" where it has none)."""

    hs_set = models.ForeignKey(HSSet, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=6, db_index=True)
    tier = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["hs_set", "tier", "code"]
        constraints = [models.UniqueConstraint(fields=["hs_set", "code"], name="a_code_stands_once_in_a_set")]

    def __str__(self) -> str:
        return f"{self.hs_set_id} {self.code}"
