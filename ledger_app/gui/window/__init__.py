"""The window itself: pages, menus, messages; it may import all others."""
