"""UI texts from sources to catalogues: extraction, the PO files, and what the room's client is given.

No system gettext is needed: Babel reads Python, Django's own lexer reads templates, polib reads and writes PO and MO.
"""
