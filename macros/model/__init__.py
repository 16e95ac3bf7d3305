"""The records of the guide and the rules of its texts; knows nothing of files, pages or papers."""
