"""Rules about people: each file holds the actions of one noun."""
