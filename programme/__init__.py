"""The programme as a whole: balance, measures and reports over everything below."""
