import { CircleAlert, Droplets, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { Certainty, Finding, FindingKind } from '#lib/contract/findings.ts';
import { plainMath } from '#lib/graph/plain-math.ts';
import type { Severity } from '#lib/trace/events.ts';

export const kindLooks: Readonly<
  Record<FindingKind, { one: string; many: string; icon: LucideIcon; tone: string; about: string }>
> = {
  fault: {
    one: 'fault',
    many: 'faults',
    icon: TriangleAlert,
    tone: 'text-warn',
    about: 'The trace breaks the protocol.',
  },
  leak: {
    one: 'leak',
    many: 'leaks',
    icon: Droplets,
    tone: 'text-crit',
    about: 'It would teach a model to use what it cannot know.',
  },
  note: { one: 'note', many: 'notes', icon: Info, tone: 'text-mute', about: 'Plain statistics.' },
};

export const kinds: readonly FindingKind[] = ['fault', 'leak', 'note'];

export const severityLooks: Readonly<Record<Severity, { icon: LucideIcon; tone: string }>> = {
  error: { icon: CircleAlert, tone: 'text-warn' },
  warning: { icon: TriangleAlert, tone: 'text-crit' },
  note: { icon: Info, tone: 'text-mute' },
};

export const certaintyWords: Readonly<Record<Certainty, string>> = {
  certain: 'follows from the structure',
  likely: 'rests on wording; likely right',
  possible: 'rests on wording; to be read',
};

/** An explanation on one line, without LaTeX; otherwise unchanged. */
export const explanationOf = ({ explanation }: Pick<Finding, 'explanation'>): string =>
  explanation.includes('\\') ? plainMath(explanation) : explanation;

/** "1 fault, 2 leaks, 13 notes"; leaves out kinds without any. */
export function countWords(findings: readonly Pick<Finding, 'kind'>[]): string {
  const said = kinds.flatMap((kind) => {
    const count = findings.filter((finding) => finding.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? kindLooks[kind].one : kindLooks[kind].many}`];
  });
  return said.length === 0 ? 'nothing found' : said.join(', ');
}
