"""Tests of macros/tree."""
