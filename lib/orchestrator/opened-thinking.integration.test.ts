import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { type Behaviour, type EndpointRequest, raw, reply } from '#lib/models/testing/behaviours.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import * as chatModels from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { type HttpRun, type HttpRunOptions, runOverHttp } from './testing/run-over-http.ts';

const recorded = (name: string) =>
  fs.readFileSync(path.join(import.meta.dirname, '../models/fixtures/streams', name));

const script: chatModels.Script = {
  stages: [{ plan: '<prompt_1.1> Compute 2+2. </prompt_1.1>', executions: ['It is 4.'] }],
  answer: 'So it is \\boxed{4}.',
};
const DRAFT = 'I should write <Plan_1> with <prompt_1.1> draft </prompt_1.1> tags.';

const servers: MisbehavingEndpoint[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Run extends HttpRun {
  requests: readonly EndpointRequest[];
}

async function run(
  respond: Respond,
  endpoint: Partial<Endpoint> = {},
  more: Partial<HttpRunOptions> = {},
): Promise<Run> {
  const server = await startMisbehavingEndpoint(respond);
  servers.push(server);
  const planner = endpointOf(server.baseUrl, { mode: 'prompted', ...endpoint });
  const result = await runOverHttp({ planner, ...more });
  await server.idle();
  return { ...result, requests: server.requests };
}

/** The first plan as given, everything else from the script, with thinking as `thoughtful` adds it. */
const firstPlan =
  (plan: (request: EndpointRequest) => Behaviour, thoughtful = (text: string) => text): Respond =>
  (request) => {
    const turn = chatModels.turnOf(request.prompt);
    if (turn.role === 'planner' && turn.stage === 1) return plan(request);
    return reply(thoughtful(chatModels.scriptedText(script, request)));
  };
const swallowed = (text: string) => `It is clear.\n</think>\n\n${text}`;

/** A reply slow enough that a branch is at work meanwhile. */
const slowly = (text: string) => reply(text, { pieceEveryMs: 2, pieceLength: 6 });
/** In small pieces, from a server that ignores stop strings. */
const quickly = (text: string) => reply(text, { pieceLength: 9, ignoreLimits: true });
const planAfter = (thinking: string, close = '</think>') =>
  `${thinking}\n${close}\n\n<Plan_1>\n${script.stages[0]?.plan}\n</Plan_1>`;

const expectOnePrompt = ({ status, state, requests }: Run) => {
  expect(status).toBe('done');
  expect(state.stages).toHaveLength(1);
  const [stage] = state.stages;
  expect(stage?.plan).toMatchObject({ status: 'done', text: 'Compute 2+2.' });
  expect(stage?.executions).toMatchObject([{ status: 'done', text: 'It is 4.' }]);
  expect(state.answer).toMatchObject({ status: 'done', text: script.answer, forced: null });
  // The last request contains nothing of a draft.
  const answered = requests.at(-1)?.prompt ?? '';
  expect(answered.slice(answered.lastIndexOf('</Question>'))).not.toContain('draft');
};

describe('over HTTP: thinking that the chat template opened', () => {
  it.each([
    ['a model that goes on thinking', swallowed],
    ['a model that does not think again', (text: string) => text],
  ])('think-opened-by-template.sse, %s: one prompt, and no execution of the draft', async (_, thoughtful) => {
    for (const pieceLength of [undefined, 7]) {
      const body = recorded('think-opened-by-template.sse');
      const result = await run(firstPlan(() => raw(body, { pieceLength }), thoughtful));
      expectOnePrompt(result);
      expect(result.state.stages[0]?.plan).toMatchObject({
        thinking: DRAFT,
        failedAttempts: [{ error: { type: 'was-thinking' } }],
      });
    }
  });

  const branchAtWork: Respond = (request) => {
    const isDraft = /<prompt_1\.1>\s*draft/.test(request.prompt.slice(-400));
    if (isDraft) return reply('It drags on. '.repeat(500), { pieceEveryMs: 2, ignoreLimits: true });
    return firstPlan(() => slowly(planAfter(`${DRAFT} ${'Let me see. '.repeat(20)}`)), swallowed)(request);
  };

  it('a branch at work is aborted and discarded, and the plan counted once', async () => {
    const result = await run(branchAtWork);
    expectOnePrompt(result);
    const [stage] = result.state.stages;
    expect(result.state.discarded).toMatchObject([{ status: 'cancelled' }]);
    const drafts = result.requests.filter(({ prompt }) => /<prompt_1\.1>\s*draft/.test(prompt.slice(-400)));
    expect(drafts.map(({ aborted }) => aborted)).toEqual([true]);
    expect(stage?.plan.tokens?.thinking).toBeGreaterThan(60);
    const metrics = sessionMetrics(result.state);
    expect(metrics.discardedTokens).toBe(
      (result.state.discarded[0]?.tokens?.text ?? 0) + (result.state.discarded[0]?.tokens?.thinking ?? 0),
    );
  });

  it.each([
    ['another spelling of the tag', planAfter(DRAFT, '</thinking>')],
    ['two drafts', planAfter(`${DRAFT} Or <prompt_1.2> draft, too </prompt_1.2>?`)],
    ['a drafted answer', planAfter('Is it <Final_answer> \\boxed{5}? No.')],
    ['a plan and an answer in draft', planAfter(`${DRAFT} Then <Final_answer> \\boxed{5}? No.`)],
    ['a tag that is only spoken about', planAfter(`${DRAFT} After \`</think>\` I write.`)],
    ['a whole plan in draft', planAfter('I write <Plan_1> <prompt_1.1> draft </prompt_1.1> </Plan_1> so.')],
    ['a tag at its very start', planAfter('<Plan_1> is how it begins, I think.')],
  ])('neighbour: %s', async (_, text) => {
    const result = await run(
      firstPlan(() => (text.includes('</Plan_1> so') ? quickly(text) : slowly(text)), swallowed),
    );
    expectOnePrompt(result);
    expect(result.state.stages[0]?.plan.thinking).toBe(text.slice(0, text.search(/\n<\/think/)).trim());
  });

  it('where the endpoint’s switch says so, nothing forks before </think>', async () => {
    const result = await run(branchAtWork, { thinkingTag: 'opened' });
    expectOnePrompt(result);
    expect(result.requests).toHaveLength(3);
    expect(result.state.stages[0]).toMatchObject({ plan: { failedAttempts: [] } });
    expect(result.state.discarded).toEqual([]);
    expect(result.events.some(({ type }) => type === 'attempt-failed')).toBe(false);
  });

  it('what the first reply taught holds for the next', async () => {
    const two: chatModels.Script = {
      ...script,
      stages: [...script.stages, { plan: '<prompt_2.1> Check. </prompt_2.1>', executions: ['Right.'] }],
    };
    const result = await run((request) =>
      reply(
        `I may use <prompt_1.1> draft </prompt_1.1>.\n</think>\n${chatModels.scriptedText(two, request)}`,
      ),
    );
    expect(result.status).toBe('done');
    expect(result.state.stages.map(({ executions }) => executions.map(({ text }) => text))).toEqual([
      ['It is 4.'],
      ['Right.'],
    ]);
    const failed = result.events.flatMap((event) => (event.type === 'attempt-failed' ? [event] : []));
    expect(failed.map(({ stream, error }) => `${stream} ${error.type}`)).toEqual(['plan:1 was-thinking']);
  });

  it('a sequential text is counted the same, plain, inside <think>, and with its opening swallowed', async () => {
    const thinking = 'two and two are four, since two is one and one';
    const ways = [
      reply(`<think>${thinking}</think>So \\boxed{4}.`),
      reply(`${thinking}\n</think>\n\nSo \\boxed{4}.`),
      reply('So \\boxed{4}.', { thinking }),
      reply('So \\boxed{4}.', { thinking, thinkingField: 'reasoning' }),
    ];
    for (const way of ways) {
      const { state, status } = await run(() => way, {}, { strategy: 'sequential' });
      expect(status).toBe('done');
      expect(state.thought).toMatchObject({ thinking, text: 'So \\boxed{4}.' });
      expect(sessionMetrics(state)).toMatchObject({
        totalTokens: 13,
        thinkingTokens: 11,
        discardedTokens: 0,
      });
    }
    const plain = await run(() => reply(`${thinking} So \\boxed{4}.`), {}, { strategy: 'sequential' });
    expect(sessionMetrics(plain.state).totalTokens).toBe(13);
  });

  it('native, </think> closes the envelope', async () => {
    const result = await run(
      (request) => {
        const turn = chatModels.turnOf(request.prompt);
        const text = chatModels.scriptedText(script, request);
        return reply(turn.role === 'executor' ? `Well,</think> ${text}` : text);
      },
      { mode: 'native' },
    );
    expect(result.state.stages[0]?.executions[0]?.text).toBe('Well, It is 4.');
    expect(result.codes).toEqual(['stray-think-close']);
  });
});

describe('over HTTP: stop strings that the server applies to the thinking', () => {
  const thinks = (text: string) => reply(text, { thinking: 'I think, then write </Plan_1>.' });
  const cutWhereStopped =
    (cut: Behaviour): Respond =>
    (request) => {
      const text = chatModels.scriptedText(script, request);
      return request.body.stop ? cut : thinks(text);
    };
  const drafted = 'I draft <Plan_1> <prompt_1.1> no </prompt_1.1> ';

  it.each<[string, Behaviour, Partial<Endpoint>]>([
    ['stop-cut-the-thinking.sse', raw(recorded('stop-cut-the-thinking.sse')), {}],
    ['drafts in the reasoning', reply('', { thinking: drafted, finish: 'stop' }), {}],
    [
      'drafts in another field',
      reply('', { thinking: drafted, thinkingField: 'reasoning', finish: 'stop' }),
      {},
    ],
    ['an inline <think> that is cut', reply(`<think>\n${drafted}`, { finish: 'stop' }), {}],
    [
      'an opening that was swallowed, as is known',
      reply(drafted, { finish: 'stop' }),
      { thinkingTag: 'opened' },
    ],
    ['white space behind the thinking', reply('\n\n', { thinking: drafted, finish: 'stop' }), {}],
    ['no finish reason', reply('', { thinking: drafted, finish: null }), {}],
    ['a whole body', reply('', { thinking: drafted, finish: 'stop', ignoreStream: true }), {}],
  ])('%s: asked again without stop, and remembered', async (_, cut, endpoint) => {
    const result = await run(cutWhereStopped(cut), endpoint);
    expectOnePrompt(result);
    expect(result.requests.filter(({ body }) => body.stop)).toHaveLength(1);
    expect(result.requests).toHaveLength(4);
    expect(result.state.stages[0]?.plan.failedAttempts).toMatchObject([
      { error: { type: 'stop-cut-thinking' } },
    ]);
    expect(result.codes).not.toContain('tags-in-reasoning');
  });

  it('thinking that ran into the token limit is another thing', async () => {
    const result = await run(() => reply('', { thinking: 'Hmm. '.repeat(20), finish: 'length' }));
    expect(result.status).toBe('failed');
    expect(result.requests).toHaveLength(1);
    expect(result.state.error?.remedy).toMatch(/raise the token limit/i);
  });
});
