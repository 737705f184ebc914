"""The knowledge room: what editors see, try, save and look back at, and what shoppers ask in vain."""
