import { neverStarted } from '#lib/trace/pieces.ts';
import type { ComputedCheck, Found } from './check.ts';
import { capitalised, pieceName } from './words.ts';

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
