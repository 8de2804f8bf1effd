"""Trying a rule set before it decides anything: on judged cases, and on all stored advice."""
