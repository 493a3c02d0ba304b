"""How far people on a list have come; what a file says of people; who may be whom."""
