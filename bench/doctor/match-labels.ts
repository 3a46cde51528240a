import type { Finding } from '#lib/contract/findings.ts';
import type { Place } from '#lib/trace/events.ts';
import { findPiece } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { parseStream } from '#lib/trace/streams.ts';
import { codesByKind, isPair, type Label } from './labels.ts';

/** Largest distance in characters between two passages about the same thing. */
const NEAR = 200;

/**
 * Whether a finding says the same as a reader's label:
 *
 * - its check is one of the kind's;
 * - for a pair, it is about one of the two and names the other, maybe among more;
 * - for a prompt, it begins in it; for an overreach, it is in the same execution, since the label means the whole piece;
 * - for anything else, its first place is in the same piece, and overlaps the quote or is at most 200 characters from it.
 */
export function saysTheSame(finding: Finding, label: Label, state: TraceState): boolean {
  if (!codesByKind[label.kind]?.includes(finding.code)) return false;
  const [stream = ''] = label.streams;
  const [first] = finding.places;
  if (!first) return false;
  const named = finding.places.map((place) => pieceOf(place, state, stream.startsWith('prompt')));
  if (isPair(label.kind))
    return label.streams.every((name) => named.includes(name)) && label.streams.includes(named[0] ?? '');
  if (named[0] !== stream) return false;
  if (/^(?:prompt:|$)/.test(stream) || label.kind === 'overreach' || label.kind === 'literal-none')
    return true;
  return isNear(first, label, state);
}

/** `prompt:2.1` where the label means prompts and the place lies in one of a plan's, else its stream. */
function pieceOf({ stream, offset, index }: Place, state: TraceState, areMeant: boolean): string {
  const piece = stream ? parseStream(stream) : null;
  if (!areMeant || piece?.kind !== 'plan') return stream ?? '';
  const { prompts = [] } = state.stages.find(({ stage }) => stage === piece.stage)?.plan ?? {};
  const prompt = prompts.find(
    ({ start, end }) => offset !== undefined && start <= offset && offset < (end ?? Infinity),
  );
  return `prompt:${piece.stage}.${prompt?.index ?? index ?? 0}`;
}

function isNear({ stream, offset, end }: Place, { quote }: Label, state: TraceState): boolean {
  const text = stream ? (findPiece(state, stream)?.text ?? '') : '';
  if (offset === undefined || quote === '') return true;
  const words = quote
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  for (const match of text.matchAll(new RegExp(words.join('\\s+'), 'g')))
    if (offset <= match.index + match[0].length + NEAR && match.index <= (end ?? offset) + NEAR) return true;
  return false;
}
