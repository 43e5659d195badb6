/** How many words an essay has so far (data-words names its field). Read out only when asked for. */
export function words(root: ParentNode): void {
  for (const line of root.querySelectorAll<HTMLElement>("[data-words]")) {
    const field = document.getElementById(line.dataset.words ?? "") as HTMLTextAreaElement | null;
    const figure = line.querySelector("span");
    if (!field || !figure) continue;
    const count = () => {
      figure.textContent = String(field.value.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0);
    };
    field.addEventListener("input", count);
    line.hidden = false;
    count();
  }
}
