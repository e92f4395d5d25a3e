"""The programs' accents where no stylesheet reaches: on papers and seals."""

# The programs' accents as in site/static/css/tokens.css, dark enough for text on white.
ACCENTS = {
    "orange": "#a8480a",
    "steel": "#2c5a80",
    "green": "#1d5c43",
    "magenta": "#9c1f63",
    "teal": "#0b6266",
    "violet": "#553a8f",
    "harbor": "#123f6b",
}
