import { curationDiagnostics } from './diagnostics.ts';

/** Every remark as a Markdown table, for docs/curation.md. */
export function diagnosticsMarkdown(): string {
  const rows = Object.entries(curationDiagnostics).map(
    ([code, { severity, meaning }]) => `| \`${code}\` | ${severity} | ${meaning} |`,
  );
  return ['| Code | Severity | Meaning, and what was assumed |', '| --- | --- | --- |', ...rows].join('\n');
}
