"""What can be found, how words are compared, and the index that the browser reads."""
