"""Figures as tables and files, in the reader's language."""
