"""Tests of macros/book."""
