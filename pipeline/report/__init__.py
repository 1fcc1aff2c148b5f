"""What is said about a finished dataset: card, contact sheet, figures, gallery, one sample."""
