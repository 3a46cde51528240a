import { beforeAll, describe, expect, test } from 'vitest';
import { wordCounter } from '#lib/protocol/testing/word-counter.ts';
import type { OpenedFile } from './files/open-files.ts';
import { checkFile } from './testing/check-file.ts';
import { mutatedFile } from './testing/mutated-file.ts';
import { sampleFiles } from './testing/sample-files.ts';

const seed = Number(process.env.HOSTILE_SEED ?? 3);
const COUNT = 300;
/** Not a promise: the machine may be busy. */
const TIMEOUT_MS = 60_000;

describe('a hostile corpus (10,000 of them: bench/hostile.ts)', () => {
  let samples: readonly OpenedFile[] = [];
  beforeAll(async () => {
    samples = await sampleFiles();
  });

  test('the samples themselves are read whole', async () => {
    for (const sample of samples) {
      const { traces, logs, problems } = await checkFile(sample, wordCounter);
      expect(problems, sample.path).toEqual([]);
      expect(logs, sample.path).toBe(traces);
      expect(traces, sample.path).toBeGreaterThan(0);
    }
  });

  test(
    `${COUNT} mutated files are each opened or refused with reasons (seed ${seed})`,
    async () => {
      let opened = 0;
      for (let index = 0; index < COUNT; index++) {
        const file = mutatedFile(samples, seed, index);
        try {
          opened += (await checkFile(file, wordCounter)).logs > 0 ? 1 : 0;
        } catch (error) {
          throw new Error(`${file.done.join(', ')}: ${error}`, { cause: error });
        }
      }
      // Most mutations must leave a readable trace: if the parser refused everything, this would test nothing.
      expect(opened).toBeGreaterThan(COUNT / 2);
    },
    TIMEOUT_MS,
  );
});
