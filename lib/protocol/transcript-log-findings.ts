import type { StreamId } from '#lib/trace/streams.ts';
import type { ParsedDiagnostic } from './transcript-log-pieces.ts';

/**
 * Findings by what they speak of, each handed out once: those of a stream where it ends, those of a stage at its join,
 * what is left at the end. Looked up, for a broken text has thousands of them and thousands of pieces.
 */
export function createFindings(diagnostics: readonly ParsedDiagnostic[]) {
  const open = new Set(diagnostics);
  const byStream = new Map<StreamId, ParsedDiagnostic[]>();
  const byStage = new Map<number, ParsedDiagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { stream, stage } = diagnostic.place;
    if (stream !== undefined) push(byStream, stream, diagnostic);
    if (stage !== undefined) push(byStage, stage, diagnostic);
  }

  function take(found: readonly ParsedDiagnostic[] | undefined): ParsedDiagnostic[] {
    return (found ?? []).filter((diagnostic) => open.delete(diagnostic));
  }

  return {
    of: (stream: StreamId) => take(byStream.get(stream)),
    ofStage: (stage: number) => take(byStage.get(stage)),
    rest: () => take([...open]),
  };
}

function push<K>(map: Map<K, ParsedDiagnostic[]>, key: K, diagnostic: ParsedDiagnostic) {
  const known = map.get(key);
  if (known) known.push(diagnostic);
  else map.set(key, [diagnostic]);
}
