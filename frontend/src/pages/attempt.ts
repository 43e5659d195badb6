/** Answers of an attempt are saved as they are given. Without this script the page's own buttons save. */

import { begin } from "../attempt/page";
import { beginWaiting } from "../study/waiting";

const form = document.querySelector<HTMLFormElement>("#attempt");
if (form) begin(form);
beginWaiting();
