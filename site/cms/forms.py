"""Django's forms as the component "field" wants them."""

from typing import Any

from django import forms

KINDS: dict[type[forms.Widget], str] = {
    forms.Textarea: "textarea",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radios",
    forms.Select: "select",
    forms.EmailInput: "email",
    forms.URLInput: "url",
    forms.NumberInput: "number",
    forms.TextInput: "text",
}


def component_fields(form: forms.BaseForm) -> list[dict[str, Any]]:
    """The variables of the component "field" for each visible field, with what was typed and what is wrong."""
    return [_component(bound) for bound in form.visible_fields()]


def form_context(*shown: forms.BaseForm) -> dict[str, Any]:
    """`fields` of all of them, `wrong`: how many are to be corrected, `problems`: what is wrong with the whole."""
    return {
        "fields": [field for form in shown for field in component_fields(form)],
        "wrong": sum(len(form.errors) for form in shown),
        "problems": [problem for form in shown for problem in form.non_field_errors()],
    }


def _component(bound: forms.BoundField) -> dict[str, Any]:
    value = bound.value()
    chosen = {str(each) for each in value} if isinstance(value, (list, tuple)) else {str(value)}
    choices = getattr(bound.field, "choices", ())
    return {
        "name": bound.html_name,
        "label": bound.label,
        "kind": KINDS[type(bound.field.widget)],
        "value": value,
        "choices": [{"value": key, "label": label, "selected": str(key) in chosen} for key, label in choices],
        "help": bound.help_text,
        "error": bound.errors[0] if bound.errors else "",
        "required": bound.field.required,
        "autocomplete": bound.field.widget.attrs.get("autocomplete", ""),
        "suggestions_url": bound.field.widget.attrs.get("data-suggestions", ""),
    }
