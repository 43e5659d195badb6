"""The path on which a share of women is to go."""

from __future__ import annotations

from datetime import date

from core import audit
from core.actions import action
from people.models import Person
from programme.choices import DivisionKind
from programme.models import BalanceTarget


@action
def set_target(
    kind: DivisionKind,
    *,
    from_date: date,
    from_percent: int,
    until_date: date,
    until_percent: int,
    by: Person,
) -> BalanceTarget:
    """Set or change the path of learners or of trainers. The figures stay; only what they are compared with changes."""
    target, _made = BalanceTarget.objects.update_or_create(
        kind=kind,
        defaults={
            "from_date": from_date,
            "from_percent": from_percent,
            "until_date": until_date,
            "until_percent": until_percent,
        },
    )
    audit.record(
        "target.set",
        actor_id=by.pk,
        subject=f"target:{kind}",
        from_date=from_date.isoformat(),
        from_percent=from_percent,
        until_date=until_date.isoformat(),
        until_percent=until_percent,
    )
    return target
