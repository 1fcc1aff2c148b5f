"""One scene: rendered, checked at the gates, tried again, or given up with a reason."""
