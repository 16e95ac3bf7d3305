"""Tests of macros/open_data."""
