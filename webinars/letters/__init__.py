"""What people are told in writing: mails with their calendar files, and the calendar feed, made from rows read before."""
