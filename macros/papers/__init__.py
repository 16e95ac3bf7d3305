"""The starter pack: documents and checklists as PDF, Word and OpenDocument files."""
