"""Reading the curriculum: nothing here changes anything."""
