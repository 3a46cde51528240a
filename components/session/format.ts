/** "0.31 s", "12.6 s", "3 min 05 s": as many digits as mean something. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

export const formatCount = (count: number): string => count.toLocaleString('en');

/** "1 prompt", "3 prompts". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** A share as whole percent; "−" for what costs more than it saves. */
export function formatShare(share: number): string {
  const percent = Math.round(share * 100);
  return `${percent < 0 ? '−' : ''}${Math.abs(percent)} %`;
}
