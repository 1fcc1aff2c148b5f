"""Assets from services on the web: what each offers, asked as its public documentation says, and fetched."""
