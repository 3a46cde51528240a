const integer = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `1,204`. One locale for every reader: people compare numbers across screens, exports and papers. */
export function formatInteger(value: number): string {
  return integer.format(value);
}

/** `1 prompt`, `3 prompts`; the plural adds an s unless the caller gives one. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatInteger(count)} ${count === 1 ? singular : plural}`;
}

/** `0.31 s`, `12.6 s`, `3 min 05 s`: only the digits that mean something; takes milliseconds. */
export function formatDuration(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** A share as whole percent, with a real minus sign where something costs more than it saves: `35 %`, `−5 %`. */
export function formatShare(share: number): string {
  const percent = Math.round(share * 100);
  return `${percent < 0 ? '−' : ''}${formatInteger(Math.abs(percent))} %`;
}

/** An amount of money without its currency, which no server reports: `0.0021`, `1.25`, `1,204`. */
export function formatAmount(amount: number): string {
  if (amount === 0) return '0';
  if (amount < 0.00001) return '< 0.00001';
  if (amount >= 100) return formatInteger(amount);
  return amount >= 1 ? amount.toFixed(2) : String(Number(amount.toPrecision(2)));
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

/** Bytes for people: `64 MB`, `1.5 kB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${unit}`;
}
