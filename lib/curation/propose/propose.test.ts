import { describe, expect, it } from 'vitest';
import type { SourceLines } from '#lib/contract/curation-record.ts';
import { builtinEndpoint } from '#lib/models/endpoint.ts';
import { EndpointError } from '#lib/models/errors.ts';
import {
  createAnsweringModel,
  createNotingClock,
  isAboutDependencies,
  proposerWith,
  type ScriptedAnswer,
  sentIn,
} from '../model/testing/answering-model.ts';
import { failureOf, inputOf } from '../model/testing/propose-input.ts';
import { tank, tankDependencies, tankSteps } from '../model/testing/tank.ts';
import { dependByRules } from '../rules/depend-by-rules.ts';
import { extractByRules, RULES_VERSION } from '../rules/extract-by-rules.ts';
import { segment } from '../segment.ts';
import { propose } from './propose.ts';
import { type ProposeProgress, proposerOf } from './proposer.ts';

const url = 'http://127.0.0.1:1/v1';
const byRules = { kind: 'rules', version: RULES_VERSION } as const;
const codesOf = ({ diagnostics }: { diagnostics: readonly { code: string }[] }) =>
  diagnostics.map(({ code }) => code);

const good = (sent: string): string => (isAboutDependencies(sent) ? tankDependencies : tankSteps);

describe('by rules', () => {
  it('gives what the rules give, at no cost', async () => {
    const proposal = await propose(inputOf());
    const steps = extractByRules(tank);
    expect(proposal).toEqual({
      stepsBy: byRules,
      parentsBy: byRules,
      decomposition: { steps, parents: dependByRules(tank, steps) },
      diagnostics: [],
      usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
    });
  });

  it('the built-in reasoner means the rules, and a remark says so', async () => {
    const proposer = proposerOf(builtinEndpoint(), { clock: createNotingClock(), random: () => 0 });
    const proposal = await propose(inputOf({ proposer }));
    expect(proposal.stepsBy).toEqual(byRules);
    expect(codesOf(proposal)).toEqual(['built-in-means-rules']);
  });

  it('takes a trace without lines', async () => {
    const { decomposition } = await propose(inputOf({ source: segment(' \n ') }));
    expect(decomposition).toEqual({ steps: [], parents: {} });
  });
});

describe('what is given', () => {
  const steps = extractByRules(tank);
  const by = { kind: 'authors-files' } as const;

  it('is taken as it is, with its author', async () => {
    const model = createAnsweringModel(good);
    const parents = Object.fromEntries(steps.map(({ id }) => [id, []]));
    const proposal = await propose(
      inputOf({ proposer: proposerWith(model), steps: { steps, by }, parents: { parents, by } }),
    );
    expect(proposal).toMatchObject({ stepsBy: by, parentsBy: by, decomposition: { steps, parents } });
    expect(model.calls).toHaveLength(0);
  });

  it('leaves the dependencies of given steps to the proposer', async () => {
    const proposal = await propose(inputOf({ steps: { steps, by } }));
    expect(proposal).toMatchObject({ stepsBy: by, parentsBy: byRules });
  });

  it('dependencies can be another’s than the steps', async () => {
    const model = createAnsweringModel(good);
    const proposal = await propose(
      inputOf({ proposer: proposerWith(model), parentsProposer: { kind: 'rules' } }),
    );
    expect(proposal).toMatchObject({ stepsBy: { kind: 'model' }, parentsBy: byRules });
    expect(model.calls).toHaveLength(1);
  });
});

describe('a trace without lines, by a model', () => {
  it('costs nothing', async () => {
    const model = createAnsweringModel(good);
    const { decomposition } = await propose(inputOf({ source: segment(''), proposer: proposerWith(model) }));
    expect(decomposition).toEqual({ steps: [], parents: {} });
    expect(model.calls).toHaveLength(0);
  });

  it('nor do lines whose text is not there', async () => {
    const model = createAnsweringModel(good);
    const source: SourceLines = { text: '', lines: [{ start: 0, end: 0, missing: true }] };
    const { decomposition } = await propose(inputOf({ source, proposer: proposerWith(model) }));
    expect(decomposition.steps).toEqual([]);
    expect(model.calls).toHaveLength(0);
  });
});

describe('progress', () => {
  it('tells each request, what was found, and the cost after each call', async () => {
    const told: ProposeProgress[] = [];
    let asked = 0;
    const model = createAnsweringModel((sent) => ({
      text: isAboutDependencies(sent) ? tankDependencies : asked++ === 0 ? 'What?' : tankSteps,
      usage: { inputTokens: 100, outputTokens: 10 },
    }));
    await propose(inputOf({ proposer: proposerWith(model), onProgress: (progress) => told.push(progress) }));
    expect(told).toEqual([
      { type: 'steps-asked', first: 1, last: 14, ofLines: 14 },
      { type: 'call-end', usage: { calls: 1, inputTokens: 100, outputTokens: 10 } },
      { type: 'asked-again', about: 'steps', faults: 1 },
      { type: 'call-end', usage: { calls: 2, inputTokens: 200, outputTokens: 20 } },
      { type: 'steps-found', steps: 4 },
      { type: 'dependencies-asked', steps: 4 },
      { type: 'call-end', usage: { calls: 3, inputTokens: 300, outputTokens: 30 } },
      { type: 'dependencies-found' },
    ]);
  });
});

describe('failures that may pass', () => {
  const busy = () => new EndpointError('rate-limited', { url, status: 429, retryAfterMs: 2_000 });
  const dropped = () => new EndpointError('dropped', { url });

  it('are tried again after a growing wait, or the one that the server asks for', async () => {
    const clock = createNotingClock();
    const script: ScriptedAnswer[] = [
      { error: dropped() },
      { error: dropped() },
      { error: busy() },
      { text: tankSteps },
      { text: tankDependencies },
    ];
    const told: ProposeProgress[] = [];
    const model = createAnsweringModel((_, call) => script[call - 1] ?? '');
    const proposal = await propose(
      inputOf({ proposer: proposerWith(model, { clock }), onProgress: (progress) => told.push(progress) }),
    );
    expect(clock.waited).toEqual([500, 1_000, 2_000]);
    expect(told.filter(({ type }) => type === 'retrying')).toMatchObject([
      { attempt: 1, delayMs: 500 },
      { attempt: 2, delayMs: 1_000 },
      { attempt: 3, delayMs: 2_000 },
    ]);
    expect(codesOf(proposal)).toEqual([]);
    expect(proposal.usage.calls).toBe(5);
  });

  it('end the proposal once the attempts are used up, with what was spent', async () => {
    const model = createAnsweringModel(() => ({ text: 'STEP 1: Begin', error: dropped() }));
    const error = await failureOf(propose(inputOf({ proposer: proposerWith(model), retries: 2 })));
    expect(error).toMatchObject({ type: 'endpoint', reason: 'dropped', usage: { calls: 3 } });
    expect(error.usage.inputTokens).toBeGreaterThan(0);
    expect(error.usage.outputTokens).toBeGreaterThan(0);
    expect(error.message).toBe(`${error.summary} ${error.remedy}`);
  });
});

describe('failures that do not pass', () => {
  it('end the proposal at once and cost no tokens', async () => {
    const model = createAnsweringModel(() => ({
      error: new EndpointError('unauthorized', { url, status: 401, detail: 'Incorrect key' }),
    }));
    const error = await failureOf(propose(inputOf({ proposer: proposerWith(model) })));
    expect(error).toMatchObject({
      type: 'endpoint',
      reason: 'unauthorized',
      usage: { calls: 1, inputTokens: 0, outputTokens: 0 },
    });
    expect(error.remedy).toContain('Check that the key is right');
  });

  it('keep the cost of the steps where the dependencies fail', async () => {
    const model = createAnsweringModel((sent) =>
      isAboutDependencies(sent)
        ? { error: new EndpointError('not-found', { url, reason: 'model' }) }
        : { text: tankSteps, usage: { inputTokens: 100, outputTokens: 50 } },
    );
    const error = await failureOf(propose(inputOf({ proposer: proposerWith(model) })));
    expect(error.usage).toEqual({ calls: 2, inputTokens: 100, outputTokens: 50 });
  });

  it('a defect of ours is no failure of the endpoint', async () => {
    const defect = new Error('defect');
    const model = createAnsweringModel(() => {
      throw defect;
    });
    await expect(propose(inputOf({ proposer: proposerWith(model) }))).rejects.toBe(defect);
  });
});

describe('an abort', () => {
  it('before the start asks nothing', async () => {
    const model = createAnsweringModel(good);
    const reason = new Error('paused');
    await expect(
      propose(inputOf({ proposer: proposerWith(model), signal: AbortSignal.abort(reason) })),
    ).rejects.toBe(reason);
    expect(model.calls).toHaveLength(0);
  });

  it.each<[string, ScriptedAnswer]>([
    ['during a call', { text: 'STEP 1', hangs: true }],
    ['while it waits to try again', { error: new EndpointError('dropped', { url }) }],
  ])('%s ends with its reason; the cost so far was told', async (_, answer) => {
    const controller = new AbortController();
    const reason = new Error('paused');
    const told: ProposeProgress[] = [];
    const clock = {
      ...createNotingClock(),
      sleep: () => {
        controller.abort(reason);
        return Promise.reject(reason);
      },
    };
    const model = createAnsweringModel(() => {
      if (answer.hangs) setImmediate(() => controller.abort(reason));
      return answer;
    });
    await expect(
      propose(
        inputOf({
          proposer: proposerWith(model, { clock }),
          signal: controller.signal,
          onProgress: (progress) => told.push(progress),
        }),
      ),
    ).rejects.toBe(reason);
    expect(told).toContainEqual(expect.objectContaining({ type: 'call-end' }));
  });
});

describe('usage', () => {
  it('is the endpoint’s where it reports any, else counted; reasoning counts as output', async () => {
    const counter = { name: 'words', count: async (text: string) => text.split(/\s+/).length };
    const model = createAnsweringModel((sent) =>
      isAboutDependencies(sent)
        ? { text: tankDependencies, thinking: 'one two three ' }
        : { text: tankSteps, usage: { outputTokens: 7 } },
    );
    const { usage } = await propose(inputOf({ proposer: proposerWith(model, { counter }) }));
    const words = (text: string) => text.split(/\s+/).length;
    const [first, second] = model.calls.map(sentIn);
    expect(usage).toEqual({
      calls: 2,
      inputTokens: words(first ?? '') + words(second ?? ''),
      outputTokens: 7 + words(`one two three ${tankDependencies}`),
    });
  });

  it('is estimated where the tokenizer fails', async () => {
    const counter = { name: 'broken', count: () => Promise.reject(new Error('out of memory')) };
    const { usage } = await propose(
      inputOf({ proposer: proposerWith(createAnsweringModel(good), { counter }) }),
    );
    expect(usage.inputTokens).toBeGreaterThan(200);
  });
});

describe('remarks of the endpoint', () => {
  it('are kept once each; a cut prompt is a warning', async () => {
    const notices = [
      { code: 'parameter-dropped', explanation: 'Without temperature.' },
      { code: 'prompt-cut-by-server', explanation: 'It read 10 of 500 tokens.' },
    ] as const;
    const model = createAnsweringModel((sent, call) => ({ text: good(sent), notice: notices[call - 1] }));
    const { diagnostics } = await propose(inputOf({ proposer: proposerWith(model) }));
    expect(diagnostics).toEqual([
      { code: 'endpoint-notice', severity: 'info', message: 'Without temperature.' },
      { code: 'prompt-cut', severity: 'warning', message: 'It read 10 of 500 tokens.' },
    ]);
  });
});

describe('a mode', () => {
  it('native is asked through text completions that begin the answer and end with it', async () => {
    const model = createAnsweringModel((sent) =>
      isAboutDependencies(sent)
        ? ' [], "2": [1], "3": [1], "4": [2, 3]} {"1": [4]}'
        : `${tankSteps.slice('STEP 1:'.length)}\nSTEP 1: another trace\nplan: 1-14`,
    );
    const proposal = await propose(inputOf({ proposer: proposerWith(model, { mode: 'native' }) }));
    expect(model.calls.map(({ input, stop }) => [input.kind, stop])).toEqual([
      ['completion', ['\nEND']],
      ['completion', ['}']],
    ]);
    expect(model.calls.map((call) => sentIn(call).split('\n').at(-1))).toEqual(['STEP 1:', '{"1":']);
    expect(codesOf(proposal)).toEqual(['asked-by-completion']);
    expect(proposal.decomposition.steps).toHaveLength(4);
    expect(proposal.decomposition.parents).toEqual({ s1: [], s2: ['s1'], s3: ['s1'], s4: ['s2', 's3'] });
  });

  it('prompted is asked through chat, roles taking turns even after an empty answer', async () => {
    const model = createAnsweringModel((sent, call) => (call === 1 ? '' : good(sent)));
    await propose(inputOf({ proposer: proposerWith(model) }));
    const roles = model.calls.map(({ input, stop }) => ({
      stop,
      roles: input.kind === 'chat' ? input.messages.map(({ role }) => role) : [],
    }));
    expect(roles).toEqual([
      { stop: [], roles: ['system', 'user'] },
      { stop: [], roles: ['system', 'user'] },
      { stop: [], roles: ['system', 'user'] },
    ]);
  });

  it('takes other instructions in the place of ours', async () => {
    const model = createAnsweringModel(good);
    const instructions = { steps: 'Zerlege die Zeilen.', dependencies: 'Nenne die Abhängigkeiten.' };
    await propose(inputOf({ proposer: proposerWith(model, { instructions }) }));
    expect(model.calls.map((call) => sentIn(call).split('\n')[0])).toEqual([
      instructions.steps,
      instructions.dependencies,
    ]);
  });
});
