"""Promises about the project itself: what it is built with, and what its checks catch."""
