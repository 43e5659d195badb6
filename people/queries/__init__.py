"""What pages and rules ask about people; nothing here changes anything."""
