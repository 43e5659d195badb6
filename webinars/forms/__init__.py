"""Forms of webinars, one file per journey."""
