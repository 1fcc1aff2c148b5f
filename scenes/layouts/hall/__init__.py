"""Large interiors: lobbies, classrooms, corridors, warehouses."""
