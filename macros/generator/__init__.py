"""All that knows MkDocs, besides the registration of macros."""
