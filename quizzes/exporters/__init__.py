"""Questions and figures as files, in the reader's language."""
