"""Speed, memory and quality of training beside the stock trainer, and forecasts beside what really came."""
