"""GIFT, Moodle's format for writing questions by hand: https://docs.moodle.org/en/GIFT_format."""
