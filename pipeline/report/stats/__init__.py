"""How varied a dataset is, in figures and plots."""
