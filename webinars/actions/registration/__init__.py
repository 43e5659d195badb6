"""Places in a webinar: asked for, given, waited for, given back. In words: ``docs/rules/places.md``.

Each action locks the webinar's row first and gives free places to those who wait before it ends, so that between two
actions nobody waits who could have a place.
"""
