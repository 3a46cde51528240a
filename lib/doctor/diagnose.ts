import type { Finding, FindingCount, FindingKind } from '#lib/contract/findings.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { parseStream } from '#lib/trace/streams.ts';
import type { ComputedCheck } from './check.ts';
import { computedChecks } from './checks.ts';
import type { MathText } from './context-view.ts';
import { examine } from './examined.ts';
import { loggedFindings } from './logged/findings.ts';

/** Raised whenever the findings of a trace may change: findings stored with a session are then out of date. */
export const DOCTOR_VERSION = 23;

/** Findings of one check in one trace; a text made to trigger it would otherwise fill the panel and the row. */
const MOST_PER_CHECK = 60;

/**
 * Finds what is wrong with a trace, what leaks in it, and what is worth a note: faults first, then leaks, then notes,
 * each in the order of the transcript. Pure, never throws whatever the trace contains; time linear in its text.
 * @param options.off codes of checks that are switched off
 * @param options.read reads the mathematics of a text (context-view.ts)
 */
export function diagnose(
  state: TraceState,
  options: { off?: ReadonlySet<string>; read?: (text: string) => MathText } = {},
): Finding[] {
  const off = options.off ?? new Set<string>();
  const trace = examine(state, options.read);
  const findings = loggedFindings(trace).filter(({ code }) => !off.has(code));
  for (const check of computedChecks) if (!off.has(check.code)) findings.push(...findingsOf(check, trace));
  const order = new Map(findings.map((finding) => [finding, orderOf(finding)]));
  return findings.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}

function findingsOf(check: ComputedCheck, trace: ReturnType<typeof examine>): Finding[] {
  const { code, kind, severity, certainty } = check;
  const found = check.find(trace);
  const shown = found.slice(0, MOST_PER_CHECK).map((one) => ({ code, kind, severity, certainty, ...one }));
  const last = shown.at(-1);
  const more = found.length - shown.length;
  if (last && more > 0)
    shown.push({
      ...last,
      places: [],
      explanation: `${more} more findings of the same kind are not listed.`,
    });
  return shown;
}

const kindOrder: Record<FindingKind, number> = { fault: 0, leak: 1, note: 2 };

/**
 * Kind, then stage, then piece, then offset, as one number: the factors allow far more stages and pieces than exist.
 */
function orderOf({ kind, places }: Finding): number {
  const [place] = places;
  const at = place?.stream ? parseStream(place.stream) : null;
  const stage = at && 'stage' in at ? at.stage : (place?.stage ?? (place?.stream === 'answer' ? 1e4 : 0));
  const index = at?.kind === 'execution' ? at.index : 0;
  const offset = Math.min(place?.offset ?? 0, 999_999) / 1e6;
  return kindOrder[kind] * 1e9 + Math.min(stage, 1e4) * 1e4 + Math.min(index, 9_999) + offset;
}

/**
 * How often each check fired, in the order of the findings. A check whose findings differ in severity counts with its
 * worst.
 */
export function countFindings(findings: readonly Finding[]): FindingCount[] {
  const counts = new Map<string, FindingCount>();
  for (const { code, kind, severity } of findings) {
    const known = counts.get(code);
    counts.set(code, {
      code,
      kind,
      severity: known && rank[known.severity] <= rank[severity] ? known.severity : severity,
      count: (known?.count ?? 0) + 1,
    });
  }
  return [...counts.values()];
}

const rank = { error: 0, warning: 1, note: 2 } as const;
