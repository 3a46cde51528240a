import type { Place } from '#lib/trace/events.ts';
import { type DiagnosticCode, diagnosticTable } from '../diagnostics.ts';
import type { ProtocolEvent } from '../events.ts';

/** Findings of one code that we report one by one; broken text may cause one every few characters. */
export const MAX_DIAGNOSTICS_PER_CODE = 100;

export interface Output {
  say(event: ProtocolEvent): void;
  /**
   * @param place called only for findings that the log gets: hostile text has a million others
   * @param found what stands in the text, as a sentence; the table adds what was assumed
   */
  diagnose(code: DiagnosticCode, place: Place | (() => Place), found?: string): void;
  /** The text begins anew: all findings so far are void. */
  restart(): void;
  /** Reports how many findings were only counted. */
  finish(): void;
}

export function createOutput(onEvent: (event: ProtocolEvent) => void): Output {
  const counts = new Map<DiagnosticCode, number>();

  function emit(code: DiagnosticCode, place: Place, found?: string) {
    const { severity, assumed } = diagnosticTable[code];
    const explanation = found === undefined ? assumed : `${found} ${assumed}`;
    onEvent({ type: 'diagnostic', code, severity, place, explanation });
  }

  return {
    say: onEvent,
    diagnose(code, place, found) {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count > MAX_DIAGNOSTICS_PER_CODE) return;
      emit(code, typeof place === 'function' ? place() : place, found);
    },
    restart() {
      counts.clear();
    },
    finish() {
      for (const [code, count] of counts) {
        const more = count - MAX_DIAGNOSTICS_PER_CODE;
        if (more > 0) emit('more-diagnostics', {}, `${more} more of "${code}".`);
      }
    },
  };
}
