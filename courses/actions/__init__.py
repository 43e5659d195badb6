"""Rules of the curriculum, one file per noun."""
