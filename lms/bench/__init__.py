"""Measurements: of the live room beside the usual Channels design in the same run, and of what is around a webinar."""
