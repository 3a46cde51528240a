import { keyOf } from '#components/doctor/finding-key.ts';
import type { Certainty, Finding } from '#lib/contract/findings.ts';
import type { Severity } from '#lib/trace/events.ts';
import { streamOf } from '#lib/trace/streams.ts';
import type { FoundTrace } from './use-all-findings.ts';

export interface FindingFilter {
  /** Codes of checks that are switched off. */
  readonly off: ReadonlySet<string>;
  /** Code of the one check to show; null for all. */
  readonly check: string | null;
  /** The lowest certainty that is shown. */
  readonly certainty: Certainty;
  /** Words that must all occur in a finding's explanation or its trace's name. */
  readonly words: string;
}

export interface TraceFindings {
  readonly trace: FoundTrace;
  readonly findings: readonly Finding[];
}

export interface CheckGroup {
  readonly code: string;
  readonly count: number;
  readonly traces: readonly TraceFindings[];
}

const order: Record<Certainty, number> = { certain: 0, likely: 1, possible: 2 };

/**
 * Findings by check, the most serious and then the most frequent first; within one check in the order of the traces.
 */
export function groupFindings(traces: readonly FoundTrace[], filter: FindingFilter): CheckGroup[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Map<FoundTrace, Finding[]>>();
  for (const trace of traces) {
    const name = nameOf(trace).toLowerCase();
    for (const finding of trace.findings) {
      if (filter.off.has(finding.code) || (filter.check !== null && finding.code !== filter.check)) continue;
      if (order[finding.certainty] > order[filter.certainty]) continue;
      const text = `${name} ${finding.explanation.toLowerCase()}`;
      if (!words.every((word) => text.includes(word))) continue;
      const group = groups.get(finding.code) ?? new Map<FoundTrace, Finding[]>();
      groups.set(finding.code, group);
      const list = group.get(trace);
      if (list) list.push(finding);
      else group.set(trace, [finding]);
    }
  }
  return [...groups]
    .map(([code, group]) => ({
      code,
      count: [...group.values()].reduce((sum, list) => sum + list.length, 0),
      traces: [...group].map(([trace, findings]) => ({ trace, findings })),
    }))
    .sort((a, b) => worstOf(a) - worstOf(b) || b.count - a.count || a.code.localeCompare(b.code));
}

const severities: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

const worstOf = ({ traces }: CheckGroup): number =>
  Math.min(
    ...traces.slice(0, 50).flatMap(({ findings }) => findings.map(({ severity }) => severities[severity])),
  );

export const nameOf = ({ title, sourceName, question, id }: FoundTrace): string =>
  title || sourceName || question || id;

/** A link to the finding's place, with its passages lit. */
export function findingHref(trace: FoundTrace, finding: Finding): string {
  const [place] = finding.places;
  const stream = place ? streamOf(place) : null;
  const query = [stream ? `node=${stream}` : null, `finding=${keyOf(trace.findings, finding)}`];
  return `/sessions/${encodeURIComponent(trace.id)}?${query.filter(Boolean).join('&')}`;
}
