"""Pages of questions and quizzes."""
