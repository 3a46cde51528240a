import type { Handler } from './handle.ts';
import { HttpProblem } from './problem.ts';

/** Under `/api` every answer is JSON, also that there is nothing. */
export const unknownPath: Handler = ({ request }) => {
  throw new HttpProblem(404, 'unknown-path', `There is nothing under ${new URL(request.url).pathname}.`);
};
