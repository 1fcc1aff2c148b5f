"""What needs torch: `make test-trainers`, in a virtual environment of its own."""
