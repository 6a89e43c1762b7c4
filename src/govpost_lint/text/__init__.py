"""Russian text as the rules see it: tokens, sentences, masked spans, readings.

Knows nothing of rules.
"""
