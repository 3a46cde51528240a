/** @param share of the whole, from 0 to 1; null while the whole is unknown */
export function ProgressBar({ label, share }: { label: string; share: number | null }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      className="h-2 overflow-hidden rounded-full bg-line-soft"
    >
      <div
        className="h-full origin-left rounded-full bg-plan transition-transform duration-150 ease-out"
        style={{ transform: `scaleX(${share ?? 0})` }}
      />
    </div>
  );
}
