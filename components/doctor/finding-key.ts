import type { Finding } from '#lib/contract/findings.ts';

/** A finding's name in an address: its check, and its number among that check's findings, from 1. */
export function keyOf(findings: readonly Finding[], finding: Finding): string {
  const same = findings.filter(({ code }) => code === finding.code);
  return `${finding.code}.${same.indexOf(finding) + 1}`;
}

/** The finding of that name; null for an unknown name (addresses come from outside). */
export function findingByKey(findings: readonly Finding[], key: string | null): Finding | null {
  const match = /^([a-z-]{1,60})\.(\d{1,4})$/.exec(key ?? '');
  if (!match) return null;
  return findings.filter(({ code }) => code === match[1])[Number(match[2]) - 1] ?? null;
}
