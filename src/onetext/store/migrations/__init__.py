"""The revisions of the schema, run by `onetext.store.upgrades`."""
