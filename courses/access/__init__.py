"""Who may see and change what of the curriculum: fetching is checking.

Decks: :mod:`courses.access.decks`. What is written: :mod:`courses.access.writing`. What is learned:
:mod:`courses.access.learning`. Webinars that show a deck have rights of their own above this.
"""

from courses.access.decks import Right, get_deck, rights_in, visible_decks

__all__ = ["Right", "get_deck", "rights_in", "visible_decks"]
