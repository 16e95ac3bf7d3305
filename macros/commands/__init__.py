"""The commands of `./guide`, a module each, and what they share."""
