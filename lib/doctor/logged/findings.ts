import type { Finding } from '#lib/contract/findings.ts';
import type { DiagnosticRecord } from '#lib/trace/state.ts';
import { parseStream } from '#lib/trace/streams.ts';
import type { Examined } from '../examined.ts';
import { possiblyCut } from '../faults/pieces.ts';
import { loggedChecks } from './checks.ts';

/** We compute the last one if the log does not report it. */
const byCode = new Map([...loggedChecks, possiblyCut].map((check) => [check.code, check]));

/** We compute these from the whole state instead; the log's own remark would repeat them. */
const computedInstead = new Set(['many-prompts']);

/** The remarks that the parser and the orchestrator wrote into the log, as findings. */
export function loggedFindings({ state, answerLine }: Examined): Finding[] {
  const findings: Finding[] = [];
  for (const diagnostic of state.diagnostics) {
    if (computedInstead.has(diagnostic.code)) continue;
    if (diagnostic.code === 'early-answer' && isFollowedByRounds(diagnostic, state.stages.length)) continue;
    const check = byCode.get(diagnostic.code);
    findings.push({
      code: diagnostic.code,
      // For a code of a later version, the severity determines the kind.
      kind: check?.kind ?? (diagnostic.severity === 'note' ? 'note' : 'fault'),
      severity: diagnostic.severity,
      certainty: check?.certainty ?? 'certain',
      places: isSomewhere(diagnostic) ? [diagnostic.place] : [],
      explanation: explanationOf(diagnostic, answerLine),
    });
  }
  return findings;
}

/** `answer-then-rounds` reports this once, with the place of the first. */
function isFollowedByRounds({ place }: DiagnosticRecord, stages: number): boolean {
  const at = place.stream ? parseStream(place.stream) : null;
  const stage = at && 'stage' in at ? at.stage : place.stage;
  return stage !== undefined && stage < stages;
}

const isSomewhere = ({ place }: DiagnosticRecord): boolean =>
  place.stream !== undefined || place.stage !== undefined;

function explanationOf({ code, explanation, place }: DiagnosticRecord, line: Examined['answerLine']): string {
  if (code !== 'early-answer') return explanation;
  const box = line().candidates.find(
    ({ stream, offset }) => stream === place.stream && offset === place.offset,
  );
  return box ? `${explanation} It says ${shortened(box.answer)}.` : explanation;
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
