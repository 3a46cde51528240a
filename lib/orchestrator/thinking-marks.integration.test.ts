import { afterEach, describe, expect, it } from 'vitest';
import { type EndpointRequest, raw } from '#lib/models/testing/behaviours.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import * as chatModels from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { runOverHttp } from './testing/run-over-http.ts';

/** Whole sessions with models that mark their thinking in ways that their server does not know. */

const script: chatModels.Script = {
  stages: [
    {
      plan: 'Two parts. <prompt_1.1> Do A. </prompt_1.1> and <prompt_1.2> Do B. </prompt_1.2> Then add.',
      executions: ['A is 2.', 'B is 4.'],
    },
  ],
  answer: 'So it is \\boxed{6}.',
};
const THINKING =
  'Maybe <Plan_1> <prompt_1.1> a draft </prompt_1.1> </Plan_1> and <Final_answer> \\boxed{9} </Final_answer>.';

const servers: MisbehavingEndpoint[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const event = (delta: object) => `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`;
const inPieces = (field: string, words: string) =>
  (words.match(/[\s\S]{1,5}/g) ?? []).map((piece) => event({ [field]: piece })).join('');
const END = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`;

const ways: [string, (text: string) => string][] = [
  ['Gemini’s <thought>', (text) => inPieces('content', `<thought>${THINKING}</thought>${text}`)],
  ['Magistral’s [THINK]', (text) => inPieces('content', `[THINK]${THINKING}[/THINK]${text}`)],
  [
    'gpt-oss’s channels',
    (text) =>
      inPieces(
        'content',
        `<|channel|>analysis<|message|>${THINKING}<|end|><|start|>assistant<|channel|>final<|message|>${text}`,
      ),
  ],
  [
    'its tags within the reasoning',
    (text) => inPieces('reasoning_content', `<think>${THINKING}</think>`) + inPieces('content', text),
  ],
  [
    'the reply behind it in the same field',
    (text) => inPieces('reasoning', `<think>\n${THINKING}\n</think>\n\n${text}`),
  ],
  [
    'Gemini’s flag, and its tags on both sides of it',
    (text) =>
      event({ content: `<thought>${THINKING}`, extra_content: { google: { thought: true } } }) +
      inPieces('content', `</thought>${text}`),
  ],
];

/** Here, stop strings do not apply to the thinking. */
const stopped = ({ body }: EndpointRequest, text: string) => {
  const ends = [body.stop ?? []].flat().map((stop) => text.indexOf(String(stop)));
  return text.slice(0, Math.min(text.length, ...ends.filter((at) => at >= 0)));
};

async function run(write: (text: string) => string, strategy: 'sprint' | 'sequential') {
  const server = await startMisbehavingEndpoint((request) => {
    const text = strategy === 'sprint' ? chatModels.scriptedText(script, request) : script.answer;
    return raw(write(stopped(request, text)) + END);
  });
  servers.push(server);
  return runOverHttp({ planner: endpointOf(server.baseUrl), strategy });
}

describe.each(ways)('thinking in %s', (_, write) => {
  it('a SPRINT session executes no draft', async () => {
    const { status, state, events, codes } = await run(write, 'sprint');
    expect(status).toBe('done');
    expect(codes).toEqual([]);
    expect(events.some(({ type }) => type === 'attempt-failed')).toBe(false);
    expect(state.stages).toMatchObject([
      {
        plan: { text: 'Two parts. Do A. and Do B. Then add.', thinking: THINKING },
        executions: script.stages[0]!.executions.map((text) => ({ text, thinking: THINKING })),
      },
    ]);
    expect(state.answer).toMatchObject({ text: script.answer, thinking: THINKING });
  });

  it('a sequential run tells it from its text', async () => {
    const { status, state } = await run(write, 'sequential');
    expect(status).toBe('done');
    expect(state.thought).toMatchObject({ text: script.answer });
    expect(state.thought?.thinking.trim()).toBe(THINKING);
  });
});
