import type { Finding, FindingCount } from './finding.ts';

/** How often each check fired, in the order of the findings. A check whose findings differ in severity counts as its worst. */
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
