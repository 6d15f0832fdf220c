from tests.qt_fixtures import *  # noqa: F403  (pytest finds fixtures by name)
