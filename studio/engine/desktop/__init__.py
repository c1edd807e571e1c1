"""What the desktop around us offers: holding off sleep, notifications, the battery. One small class each."""
