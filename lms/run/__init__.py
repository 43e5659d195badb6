"""``python -m lms.run``: the whole installation by one command.

It brings the database, the static files and the demonstration content up to date, then keeps a process manager in the foreground
that runs the web processes and the worker, and starts again what dies. ``make run`` is this with its packages installed.
"""
