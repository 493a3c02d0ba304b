"""Who may do what, where: roles held at units, one table of grants, and the same rule in SQL."""
