"""The language that window, command line and engine share; knows neither of them."""
