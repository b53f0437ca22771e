"""The guard's app in a real Chromium, screen by screen."""
