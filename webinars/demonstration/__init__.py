"""A small customs programme to look at: people, and three webinars, one over, one live now, one next week.

``make_or_move`` is all that the command calls. What a part holds is data in ``content/``, in six languages; each part is
made through the actions that everybody else uses, once, and noted in the audit trail, so that what people change or remove
afterwards stays as they left it. ``docs/rules/demonstration.md`` says what a later start moves.
"""

from webinars.demonstration.programme import Made, make_or_move

__all__ = ["Made", "make_or_move"]
