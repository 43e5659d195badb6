"""Files that leave the curriculum."""
