import { dependencyInstructions } from './dependencies.ts';
import { stepInstructions } from './steps.ts';

/** What we tell the model before the trace; a user may replace both, as long as the answer keeps its format. */
export interface CurationInstructions {
  readonly steps: string;
  readonly dependencies: string;
}

export const defaultCurationInstructions: CurationInstructions = {
  steps: stepInstructions,
  dependencies: dependencyInstructions,
};
