"""A finished dataset to Hugging Face: checked, with its card, without names of hosts and folders."""
