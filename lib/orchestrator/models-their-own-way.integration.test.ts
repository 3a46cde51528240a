import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { type EndpointRequest, reply } from '#lib/models/testing/behaviours.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import * as chatModels from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { type HttpRun, type HttpRunOptions, runOverHttp } from './testing/run-over-http.ts';

const script: chatModels.Script = {
  stages: [
    {
      plan: 'Two parts. <prompt_1.1> Do A. </prompt_1.1> and <prompt_1.2> Do B. </prompt_1.2> Then add.',
      executions: ['A is 2.', 'B is 4.'],
    },
    { plan: 'Based on execution_1.1: check it. <prompt_2.1> Do C. </prompt_2.1>', executions: ['C is 6.'] },
  ],
  answer: 'So it is \\boxed{6}.',
};
const good = chatModels.keepsToProtocol(script);

const servers: MisbehavingEndpoint[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Run extends HttpRun {
  requests: readonly EndpointRequest[];
}

async function run(
  respond: Respond,
  endpoint: Partial<Endpoint>,
  more: Partial<HttpRunOptions> = {},
): Promise<Run> {
  const server = await startMisbehavingEndpoint(respond);
  servers.push(server);
  const result = await runOverHttp({ planner: endpointOf(server.baseUrl, endpoint), ...more });
  await server.idle();
  return { ...result, requests: server.requests };
}

const turns = (requests: readonly EndpointRequest[]) =>
  requests.map(({ prompt }) => chatModels.turnOf(prompt));
const textsOf = ({ state }: HttpRun) =>
  state.stages.map(({ executions }) => executions.map(({ text }) => text));

const expectAnswer = (result: Run, stages = 2) => {
  expect(result.status).toBe('done');
  expect(result.state.stages).toHaveLength(stages);
  expect(result.state.answer).toMatchObject({ status: 'done', text: script.answer, forced: null });
};

describe.each(['native', 'prompted'] as const)('%s, over HTTP: a model that', (mode) => {
  it('keeps to the protocol leaves a log without a remark', async () => {
    const result = await run(good, { mode });
    expectAnswer(result);
    expect(result.codes).toEqual([]);
    expect(textsOf(result)).toEqual([['A is 2.', 'B is 4.'], ['C is 6.']]);
    const api = mode === 'native' ? 'completion' : 'chat';
    expect(result.requests.every((request) => request.api === api)).toBe(true);
    expect(result.requests).toHaveLength(6);
    expect(result.state.stages[0]?.plan.usage?.outputTokens).toBeGreaterThan(0);
    expect(result.state.stages[0]?.plan.estimatedInputTokens).toBeGreaterThan(0);
  });

  it('writes all rounds alone is cut off after its own plan, and its request ended', async () => {
    const all = chatModels.writesAllRounds(script);
    const slowly: Respond = async (request) => {
      const behaviour = await all(request);
      return behaviour.kind === 'reply' ? { ...behaviour, pieceEveryMs: 2 } : behaviour;
    };
    const result = await run(slowly, { mode });
    expectAnswer(result);
    expect(textsOf(result)).toEqual([['A is 2.', 'B is 4.'], ['C is 6.']]);
    expect(JSON.stringify(result.events)).not.toContain('Invented by the planner');
    expect(result.codes.filter((code) => code === 'stop-not-honoured')).toHaveLength(1);
    const planners = result.requests.filter(({ prompt }) => chatModels.turnOf(prompt).role === 'planner');
    expect(planners.slice(0, 2).map(({ aborted }) => aborted)).toEqual([true, true]);
    for (const request of planners.slice(0, 2))
      expect(request.piecesSent * 4).toBeLessThan(textLength(await all(request)));
  });

  it('thinks and says nothing fails, and the remedy is the limit', async () => {
    const result = await run(chatModels.onlyThinks(), { mode });
    expect(result.status).toBe('failed');
    expect(result.requests).toHaveLength(1);
    expect(result.state.error).toMatchObject({ type: 'empty-reply' });
    expect(result.state.error?.message).toMatch(/all of its tokens went into thinking.*http:\/\/127/);
    expect(result.state.error?.remedy).toMatch(/raise the token limit/i);
    expect(result.state.stages[0]?.plan).toMatchObject({ status: 'failed', text: '' });
    expect(result.state.stages[0]?.plan.thinking).toContain('Hmm.');
  });

  it('thinks and says nothing as executor fails alone, and the planner is told', async () => {
    const silent = chatModels.onlyThinks();
    const result = await run(
      (request) => {
        const turn = chatModels.turnOf(request.prompt);
        return turn.role === 'executor' && turn.index === 2 ? silent(request) : good(request);
      },
      { mode },
    );
    expectAnswer(result);
    expect(result.state.stages[0]?.executions[1]).toMatchObject({
      status: 'failed',
      error: { type: 'empty-reply' },
    });
    const second = result.requests.find(({ prompt }) => turnIs(prompt, { role: 'planner', stage: 2 }));
    expect(second?.prompt).toMatch(/<execution_1\.2>\n\(This execution failed: .*thinking.* No result\.\)/);
  });

  it('puts the tags into its reasoning is read from there', async () => {
    const result = await run(chatModels.putsTagsInReasoning(script), { mode });
    expectAnswer(result);
    expect(new Set(result.codes)).toEqual(new Set(['tags-in-reasoning']));
    expect(textsOf(result)).toEqual([['A is 2.', 'B is 4.'], ['C is 6.']]);
    expect(result.state.stages[0]?.plan.tokens).toMatchObject({ thinking: 0 });
  });

  it('rejects stop, max_tokens and temperature is asked without them, and each is told once', async () => {
    const result = await run(chatModels.picky(['stop', 'max_tokens', 'temperature'], good), { mode });
    expectAnswer(result);
    const told = result.state.diagnostics.filter(({ code }) => code.startsWith('parameter-'));
    expect(told.map(({ code, explanation }) => [code, /“(\w+)”/.exec(explanation)?.[1]]).sort()).toEqual([
      ['parameter-dropped', 'stop'],
      ['parameter-dropped', 'temperature'],
      ['parameter-renamed', 'max_tokens'],
    ]);
    const answered = result.requests.slice(3);
    expect(answered).toHaveLength(6);
    for (const { body } of answered) {
      expect(body).not.toHaveProperty('stop');
      expect(body).not.toHaveProperty('temperature');
      expect(body).not.toHaveProperty('max_tokens');
      expect(body.max_completion_tokens).toBeGreaterThan(0);
    }
    expect(textsOf(result)).toEqual([['A is 2.', 'B is 4.'], ['C is 6.']]);
  });

  it('only reads the end of a long prompt is found out', async () => {
    const long = {
      ...script,
      stages: script.stages.map((stage) => ({
        ...stage,
        executions: stage.executions.map((text) => `${'So on and on. '.repeat(300)}${text}`),
      })),
    };
    const result = await run(chatModels.forgetsTheStart(300, long), { mode });
    expect(result.status).toBe('done');
    expect(result.codes.filter((code) => code === 'prompt-cut-by-server')).not.toHaveLength(0);
  });
});

describe('over HTTP: a model that ignores the tags', () => {
  const ignores = chatModels.ignoresTags('It is \\boxed{6}.');

  it('prompted: is reminded once, then its text is the answer', async () => {
    const result = await run(ignores, { mode: 'prompted' });
    expectAnswerText(result, 'It is \\boxed{6}.');
    expect(result.state.stages).toHaveLength(0);
    expect(result.codes).toEqual(['no-tags']);
    expect(result.requests.map(({ messages }) => messages.map(({ role }) => role))).toEqual([
      ['system', 'user'],
      ['system', 'user', 'assistant', 'user'],
    ]);
    expect(result.requests[1]?.messages[2]?.content).toBe('It is \\boxed{6}.');
    expect(result.state.answer?.failedAttempts).toMatchObject([{ error: { type: 'no-tags' } }]);
  });

  it('prompted: one that listens to the reminder goes on as it should', async () => {
    const result = await run((request) => (request.index === 0 ? ignores(request) : good(request)), {
      mode: 'prompted',
    });
    expectAnswer(result);
    expect(result.codes).toEqual([]);
    expect(result.state.stages[0]?.plan.failedAttempts).toMatchObject([{ text: 'It is \\boxed{6}.' }]);
  });

  it('prompted: one that goes on after the tags of the request instead of writing them is read all the same', async () => {
    const thinksBetween: chatModels.Script = {
      ...script,
      stages: [
        script.stages[0]!,
        { plan: 'Both are there, add them.', executions: [] },
        { plan: 'Check it. <prompt_3.1> Do C. </prompt_3.1>', executions: ['C is 6.'] },
      ],
    };
    const goesOn: Respond = (request) =>
      reply(chatModels.scriptedText(thinksBetween, request).replace(/^<Plan_\d+>/, ''));
    const result = await run(goesOn, { mode: 'prompted' });
    expectAnswer(result, 3);
    expect(textsOf(result)).toEqual([['A is 2.', 'B is 4.'], [], ['C is 6.']]);
    expect(result.state.stages[1]?.plan).toMatchObject({ status: 'done', text: 'Both are there, add them.' });
    // The stop string removed the only tag that a plan without prompts has: after a reminder we do not send it again.
    const stops = result.requests.flatMap(({ prompt, body }) =>
      turnIs(prompt, { role: 'planner', stage: 2 }) ? [body.stop] : [],
    );
    expect(stops).toEqual([
      ['</Plan_', '<Execution_', '</Final_answer>'],
      ['<Execution_', '</Final_answer>'],
    ]);
    expect(result.codes).toEqual([]);
  });

  it('native: its text is a plan; said twice, the answer is forced', async () => {
    const result = await run(ignores, { mode: 'native' });
    expectAnswerText(result, 'It is \\boxed{6}.');
    expect(result.state.answer?.forced).toBe('repeated-plan');
    expect(turns(result.requests).at(-1)).toEqual({ role: 'answer' });
  });

  it('a sequential session asks for none', async () => {
    for (const mode of ['native', 'prompted'] as const) {
      const result = await run(ignores, { mode }, { strategy: 'sequential' });
      expect(result.status).toBe('done');
      expect(result.state.thought?.text).toBe('It is \\boxed{6}.');
      expect(result.requests).toHaveLength(1);
      expect(result.requests[0]?.body).not.toHaveProperty('stop');
    }
  });
});

describe.each(['native', 'prompted'] as const)('%s, over HTTP: in a window of 2,048 tokens', (mode) => {
  const WINDOW = 2048;
  const long = (word: string) => `${`Much was tried with ${word}, and more. `.repeat(120)}So ${word} is 3.`;
  const writesMuch: chatModels.Script = {
    stages: Array.from({ length: 9 }, (_, at) => ({
      plan: `Round ${at + 1}. <prompt_${at + 1}.1> Do it. </prompt_${at + 1}.1>`,
      executions: [long(`part ${at + 1}`)],
    })),
    answer: 'So it is \\boxed{6}.',
  };
  const small = chatModels.hasWindow(WINDOW, chatModels.keepsToProtocol(writesMuch));
  const refusals = ({ requests }: Run) =>
    requests.filter(({ body, prompt }) => Number(body.max_tokens) + Math.ceil(prompt.length / 4) > WINDOW);
  const answerOf = ({ requests }: Run) => requests.at(-1)?.prompt ?? '';

  it('that is configured, no request is ever refused, and the answer is forced and fits', async () => {
    const result = await run(small, { mode, contextWindow: WINDOW });
    expectAnswerText(result, writesMuch.answer);
    expect(result.state.answer?.forced).toBe('context-full');
    expect(refusals(result)).toEqual([]);
    expect(result.codes).toContain('forced-answer');
    expect(result.codes.filter((code) => code === 'context-shortened').length).toBeLessThanOrEqual(1);
    expect(result.requests.length).toBeLessThan(12);
  });

  it('that is configured but full of one long execution, the answer sees its end', async () => {
    const result = await run(
      small,
      { mode, contextWindow: WINDOW },
      {
        settings: { executorMaxTokens: 8000 },
        executor: endpointOf((await other(chatModels.keepsToProtocol(writesMuch))).baseUrl, { mode }),
      },
    );
    expectAnswerText(result, writesMuch.answer);
    expect(result.codes).toContain('context-shortened');
    expect(answerOf(result)).toContain('[… shortened to fit the window]');
    expect(answerOf(result)).toContain('So part 1 is 3.\n</execution_1.1>');
    expect(refusals(result)).toEqual([]);
  });

  it('that only the server knows of, it is learned from the refusal', async () => {
    const result = await run(
      small,
      { mode },
      {
        executor: endpointOf((await other(chatModels.keepsToProtocol(writesMuch))).baseUrl, { mode }),
      },
    );
    expectAnswerText(result, writesMuch.answer);
    expect(result.state.answer?.forced).toBe('context-full');
    expect(result.codes).toContain('max-tokens-lowered');
    expect(answerOf(result)).toContain('So part 1 is 3.\n</execution_1.1>');
    expect(result.state.stages.at(-1)?.plan).toMatchObject({
      status: 'failed',
      error: { type: 'context-too-long', contextWindow: WINDOW },
    });
  });

  it('a question that does not fit ends in a message that names the window', async () => {
    const question = 'Why? '.repeat(2000);
    for (const contextWindow of [WINDOW, null]) {
      const result = await run(small, { mode, contextWindow }, { question });
      expect(result.status).toBe('failed');
      expect(result.state.error?.type).toBe('context-too-long');
      expect(result.state.error?.message).toContain('2048 tokens');
      expect(result.state.error?.remedy).toMatch(/larger window/);
      expect(result.state.session?.question).toBe(question);
    }
  });

  async function other(respond: Respond): Promise<MisbehavingEndpoint> {
    const server = await startMisbehavingEndpoint(respond);
    servers.push(server);
    return server;
  }
});

function expectAnswerText(result: Run, text: string) {
  expect(result.status).toBe('done');
  expect(result.state.answer).toMatchObject({ status: 'done', text });
}

const textLength = (behaviour: Awaited<ReturnType<Respond>>): number =>
  behaviour.kind === 'reply' ? (behaviour.text ?? '').length : 0;

const turnIs = (prompt: string, turn: chatModels.Turn): boolean =>
  JSON.stringify(chatModels.turnOf(prompt)) === JSON.stringify(turn);
