"""From files to checked, split examples in Arrow; nothing here imports torch, transformers or datasets.

In the order in which data pass through: ``containers`` (a folder, a zip, a ``hub`` data set stand for several files;
``unpacking`` keeps what was packed), ``source`` and ``encoding`` (one file: is it text, in which encoding), ``formats``
(which format; ``layouts`` are tools' ways with JSON, ``workbooks`` and ``columnar`` help with Excel and with millions
of rows), ``reading`` (which task the columns fit; ``tagging`` for entities), ``preparing`` (files to Arrow, as a whole
or as a preview), ``steps`` (what was done to the data, replayed; ``changing`` is what they share), ``splits`` (which
example trains, which tests), and ``store``, where all of it begins and what is ready is kept.

Beside the way: ``checks`` (the health list, run by ``health``), ``likeness`` (when texts count as the same),
``personal`` (personal data by rule), ``inputs`` (texts to be labelled) and ``outputs`` (files written).
"""
