"""The advance widths that texts are measured with, from font files."""
