/** The browser reads a question's fields as the server does: one list of cases for both. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { numberOf, readResponse } from "../src/answering/response";
import cases from "../../tests/quizzes/answers.json";

interface Case {
  case: string;
  content: { kind: string; parts?: { id: number; kind: string }[] };
  fields: string[][];
  response: unknown;
}

for (const one of cases as unknown as Case[]) {
  test(`reads ${one.case}`, () => {
    const elements = one.fields.map(([what, value]) => {
      const part = one.content.parts?.find((part) => `g${part.id}` === what)?.kind ?? "";
      const ticked = what === "choice" ? { type: "radio", checked: true } : {};
      const control = part === "gap_choice" ? { tagName: "SELECT" } : { tagName: "INPUT", inputMode: part === "gap_number" ? "decimal" : "" };
      return { name: `q3-${what}`, value, type: "text", ...ticked, ...control };
    });
    const others = [{ name: "q33-choice", value: "5", type: "text" }, { name: "", value: "5" }, { name: "q3-choice", value: "6", type: "radio", checked: false }];
    const fieldset = { dataset: { position: "3", kind: one.content.kind }, elements: [...elements, ...others] };
    assert.deepEqual(readResponse(fieldset), one.response);
  });
}

test("reads digits of every script", () => {
  assert.deepEqual(["٠٩", "۰۹", "०९", "09"].map(numberOf), [9, 9, 9, 9]);
});
