"""Files out: one file per subject."""
