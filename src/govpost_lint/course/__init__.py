"""The course: a trainer's exercise, the works of students, a gradebook with every point explained.

Renderers get a ``Gradebook`` (see ``gradebook``) and know nothing of how it was made.
"""
