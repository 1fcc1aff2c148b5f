"""Who runs the shards: a loop or Ray, and a renderer in a process of its own below each worker."""
