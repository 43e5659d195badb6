"""Pages of the programme's figures: each parses, fetches with a right, calls one query or action and answers."""
