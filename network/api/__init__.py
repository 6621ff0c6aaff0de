"""The network for programs: read only, the same for everyone, described by an OpenAPI document that is made from it.

Parameters and answers are models of pydantic, which checks them and writes their JSON Schema; that is most of what a
framework of APIs would bring. `django-ninja` was tried: it drops unknown parameters before any check, has no HEAD, and
describes errors as `application/json`.
"""
