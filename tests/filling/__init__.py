"""Tests of macros/filling."""
