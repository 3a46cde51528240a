const integer = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `1,204`. One locale for all: numbers are compared across screens, exports and papers. */
export function formatInteger(value: number): string {
  return integer.format(value);
}

/** `0.31 s`, `12.6 s`, `2 min 05 s`; from milliseconds. */
export function formatDuration(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** `just now`, `5 min ago`, `3 h ago`, `2 d ago`, then the date. `now` and `date` in ms since 1970. */
export function formatAge(date: number, now: number): string {
  const minutes = Math.floor((now - date) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  if (days < 14) return `${days} d ago`;
  return new Date(date).toISOString().slice(0, 10);
}

/** `1 prompt`, `3 prompts`; the plural adds an s unless given. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatInteger(count)} ${count === 1 ? singular : plural}`;
}
