"""Reading what others made: packages, captions. Pure: nothing here writes."""
