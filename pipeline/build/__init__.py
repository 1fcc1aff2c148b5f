"""From a recipe to shards: the driver, one shard, and the same pictures asked anew."""
