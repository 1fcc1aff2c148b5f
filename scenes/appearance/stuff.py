"""What families of materials do with light."""

UNSCATTERING = frozenset({"metal", "steel", "chrome", "mirror", "glass", "pane"})  # they mirror it, or let it pass
