import { jsonObjects } from './json-objects.ts';
import { hasLines, MAX_RAW_STEPS, type RawStep } from './raw-steps.ts';
import { rangesOf } from './read-ranges.ts';
import { type FieldName, fieldNameOf } from './step-fields.ts';

/** What lists of steps are called in answers. */
const LISTS = ['steps', 'components', 'decomposition', 'result', 'answer'];

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function stepOf(value: unknown): RawStep | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = new Map<FieldName, unknown>();
  for (const [key, entry] of Object.entries(value)) {
    const name = fieldNameOf(key);
    if (name !== null && !fields.has(name)) fields.set(name, entry);
  }
  const step: RawStep = {
    description: textOf(fields.get('description')),
    prompt: textOf(fields.get('prompt')),
    plan: rangesOf(fields.get('plan')),
    execution: rangesOf(fields.get('execution')),
    comment: rangesOf(fields.get('comment')),
    whole: rangesOf(fields.get('lines')),
  };
  return hasLines(step) ? step : null;
}

/** The steps of an answer in JSON, although lines were asked for; empty where it is not. */
export function readStepsJson(text: string): RawStep[] {
  const steps: RawStep[] = [];
  for (const object of jsonObjects(text)) {
    const named = LISTS.map((name) => object[name]).find(Array.isArray);
    const own = stepOf(object);
    // `{"1": {…}, "2": {…}}`, or `{"step_1": {…}}`
    const entries: unknown[] = named ?? (own ? [object] : Object.values(object));
    for (const entry of entries) {
      const step = stepOf(entry);
      if (step) steps.push(step);
      if (steps.length >= MAX_RAW_STEPS) return steps;
    }
  }
  return steps;
}
