"""What the field scores on, what others scored there, and tables of that beside one's own."""
