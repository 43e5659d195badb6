/** The fields of one question, read and written as a form would. */

import type { Fields } from "./drafts";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function controls(question: Element, position: number): Control[] {
  return [...question.querySelectorAll<Control>(`[name^="q${position}-"]`)];
}

function isTick(control: Control): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === "radio" || control.type === "checkbox");
}

export function readFields(question: Element, position: number): Fields {
  const fields: Fields = {};
  for (const control of controls(question, position)) {
    if (isTick(control) && !control.checked) continue;
    if (control.value !== "") (fields[control.name] ??= []).push(control.value);
  }
  return fields;
}

export function writeFields(question: Element, position: number, fields: Fields): void {
  for (const control of controls(question, position)) {
    const values = fields[control.name] ?? [];
    if (isTick(control)) control.checked = values.includes(control.value);
    else control.value = values[0] ?? "";
  }
}
