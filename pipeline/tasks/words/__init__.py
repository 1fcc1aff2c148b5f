"""What things are called, in several languages."""
