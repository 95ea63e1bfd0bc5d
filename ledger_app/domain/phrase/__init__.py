"""一句话查人: a sentence a clerk types, read as filters of the list. Certain, or asked."""
