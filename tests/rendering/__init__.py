"""Tests of macros/rendering."""
