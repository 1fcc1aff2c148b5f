"""Asset libraries as data: what is in them, what a recipe draws from them, and what their things are called."""
