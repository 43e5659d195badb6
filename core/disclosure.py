"""Which divisions of people in two (women and others) may be published, so that nobody's side can be worked out. Pure arithmetic.

``docs/rules/suppression.md`` says in words what is promised, and why it holds. In short: a *group* of people is asked once how
it divides. The answer is published when both sides have ``k`` people or more; else it is *closed*, and only that is known of
it. Whom a group is made of follows from who belongs where, and from what is published, never from how anybody divides. Groups
of one level share nobody; and of a group of a higher level so few are in lower ones that neither tells of the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

THRESHOLD = 5
"""How many people each side of a published division has at least."""


@dataclass(frozen=True)
class Group:
    """People of whom it was asked how they divide. ``women``: the published answer; None when the group is closed.

    ``parts`` counts how often it was asked: 2 says that a first part, which was closed, was joined with as many newcomers.
    """

    level: int
    members: frozenset[int]
    women: int | None
    parts: int = 1

    @property
    def is_open(self) -> bool:
        return self.women is not None


@dataclass(frozen=True)
class Asked:
    """One group of a table, and the cells of the table that it joins."""

    cells: tuple[str, ...]
    group: Group


@dataclass
class Ledger:
    """Every group asked so far. ``ask_from``: the fewest people of whom it is asked; at least ``2 k``.

    Levels: groups of different levels may share people, within the bounds of :meth:`countable`.
    """

    groups: list[Group] = field(default_factory=list)
    k: int = THRESHOLD
    ask_from: int = 3 * THRESHOLD

    def countable(self, level: int, people: Iterable[int]) -> frozenset[int]:
        """Those of ``people`` who may be in a new group of ``level``, the lowest ids first where not all of them may.

        Nobody who is in a group of this level or of a lower one; and of each group of a higher level no more than leave it
        an answer for every way in which those taken from it may divide.
        """
        taken: set[int] = set().union(*(group.members for group in self.groups if group.level <= level))
        higher = [group for group in self.groups if group.level > level]
        room = {id(group): self._spare(group) for group in higher}
        inside: dict[int, list[Group]] = {}
        for group in higher:
            for person in group.members:
                inside.setdefault(person, []).append(group)
        found = set()
        for person in sorted(set(people) - taken):
            own = inside.get(person, [])
            if all(room[id(group)] > 0 for group in own):
                found.add(person)
                for group in own:
                    room[id(group)] -= 1
        return frozenset(found)

    def may_ask(self, newcomers: Collection[int], refused: Group | None = None) -> bool:
        """Whether so many may be asked, or may join a closed group that is then asked again: they are at least as many."""
        if len(newcomers) < self.ask_from:
            return False
        if refused is None:
            return True
        return (
            len(newcomers) >= len(refused.members)
            and refused.parts + 1 <= self.k - 1
            and not refused.members & self._below(refused.level)
        )

    def ask(
        self, level: int, newcomers: Collection[int], women: Collection[int], refused: Group | None = None
    ) -> Group:
        """Ask how a group divides, and remember the answer; it takes the place of ``refused``, if that joins it.

        ``newcomers`` are countable and may be asked; anything else raises ``ValueError``.
        """
        members = frozenset(newcomers)
        if self.countable(level, members) != members or not self.may_ask(members, refused):
            raise ValueError("This group may not be asked.")
        if refused is not None:
            members |= refused.members
            self.groups.remove(refused)
        count = len(members.intersection(women))
        is_open = self.k <= count <= len(members) - self.k
        group = Group(level, members, count if is_open else None, refused.parts + 1 if refused else 1)
        self.groups.append(group)
        return group

    def divide(self, level: int, cells: Mapping[str, Iterable[int]], women: Collection[int]) -> list[Asked]:
        """Ask a table of disjoint cells, the smallest joined with each other until they are large enough.

        A closed group is joined with the next ones when these are at least as many people; else it stays closed.
        """
        wanted = {name: frozenset(people) for name, people in cells.items()}
        allowed = self.countable(level, frozenset().union(*wanted.values()))
        waiting = self._planned({name: people & allowed for name, people in wanted.items()})
        asked: list[Asked] = []
        while waiting:
            names, people = waiting.pop(0)
            last = Asked(names, self.ask(level, people, women))
            while not last.group.is_open:
                joined, newcomers, used = last.cells, frozenset[int](), 0
                while used < len(waiting) and len(newcomers) < len(last.group.members):
                    joined, newcomers = joined + waiting[used][0], newcomers | waiting[used][1]
                    used += 1
                if not self.may_ask(newcomers, last.group):
                    break
                del waiting[:used]
                last = Asked(joined, self.ask(level, newcomers, women, refused=last.group))
            asked.append(last)
        return asked

    def _planned(self, cells: Mapping[str, frozenset[int]]) -> list[tuple[tuple[str, ...], frozenset[int]]]:
        """Cells by size, joined up to ``ask_from``; what is left over joins the last. By who is in them alone."""
        plan: list[tuple[tuple[str, ...], frozenset[int]]] = []
        names: tuple[str, ...] = ()
        people: frozenset[int] = frozenset()
        for name in sorted((name for name in cells if cells[name]), key=lambda name: (len(cells[name]), name)):
            names, people = (*names, name), people | cells[name]
            if len(people) >= self.ask_from:
                plan.append((names, people))
                names, people = (), frozenset()
        if people and plan:
            before = plan.pop()
            plan.append((before[0] + names, before[1] | people))
        return plan

    def _spare(self, group: Group) -> int:
        """How many more people of a group may be in lower ones. Follows from what is published."""
        if group.parts > 1:
            return 0
        smaller = self.k if group.women is None else min(group.women, len(group.members) - group.women)
        return smaller - 1 - len(group.members & self._below(group.level))

    def _below(self, level: int) -> frozenset[int]:
        return frozenset().union(*(group.members for group in self.groups if group.level < level))
