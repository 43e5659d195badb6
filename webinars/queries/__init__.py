"""What pages and the room show, read from the database: one file per noun."""
