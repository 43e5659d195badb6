/** Of boxes that may be ticked only so often (data-most), the others wait while that many are. */
export function most(root: ParentNode): void {
  for (const group of root.querySelectorAll<HTMLElement>("[data-most]")) {
    const boxes = [...group.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
    const hold = () => {
      const isFull = boxes.filter((box) => box.checked).length >= Number(group.dataset.most);
      for (const box of boxes) box.disabled = isFull && !box.checked;
    };
    group.addEventListener("change", hold);
    hold();
  }
}
