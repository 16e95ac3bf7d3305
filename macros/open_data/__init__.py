"""What programs and sites of others take from the guide."""
