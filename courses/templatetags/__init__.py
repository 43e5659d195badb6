"""Tags of the curriculum."""
