"""Tests stand on copies of a database that was migrated once: as whole as one that was migrated now."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from people.facts import members
from people.models import Administration


@pytest.mark.django_db
def test_nothing_is_left_to_migrate() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db
def test_what_migrations_wrote_is_there() -> None:
    assert Administration.objects.count() == len(members())
