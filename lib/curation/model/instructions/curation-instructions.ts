import { dependencyInstructions } from './dependencies.ts';
import { stepInstructions } from './steps.ts';

/** What the model is told before the trace; both can be replaced, as long as the answer keeps its format. */
export interface CurationInstructions {
  readonly steps: string;
  readonly dependencies: string;
}

export const defaultCurationInstructions: CurationInstructions = {
  steps: stepInstructions,
  dependencies: dependencyInstructions,
};
