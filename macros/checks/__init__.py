"""What is wrong with data and pages, in an editor's words."""
