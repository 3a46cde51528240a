import type { Finding } from '#lib/contract/findings.ts';
import type { FileFormat } from '#lib/contract/imports.ts';
import { diagnose } from '#lib/doctor/diagnose.ts';
import { undismissed } from '#lib/doctor/dismissals.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { foldAnnotations } from '#lib/trace/annotations.ts';
import type { Place } from '#lib/trace/events.ts';
import { findPiece } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import {
  findTraces,
  isProblem,
  type LoadedTrace,
  loadTrace,
  placeWords,
  problemWords,
} from './load-traces.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { printable } from './text-table.ts';

export interface DiagnoseOptions {
  tokenizer: TokenizerName;
  format?: FileFormat;
  /** Codes of checks that are switched off. */
  off: readonly string[];
  json?: boolean;
}

/** A finding that quotes the words at each of its places, so that nobody has to look them up by their offsets. */
interface QuotedFinding extends Omit<Finding, 'places'> {
  readonly places: readonly (Place & { readonly quote?: string })[];
}

interface Diagnosed {
  file: string;
  findings?: QuotedFinding[];
  /** Number of findings that a person dismissed; the list leaves them out. */
  dismissed?: number;
  error?: string;
}

/** Prints what the doctor finds in every trace; exit code 1 only where something could not be read. */
export async function diagnoseCommand(
  terminal: Terminal,
  paths: readonly string[],
  options: DiagnoseOptions,
): Promise<ExitCode> {
  const { traces, problems } = await findTraces(terminal, paths, options.format);
  const counter = createCounter(options.tokenizer);
  const off = new Set(options.off);
  const all: Diagnosed[] = problems.map((problem) => ({
    file: placeWords(problem.place),
    error: problemWords(problem),
  }));
  try {
    for (const { trace } of traces) {
      const loaded = await loadTrace(terminal, trace, counter);
      const file = placeWords(trace.place);
      all.push(
        isProblem(loaded) ? { file, error: problemWords(loaded) } : { file, ...findingsOf(loaded, off) },
      );
    }
  } finally {
    await counter.close();
  }
  if (options.json || !terminal.out.isTerminal) terminal.out.write(`${JSON.stringify(all, null, 2)}\n`);
  else for (const one of all) terminal.out.write(report(one));
  return all.some(({ error }) => error !== undefined) ? 1 : 0;
}

function findingsOf({ state, annotations }: LoadedTrace, off: ReadonlySet<string>): Omit<Diagnosed, 'file'> {
  const all = diagnose(state, { off });
  const findings = undismissed(state, all, foldAnnotations(annotations).dismissals);
  const dismissed = all.length - findings.length;
  return {
    findings: findings.map((finding) => quotedFinding(state, finding)),
    ...(dismissed > 0 && { dismissed }),
  };
}

/** Characters; a finding that covers a whole piece quotes only its beginning. */
const LONGEST_QUOTE = 300;

export function quotedFinding(state: TraceState, finding: Finding): QuotedFinding {
  const places = finding.places.map((place) => {
    const { stream, offset, end } = place;
    const text =
      stream && offset !== undefined ? findPiece(state, stream)?.text.slice(offset, end) : undefined;
    return text ? { ...place, quote: text.slice(0, LONGEST_QUOTE) } : place;
  });
  return { ...finding, places };
}

function report({ file, findings = [], dismissed = 0, error }: Diagnosed): string {
  if (error !== undefined) return `${error}\n\n`;
  const left = dismissed === 0 ? '' : `  ${dismissed} dismissed\n`;
  if (findings.length === 0) return `${printable(file)}\n${left || '  nothing found\n'}\n`;
  const lines = findings.map(
    (finding) =>
      `  ${finding.kind.padEnd(5)} ${placesOf(finding)}${finding.code}: ${printable(finding.explanation)} (${finding.certainty})`,
  );
  return `${printable(file)}\n${lines.join('\n')}\n${left}\n`;
}

function placesOf({ places }: QuotedFinding): string {
  const words = places.flatMap(
    (place) => place.stream ?? (place.stage === undefined ? [] : `stage ${place.stage}`),
  );
  return words.length === 0 ? '' : `${words.join(' ← ')}  `;
}
