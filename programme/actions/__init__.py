"""What can be done to the programme's figures: one file per noun, one function per rule."""
