import type { Session } from './session.ts';

/** Waits before the next attempt; returns false if the session was cancelled meanwhile. */
export async function waitToRetry({ options }: Session, delayMs: number): Promise<boolean> {
  try {
    await options.clock.sleep(delayMs, options.signal);
    return true;
  } catch {
    return false;
  }
}
