"""What the programme's pages show, read from the database: one file per subject."""
