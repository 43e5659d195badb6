"""Content that shows what questions and quizzes can do, made up for the demonstration."""
