"""Webinars, sittings and their agenda; the live room; attendance."""
