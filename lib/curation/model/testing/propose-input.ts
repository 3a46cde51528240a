import { ProposeError, type ProposeInput } from '../../propose/proposer.ts';
import { tank, tankQuestion } from './tank.ts';

/** The example trace by rules, unless `more` overrides it. */
export function inputOf(more: Partial<ProposeInput> = {}): ProposeInput {
  return {
    source: tank,
    question: tankQuestion,
    proposer: { kind: 'rules' },
    signal: new AbortController().signal,
    ...more,
  };
}

/** The error that a proposal must fail with. */
export async function failureOf(promise: Promise<unknown>): Promise<ProposeError> {
  const error = await promise.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (error instanceof ProposeError) return error;
  throw new Error('It did not fail with a ProposeError', { cause: error });
}
