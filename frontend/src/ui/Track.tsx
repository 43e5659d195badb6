interface Props {
  /** From 0 to 1. */
  share: number;
  look?: "ok" | "warn";
  /** Says what it shows; without it the track is decorative, beside a figure in words. */
  label?: string;
}

/** A bar of progress or of a share. */
export function Track({ share, look, label }: Props) {
  const value = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <span
      class={`track${look ? ` ${look}` : ""}`}
      style={{ "--v": String(value) }}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : "true"}
    >
      <i />
    </span>
  );
}
