"""The offline basemap: data files of the fleet map, and the script that made them."""
