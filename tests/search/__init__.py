"""Tests of macros/search."""
