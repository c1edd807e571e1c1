"""From files to checked, split examples in Arrow; nothing here imports torch, transformers or datasets."""
