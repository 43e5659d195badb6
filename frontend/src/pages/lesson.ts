/** A lesson saves itself while it is written. Without this script the page's own buttons save. */

import { begin } from "../lesson/page";

const form = document.querySelector<HTMLFormElement>("#lesson");
if (form) begin(form);
