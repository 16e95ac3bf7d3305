"""Answers put into the papers, at the command line and in the browser."""
