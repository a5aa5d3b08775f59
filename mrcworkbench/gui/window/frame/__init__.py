"""What stands around a page: sidebar, top bar, banners."""
