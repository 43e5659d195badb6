"""What other apps read of questions and quizzes."""
