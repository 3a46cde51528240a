/** Shown in place of rows while they load. */
export function LoadingRows() {
  return (
    <div className="divide-y divide-line-soft rounded-xl border border-line bg-panel" aria-hidden="true">
      {[62, 48, 70, 55, 66, 44, 58].map((width) => (
        <div key={width} className="flex h-[42px] items-center px-4">
          <div className="h-3 rounded bg-line-soft" style={{ width: `${width}%` }} />
        </div>
      ))}
    </div>
  );
}
