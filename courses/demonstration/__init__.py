"""A course and a reference document to look at: our own words in six languages, made through the actions of everybody."""
