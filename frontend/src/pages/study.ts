/** A lesson keeps its place and what is done without a line. Without this script the page's own buttons do. */

import { begin } from "../study/page";
import { beginWaiting } from "../study/waiting";

const root = document.querySelector<HTMLElement>("[data-study]");
if (root) begin(root);
beginWaiting();
