"""Search over packages: enumeration, integer programming, rules, frontier, counting."""
