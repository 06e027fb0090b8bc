"""Settings: `env` reads the environment once; the other modules say what follows from it."""
