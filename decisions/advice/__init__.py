"""Where answers become advice: born in `issue`, put into words, and copied across the wall."""
