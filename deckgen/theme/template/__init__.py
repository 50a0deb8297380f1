"""Any company's template: opened with care, read as it is, and put to use.

``opening`` refuses what is no template, ``reading`` says what is in one, ``choosing`` finds the
layout for each kind of slide, ``palette`` the colours, ``cleaning`` drops the sample slides.
"""
