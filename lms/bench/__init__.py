"""Measurements of the live room, beside the usual Channels design in the same run."""
