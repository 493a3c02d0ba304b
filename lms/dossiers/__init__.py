"""Everything held about one person: shown, exported, merged and unmerged, stopped, deleted. Source: design §3, §4."""
