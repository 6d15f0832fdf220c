from tests.store.conftest import bare, bare_dir, bare_template, old_dir, revise  # noqa: F401  (fixtures)
