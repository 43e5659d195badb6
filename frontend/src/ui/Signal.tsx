/** Three bars: 3 good, 2 fair, 1 poor. Always beside a word. */
export function Signal({ bars }: { bars: 1 | 2 | 3 }) {
  return (
    <span class="signal" data-q={bars} aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
