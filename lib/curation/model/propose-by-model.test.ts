import { describe, expect, it } from 'vitest';
import type { CallOptions } from '#lib/models/endpoint.ts';
import { firstLineOf } from '../edits/draft-steps.ts';
import { propose } from '../propose/propose.ts';
import type { ModelProposer, ProposeInput } from '../propose/proposer.ts';
import { dependByRules } from '../rules/depend-by-rules.ts';
import { extractByRules, RULES_VERSION } from '../rules/extract-by-rules.ts';
import { proposalFaults } from '../testing/proposal-faults.ts';
import {
  createAnsweringModel,
  proposerWith,
  type ScriptedAnswer,
  sentIn,
} from './testing/answering-model.ts';
import { badDependencyAnswers } from './testing/bad-dependency-answers.ts';
import { badStepsAnswers } from './testing/bad-steps-answers.ts';
import { tank, tankDependencies, tankLines, tankQuestion, tankSteps } from './testing/tank.ts';

/** Proposes the tank's steps from these answers, one per call, repeating the last; the rules find the dependencies. */
async function stepsFrom(answers: readonly (ScriptedAnswer | string)[], more: Partial<ProposeInput> = {}) {
  const model = createAnsweringModel((_, call) => answers[Math.min(call, answers.length) - 1] ?? '');
  const proposal = await propose({
    source: tank,
    question: tankQuestion,
    proposer: proposerWith(model),
    parentsProposer: { kind: 'rules' },
    signal: new AbortController().signal,
    ...more,
  });
  return {
    proposal,
    calls: model.calls,
    codes: proposal.diagnostics.map(({ code }) => code),
    steps: proposal.decomposition.steps,
    firstLines: proposal.decomposition.steps.map(firstLineOf),
  };
}

/** Proposes the parents of the tank's good steps from these answers. */
async function parentsFrom(answers: readonly (ScriptedAnswer | string)[], more: Partial<ModelProposer> = {}) {
  const { steps } = (await stepsFrom([tankSteps])).proposal.decomposition;
  const model = createAnsweringModel((_, call) => answers[Math.min(call, answers.length) - 1] ?? '');
  const proposal = await propose({
    source: tank,
    question: tankQuestion,
    proposer: proposerWith(model, more),
    steps: { steps, by: { kind: 'authors-files' } },
    signal: new AbortController().signal,
  });
  return {
    proposal,
    calls: model.calls,
    codes: proposal.diagnostics.map(({ code }) => code),
    parents: proposal.decomposition.parents,
  };
}

const sentTo = (call: CallOptions | undefined): string => (call ? sentIn(call) : '');
const lastMessage = (call: CallOptions | undefined): string =>
  call?.input.kind === 'chat' ? (call.input.messages.at(-1)?.content ?? '') : '';

describe('a good answer about steps', () => {
  it('becomes the steps as they are, without a remark', async () => {
    const { proposal, calls } = await stepsFrom([tankSteps]);
    expect(proposal).toMatchObject({
      stepsBy: { kind: 'model', model: 'test-model', endpoint: 'Test' },
      parentsBy: { kind: 'rules', version: RULES_VERSION },
      diagnostics: [],
    });
    expect(proposal.decomposition.steps[2]).toEqual({
      id: 's3',
      description: 'Fill it minute by minute',
      prompt: 'Find the time by following how full the tank is after some minutes.',
      plan: [{ first: 7, last: 7 }],
      execution: [{ first: 8, last: 10 }],
      comment: [{ first: 11, last: 11 }],
      planOnly: 'by-rule',
    });
    expect(calls).toHaveLength(1);
  });

  it('is asked for with the question and every line under its number', async () => {
    const { calls } = await stepsFrom([tankSteps]);
    const sent = sentTo(calls[0]);
    expect(sent).toContain(tankQuestion);
    for (const [index, line] of tankLines.entries()) expect(sent).toContain(`${index + 1}| ${line}`);
    expect(sent).toContain('Write the steps of lines 1 to 14');
  });
});

describe.each(badStepsAnswers)('steps, when $name', ({ answer, toldBack, codes, firstLines }) => {
  it('the faults are sent back once, with the answer before them', async () => {
    const { calls, proposal } = await stepsFrom([answer, tankSteps]);
    expect(calls).toHaveLength(2);
    for (const told of toldBack) expect(lastMessage(calls[1])).toContain(told);
    if (answer.text && !answer.text.startsWith('<think>')) expect(sentTo(calls[1])).toContain(answer.text);
    expect(proposal.decomposition.steps.map(firstLineOf)).toEqual([1, 3, 7, 12]);
    expect(proposal.diagnostics.map(({ code }) => code)).toEqual(['asked-again']);
  });

  it('given twice it is mended, with a remark for each repair', async () => {
    const result = await stepsFrom([answer]);
    expect(result.calls).toHaveLength(2);
    expect(result.codes).toEqual(['asked-again', ...codes]);
    expect(proposalFaults(tank, result.proposal.decomposition)).toEqual([]);
    const errors = result.proposal.diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).toEqual(firstLines ? [] : ['steps-by-rules']);
    if (firstLines) {
      expect(result.firstLines).toEqual(firstLines);
      expect(result.proposal.stepsBy.kind).toBe('model');
    } else {
      expect(result.steps).toEqual(extractByRules(tank));
      expect(result.proposal.stepsBy).toEqual({ kind: 'rules', version: RULES_VERSION });
    }
  });
});

describe('steps without a description', () => {
  it('are not sent back: the prompt stands in for it, or the first line, and a remark says so', async () => {
    const bare = tankSteps.replace(/^(STEP [34]):.*$/gm, '$1:');
    const result = await stepsFrom([bare]);
    expect(result.calls).toHaveLength(1);
    expect(result.proposal.diagnostics).toMatchObject([
      { code: 'description-missing', step: 3 },
      { code: 'description-missing', step: 4 },
    ]);
    expect(result.steps[2]?.description).toBe(
      'Find the time by following how full the tank is after some minutes.',
    );
    expect(result.steps[3]?.description).toBe(tankLines[11]);
  });
});

describe('of two answers about steps', () => {
  const worse = 'STEP 1: All\nplan: 1-2\nplan: 20';
  const slightly = tankSteps.replace('plan: 12-14', 'plan: 12-13');

  it('the better one is taken, also where it was the first', async () => {
    for (const answers of [
      [slightly, worse],
      [worse, slightly],
    ])
      expect((await stepsFrom(answers)).firstLines).toEqual([1, 3, 7, 12]);
  });

  it('the first is taken where the second is unusable', async () => {
    const { firstLines, codes } = await stepsFrom([slightly, 'Sorry, I cannot.']);
    expect(firstLines).toEqual([1, 3, 7, 12]);
    expect(codes).toEqual(['asked-again', 'lines-skipped']);
  });
});

describe('skipped lines', () => {
  const joined = async (answer: string) => (await stepsFrom([answer])).steps;

  it('join the step that follows where a paragraph begins with them', async () => {
    const [, , third] = await joined(tankSteps.replace('plan: 7', 'plan: none'));
    expect(third).toMatchObject({ plan: [], execution: [{ first: 7, last: 10 }] });
  });

  it('join the step before in the middle of a paragraph', async () => {
    const [, second] = await joined(tankSteps.replace('execution: 4-6', 'execution: 4-5'));
    expect(second).toMatchObject({ execution: [{ first: 4, last: 6 }] });
  });

  it('join the step whose heading claims them', async () => {
    const [, second, third] = await joined(
      `STEP 1: Set up\nplan: 1-2\nSTEP 2 (lines 3-7): Add\nprompt: Add.\nexecution: 3-6\n` +
        'STEP 3 (lines 8-14): The rest\nplan: 8-14',
    );
    expect(second).toMatchObject({ execution: [{ first: 3, last: 7 }] });
    expect(third).toMatchObject({ plan: [{ first: 8, last: 14 }] });
  });
});

describe('an answer that is cut off', () => {
  const [set, add, fill, compare] = tankSteps.split('\n\n');

  it('keeps its whole steps, and the rest is asked for apart', async () => {
    const { calls, steps, firstLines, codes } = await stepsFrom([
      { text: [set, add, 'STEP 3: Fill it min'].join('\n\n'), reason: 'length' },
      { text: [fill, compare].join('\n\n') },
    ]);
    expect(firstLines).toEqual([1, 3, 7, 12]);
    expect(steps.map(({ id }) => id)).toEqual(['s1', 's2', 's3', 's4']);
    expect(codes).toEqual(['asked-in-parts', 'answer-cut']);
    expect(sentTo(calls[1])).toContain('Write the steps of lines 7 to 14');
    expect(sentTo(calls[1])).toContain('STEP 2: Add the flows of the taps');
    expect(sentTo(calls[1])).not.toContain('6| So 12 minutes.');
  });

  it('does not trust its last step, which may have lost its end', async () => {
    const { firstLines, steps } = await stepsFrom([
      {
        text: [set, add, 'STEP 3: Fill it minute by minute\nplan: 7\nprompt: Fi'].join('\n\n'),
        reason: 'length',
      },
      { text: [fill, compare].join('\n\n') },
    ]);
    expect(firstLines).toEqual([1, 3, 7, 12]);
    expect(steps[2]).toMatchObject({ comment: [{ first: 11, last: 11 }] });
  });

  it('in its first step is asked for again with twice the room, then kept as far as it came', async () => {
    const { calls, firstLines, codes } = await stepsFrom([
      { text: 'STEP 1: Set up the task\nplan: 1-2', reason: 'length' },
      { text: 'STEP 1: Set up the task\nplan: 1-2', reason: 'length' },
      { text: [add, fill, compare].join('\n\n') },
    ]);
    expect(calls[1]?.maxTokens).toBe(2 * (calls[0]?.maxTokens ?? 0));
    expect(firstLines).toEqual([1, 3, 7, 12]);
    expect(codes).toEqual(['asked-in-parts', 'asked-again', 'answer-cut']);
  });

  it('over and over comes to an end, and every line is in a step', async () => {
    const { calls, proposal } = await stepsFrom([{ text: 'STEP 1: One\nplan: 1', reason: 'length' }]);
    expect(calls.length).toBeLessThan(2 * tankLines.length + 2);
    expect(proposalFaults(tank, proposal.decomposition)).toEqual([]);
  });
});

describe('an answer that stops early', () => {
  it('is taken as far as it came, and the rest is asked for apart', async () => {
    const [set, ...others] = tankSteps.split('\n\n');
    const { calls, codes, firstLines } = await stepsFrom([
      `STEP 1: Set up\nplan: 1-2\nSTEP 2: Add\nplan: 3-4`,
      others.join('\n\n').replace('plan: 3\n', '').replace('4-6', '5-6'),
    ]);
    expect(set).toContain('plan: 1-2');
    expect(calls).toHaveLength(2);
    expect(sentTo(calls[1])).toContain('Write the steps of lines 5 to 14');
    expect(firstLines).toEqual([1, 3, 5, 7, 12]);
    expect(codes).toEqual(['asked-in-parts', 'answer-unfinished']);
  });

  it('after a line or two is sent back: a model like that would be asked without end', async () => {
    const { calls, codes, firstLines } = await stepsFrom(['STEP 1: Set up\nplan: 1-2']);
    expect(calls).toHaveLength(2);
    expect(codes).toEqual(['asked-again', 'lines-skipped']);
    expect(firstLines).toEqual([1]);
  });
});

describe('an answer that goes on after its end', () => {
  it('is whole where it said END, whatever cut it off', async () => {
    const { codes, firstLines } = await stepsFrom([
      { text: `${tankSteps}\n${'And so on. '.repeat(20)}`, reason: 'length' },
    ]);
    expect(firstLines).toEqual([1, 3, 7, 12]);
    expect(codes).toEqual([]);
  });

  it('is broken off where it has no end at all', async () => {
    const { codes, calls } = await stepsFrom([{ text: 'x'.repeat(500_000) }]);
    expect(calls).toHaveLength(2);
    expect(sentTo(calls[1]).length).toBeLessThan(20_000);
    expect(codes).toContain('answer-cut');
  });
});

describe('a prompt that says there is none', () => {
  it('is none', async () => {
    const { steps } = await stepsFrom([tankSteps.replace('plan: 12-14', 'plan: 12-14\nprompt: None')]);
    expect(steps.at(-1)?.prompt).toBe('');
  });
});

describe('reasoning', () => {
  it.each([
    ['inline', { text: `<think>Step 1: plan 1-9, no.</think>\n${tankSteps}` }],
    ['inline without its opening', { text: `Step 1: plan 1-9, no.\n</think>\n${tankSteps}` }],
    ['sent apart', { thinking: 'Step 1: plan 1-9, no.', text: tankSteps }],
  ])('is not read as the answer when it stands %s', async (_, answer) => {
    const { firstLines, codes } = await stepsFrom([answer]);
    expect(firstLines).toEqual([1, 3, 7, 12]);
    expect(codes).toEqual([]);
  });

  it('is read where the answer is empty and the steps stand in it', async () => {
    const { firstLines, codes, calls } = await stepsFrom([{ thinking: tankSteps }]);
    expect(firstLines).toEqual([1, 3, 7, 12]);
    expect(codes).toEqual(['answer-in-reasoning']);
    expect(calls).toHaveLength(1);
  });
});

describe('a good answer about dependencies', () => {
  it('becomes the dependencies as they are, given steps keep their author', async () => {
    const { proposal, codes, parents, calls } = await parentsFrom([tankDependencies]);
    expect(proposal.stepsBy.kind).toBe('authors-files');
    expect(proposal.parentsBy).toEqual({ kind: 'model', model: 'test-model', endpoint: 'Test' });
    expect(parents).toEqual({ s1: [], s2: ['s1'], s3: ['s1'], s4: ['s2', 's3'] });
    expect(codes).toEqual([]);
    expect(calls).toHaveLength(1);
  });

  it('is asked for with what each step says', async () => {
    const sent = sentTo((await parentsFrom([tankDependencies])).calls[0]);
    expect(sent).toContain('STEP 3: Fill it minute by minute');
    expect(sent).toContain('So twice 6 minutes are needed');
  });

  it('is not asked for where there is one step', async () => {
    const { calls, proposal } = await stepsFrom(['STEP 1: All\nplan: 1-14'], { parentsProposer: undefined });
    expect(calls).toHaveLength(1);
    expect(proposal.decomposition.parents).toEqual({ s1: [] });
  });
});

describe.each(badDependencyAnswers)('dependencies, when $name', ({ answer, toldBack, codes, parents }) => {
  it('the faults are sent back once, with the answer before them', async () => {
    const result = await parentsFrom([answer, tankDependencies]);
    expect(result.calls).toHaveLength(2);
    for (const told of toldBack) expect(lastMessage(result.calls[1])).toContain(told);
    expect(result.parents).toEqual({ s1: [], s2: ['s1'], s3: ['s1'], s4: ['s2', 's3'] });
    expect(result.codes).toEqual(['asked-again']);
  });

  it('given twice it is mended, with a remark for each repair', async () => {
    const result = await parentsFrom([answer]);
    expect(result.calls).toHaveLength(2);
    expect(result.codes).toEqual(['asked-again', ...codes]);
    const steps = result.proposal.decomposition.steps;
    const byRules = dependByRules(tank, steps);
    expect(result.parents).toEqual(parents ? parents(byRules) : byRules);
    expect(result.proposal.parentsBy.kind).toBe(parents ? 'model' : 'rules');
    expect(proposalFaults(tank, result.proposal.decomposition)).toEqual([]);
  });
});
