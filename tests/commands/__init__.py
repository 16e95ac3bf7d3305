"""Tests of macros/commands."""
