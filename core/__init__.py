"""The floor: mechanisms without a domain word, which every app above may use."""
