"""What houses of towns are put together from: windows, ground floors, bands and roofs."""
