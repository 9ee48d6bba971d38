"""Files both programs ship with: opened only through importlib.resources."""
