"""What reaches a terminal: progress bars, tables, pictures, and other people's text made fit to be shown."""
