import { cutSign } from '#lib/protocol/possibly-cut.ts';
import { neverStarted } from '#lib/trace/pieces.ts';
import { textTokens } from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import type { ComputedCheck, Found } from '../check.ts';
import { capitalised, counted, pieceName, placeIn, quoted } from '../words.ts';

const words = {
  truncated: 'was cut off before its end',
  cancelled: 'was cancelled before its end',
  interrupted: 'was interrupted before its end',
} as const;

export const truncatedPiece: ComputedCheck = {
  code: 'truncated-piece',
  kind: 'fault',
  severity: 'warning',
  certainty: 'certain',
  title: 'Truncated piece',
  description:
    'A plan, an execution or the answer ended before its writer was done: cut at a limit, cancelled or interrupted.',
  example: 'An execution with status "truncated", or a session that was cancelled while execution 2.1 ran.',
  find({ state, pieces }) {
    const said = loggedEnds(state);
    return pieces.flatMap((piece) => {
      const { status, stream } = piece;
      if ((status !== 'truncated' && status !== 'cancelled' && status !== 'interrupted') || said.has(stream))
        return [];
      const why = piece.finishReason === 'length' ? ' (token limit)' : '';
      return [
        {
          places: [placeIn(piece)],
          explanation: `${capitalised(pieceName(stream))} ${words[status]}${why}.`,
        },
      ];
    });
  },
};

/** An import's log reports such pieces itself; this check looks for them in the logs of live runs. */
export const possiblyCut: ComputedCheck = {
  code: 'possibly-cut',
  kind: 'fault',
  severity: 'warning',
  certainty: 'possible',
  title: 'Possibly cut',
  description:
    'A piece stops in the middle of a sentence, a formula or a box, or is long and stops without a full stop: the file may have been cut, or the writer stopped half-way.',
  example: '<execution_1.1> Adding both rows gives the </execution_1.1>',
  find({ state, pieces }) {
    const said = loggedEnds(state);
    return pieces.flatMap((piece) => {
      if (piece.status !== 'done' || said.has(piece.stream)) return [];
      const sign = cutSign({ text: piece.text, cut: false }, textTokens(piece));
      if (!sign) return [];
      return [{ places: [placeIn(piece)], explanation: `${capitalised(pieceName(piece.stream))}: ${sign}` }];
    });
  },
};

const CODES = new Set([
  'cut-at-limit',
  'missing-close',
  'possibly-cut',
  'content-filter',
  'plan-broken-off',
  'unclosed-think',
]);

/** Streams for which the log itself reports how they ended early. */
function loggedEnds({ diagnostics }: TraceState): ReadonlySet<StreamId> {
  const streams = new Set<StreamId>();
  for (const { code, place } of diagnostics) if (CODES.has(code) && place.stream) streams.add(place.stream);
  return streams;
}

export const pieceFailed: ComputedCheck = {
  code: 'piece-failed',
  kind: 'fault',
  severity: 'error',
  certainty: 'certain',
  title: 'Failed or never started',
  description:
    'A plan, an execution or the answer failed, or a prompt’s execution never started: its result is missing.',
  example: 'Execution 1.2 ended with status "failed" after three attempts.',
  find({ state, pieces }) {
    const found: Found[] = [];
    for (const { stream, status, error } of pieces) {
      if (status !== 'failed') continue;
      const why = error ? `: ${error.message}` : '.';
      found.push({ places: [{ stream }], explanation: `${capitalised(pieceName(stream))} failed${why}` });
    }
    for (const stage of state.stages) {
      const isSaid = state.diagnostics.some(
        ({ code, place }) => code === 'prompts-without-execution' && place.stage === stage.stage,
      );
      if (isSaid) continue;
      for (const execution of stage.executions)
        if (neverStarted(stage, execution))
          found.push({
            places: [{ stream: execution.stream }],
            explanation: `${capitalised(pieceName(execution.stream))} never started: its stage ended before an executor took it up.`,
          });
    }
    return found;
  },
};

/**
 * The line that separates two trains of thought, with the dependency after it, or the dependency alone at a line's
 * start.
 */
const PLAN_TEXT =
  /(?:^|\n)[^\S\n]{0,8}(?:-{3,}[^\S\n]{0,8}\n\s{0,20})?(?:Based on|Observation about) execution_\d[^\n]{0,60}/gi;

export const planInExecution: ComputedCheck = {
  code: 'plan-in-execution',
  kind: 'fault',
  severity: 'warning',
  certainty: 'likely',
  title: 'Plan text inside an execution',
  description:
    'An execution holds what only plans have: a separator and “Based on execution_…:”. The executor went on as the planner, or the packing put a step into the wrong piece.',
  example:
    '<execution_2.2> … let me re-examine it. ----- Based on execution_1.2: Let me try another way. </execution_2.2>',
  find: ({ state }) =>
    state.stages.flatMap(({ executions }) =>
      executions.flatMap((execution) => {
        const matches = [...execution.text.matchAll(PLAN_TEXT)];
        const [first] = matches;
        if (!first) return [];
        const offset = first.index + (first[0].length - first[0].trimStart().length);
        const more = matches.length > 1 ? ` (${counted(matches.length, 'time')})` : '';
        return [
          {
            places: [{ stream: execution.stream, offset, end: first.index + first[0].length }],
            explanation: `${capitalised(pieceName(execution.stream))} goes on like a plan: ${quoted(first[0])}${more}.`,
          },
        ];
      }),
    ),
};
