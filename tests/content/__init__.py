"""Tests of macros/content."""
