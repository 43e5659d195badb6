"""Questions out of files of other systems. The rules in words: ``docs/rules/question-import.md``."""
