"""What a model draws of a split: asked shard by shard, and published as KEY.png."""
