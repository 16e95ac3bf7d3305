"""Tests of macros/generator."""
