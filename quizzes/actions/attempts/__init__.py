"""Taking a quiz alone: ``docs/rules/attempts.md`` has the rules in words."""
