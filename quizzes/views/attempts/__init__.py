"""Taking quizzes alone: which there are, answering, and what came of it."""
