"""What is asked of photographs: classes, names and sentences as a set writes them, and masks as it draws them."""
