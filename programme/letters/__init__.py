"""What people are told in writing."""
