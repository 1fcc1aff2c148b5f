"""Frame → Sample → shard, who runs it, and everything done to a finished dataset."""
