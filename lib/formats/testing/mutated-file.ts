import type { OpenedFile } from '../files/open-files.ts';
import { mutations } from './mutations.ts';
import { createRandom } from './random.ts';

export interface MutatedFile extends OpenedFile {
  /** The mutations applied, for the message of a failing test. */
  readonly done: readonly string[];
}

const names = Object.keys(mutations);
const paths = [
  'a.txt',
  'a.jsonl',
  'a.csv',
  'a.json',
  'planner_trajectory_1.txt',
  'Pasted text',
  'a.md',
  'x/y/z',
];

/**
 * The `index`-th mutated file of a seed: one of the samples, mutated one to four times, sometimes under a wrong name.
 */
export function mutatedFile(samples: readonly OpenedFile[], seed: number, index: number): MutatedFile {
  const random = createRandom(seed * 1_000_003 + index);
  const sample = random.pick(samples);
  let { path, text } = sample;
  const done: string[] = [`${path} (seed ${seed}, number ${index})`];
  for (let count = 1 + random.int(4); count > 0; count--) {
    const name = random.pick(names);
    text = mutations[name]?.(text, random) ?? text;
    done.push(name);
  }
  if (random.next() < 0.2) path = random.pick(paths);
  return { path, text, done };
}
