import { describe, expect, it } from 'vitest';
import { EndpointError } from '#lib/models/errors.ts';
import { propose } from '../propose/propose.ts';
import type { ModelProposer } from '../propose/proposer.ts';
import { segment } from '../segment.ts';
import { coverage } from '../source-text.ts';
import { proposalFaults } from '../testing/proposal-faults.ts';
import {
  createAnsweringModel,
  isAboutDependencies,
  proposerWith,
  type ScriptedAnswer,
  sentIn,
} from './testing/answering-model.ts';
import { failureOf, inputOf } from './testing/propose-input.ts';

const url = 'http://127.0.0.1:1/v1';
const codesOf = ({ diagnostics }: { diagnostics: readonly { code: string }[] }) =>
  diagnostics.map(({ code }) => code);

/** Answers with one step for every five lines in the request. */
function stepsOfShown(sent: string): string {
  if (isAboutDependencies(sent))
    return JSON.stringify(
      Object.fromEntries([...sent.matchAll(/^STEP (\d+):/gm)].map(([, number]) => [number, []])),
    );
  const task = sent.slice(sent.lastIndexOf('The lines:'));
  const lines = [...task.matchAll(/^(\d+)\| /gm)].map(([, line]) => Number(line));
  const steps: string[] = [];
  for (let at = 0; at < lines.length; at += 5) {
    const own = lines.slice(at, at + 5);
    steps.push(`STEP ${at}: Lines from ${own[0]}\nprompt: Do it.\nexecution: ${own[0]}-${own.at(-1)}`);
  }
  return steps.join('\n\n');
}

const long = segment(
  Array.from({ length: 300 }, (_, index) => `In round ${index} we add ${index} and get ${index * 7}.`).join(
    '\n',
  ),
);

describe('a window', () => {
  const all = (
    more: Partial<ModelProposer>,
    script = stepsOfShown as (sent: string) => ScriptedAnswer | string,
  ) => {
    const model = createAnsweringModel(script);
    return { model, proposal: propose(inputOf({ source: long, proposer: proposerWith(model, more) })) };
  };
  const tokensOf = (sent: string) => Math.ceil(sent.length / 3);

  it('that is large enough takes the trace at once', async () => {
    const { model, proposal } = all({ contextWindow: 128_000 });
    expect(codesOf(await proposal)).toEqual([]);
    expect(model.calls).toHaveLength(2);
  });

  it('that is too small gets it in parts, each beginning where the one before may have cut a step', async () => {
    const { model, proposal } = all({ contextWindow: 4_096 });
    const { decomposition, diagnostics } = await proposal;
    const asked = model.calls.filter((call) => !isAboutDependencies(sentIn(call)));
    expect(asked.length).toBeGreaterThan(2);
    for (const call of asked) expect(tokensOf(sentIn(call)) + call.maxTokens).toBeLessThan(4_500);
    expect(diagnostics[0]).toMatchObject({ code: 'asked-in-parts', severity: 'info' });
    expect(coverage(long, decomposition.steps)).toEqual({ lost: [], twice: [] });
    // Only the last step may end where a part ends: all others have five lines.
    expect(
      decomposition.steps.slice(0, -1).every(({ execution: [own] }) => own && own.last - own.first === 4),
    ).toBe(true);
  });

  it('that nobody knows is found out from refusals, by halves where they name none', async () => {
    for (const contextWindow of [4_096, undefined]) {
      const { model, proposal } = all({}, (sent) =>
        tokensOf(sent) > 3_000
          ? { error: new EndpointError('context-too-long', { url, ...(contextWindow && { contextWindow }) }) }
          : stepsOfShown(sent),
      );
      const { decomposition, diagnostics } = await proposal;
      expect(model.calls.length).toBeLessThan(20);
      expect(diagnostics[0]?.code).toBe('asked-in-parts');
      expect(proposalFaults(long, decomposition)).toEqual([]);
    }
  });

  it('that takes not even a few lines fails with a remedy', async () => {
    for (const { proposal } of [
      all({ contextWindow: 1_000 }),
      all({}, () => ({ error: new EndpointError('context-too-long', { url }) })),
    ]) {
      const error = await failureOf(proposal);
      expect(error.type).toBe('window');
      expect(error.remedy).toContain('by rules');
    }
  });

  it('that the steps do not fit gets less of their text', async () => {
    const { model, proposal } = all({ contextWindow: 4_096 });
    const { diagnostics, parentsBy } = await proposal;
    expect(codesOf({ diagnostics })).toEqual(['asked-in-parts', 'excerpts-shortened']);
    expect(parentsBy.kind).toBe('model');
    expect(sentIn(model.calls.at(-1)!)).not.toContain('In round 150');
  });
});

describe('parts of which some are unusable', () => {
  it('are the rules’ there, and a remark names the lines', async () => {
    const model = createAnsweringModel((sent) => (sent.includes('120| ') ? 'No idea.' : stepsOfShown(sent)));
    const { stepsBy, diagnostics, decomposition } = await propose(
      inputOf({ source: long, proposer: proposerWith(model, { contextWindow: 4_096 }) }),
    );
    expect(stepsBy.kind).toBe('model');
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'part-by-rules',
        severity: 'error',
        message: expect.stringMatching(/^Lines \d+–\d+: no answer/),
      }),
    );
    expect(proposalFaults(long, decomposition)).toEqual([]);
  });

  it('nor does a model that gets two lines further with each request cost without end', async () => {
    const model = createAnsweringModel((sent) => {
      const [, first = '1'] = /Write the steps of lines (\d+)/.exec(sent) ?? [];
      const line = Number(first);
      return { text: `STEP 1: a\nplan: ${line}-${line + 1}\nSTEP 2: b\nplan: ${line + 2}`, reason: 'length' };
    });
    const { stepsBy, diagnostics, decomposition } = await propose(
      inputOf({ source: long, proposer: proposerWith(model), parentsProposer: { kind: 'rules' } }),
    );
    expect(model.calls).toHaveLength(60);
    expect(stepsBy.kind).toBe('model');
    expect(diagnostics.at(-1)).toMatchObject({
      code: 'part-by-rules',
      message: expect.stringContaining('Lines 121–300'),
    });
    expect(proposalFaults(long, decomposition)).toEqual([]);
  });
});
