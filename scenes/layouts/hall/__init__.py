"""Large interiors, where people wait, learn, work, shop, eat, train and pass through."""
