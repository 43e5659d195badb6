"""The curriculum: material and slide decks in six languages."""
