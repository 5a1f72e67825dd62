def published(name): return {}
