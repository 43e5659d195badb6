"""What learners are told in writing."""
