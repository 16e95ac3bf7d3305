"""Tests of macros/papers."""
