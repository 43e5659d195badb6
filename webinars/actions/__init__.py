"""What can be done to webinars and in their rooms: one file per noun, one function per rule."""
