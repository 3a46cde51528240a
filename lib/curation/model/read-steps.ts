import { hasLines, type RawStep } from './raw-steps.ts';
import { readStepsJson } from './read-steps-json.ts';
import { readStepsText } from './read-steps-text.ts';

/** The steps that an answer names, in its order, nothing checked; whichever of the two forms gives more of them. */
export function readSteps(text: string): RawStep[] {
  const written = readStepsText(text);
  const json = text.includes('{') ? readStepsJson(text) : [];
  return written.filter(hasLines).length >= json.length ? written : json;
}
