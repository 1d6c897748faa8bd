"""How the illustrations of the example newspaper are painted: arithmetic on seeded noise."""
