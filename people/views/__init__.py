"""Pages of people: each parses, fetches with a right, calls one action and answers."""
