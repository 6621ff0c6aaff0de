"""Seats, states and people of an event's registration: what never oversells, and in which order people get in."""
