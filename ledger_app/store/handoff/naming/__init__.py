"""Schools and classes that go by another code or name than in packages before."""
