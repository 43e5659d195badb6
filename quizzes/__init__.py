"""Questions in six languages, quizzes, attempts and marking."""
