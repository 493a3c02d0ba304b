"""The tree of units, dated: country, provinces, communes, villages, schools, offices, classes. Source: design §4."""
