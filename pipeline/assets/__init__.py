"""`cavendish assets`: files of other people become libraries that scenes are made from."""
