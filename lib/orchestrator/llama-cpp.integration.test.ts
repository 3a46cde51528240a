import { afterEach, describe, expect, it } from 'vitest';
import type { Behaviour } from '#lib/models/testing/behaviours.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import { type Turn, turnOf } from '#lib/models/testing/chat-models.ts';
import { recordedRefusal, recordedStream } from '#lib/models/testing/llama-cpp.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { type HttpRunOptions, runOverHttp } from './testing/run-over-http.ts';

let server: MisbehavingEndpoint | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function run(respond: Respond, more: Partial<HttpRunOptions> & { mode?: 'native' | 'prompted' } = {}) {
  const { mode = 'prompted', ...options } = more;
  server = await startMisbehavingEndpoint(respond);
  const planner = endpointOf(server.baseUrl, { mode });
  return runOverHttp({ planner, question: 'How much is 2 + 3?', ...options });
}

/** What the recorded server writes at each turn of a prompted session: one round, then the answer in its thinking. */
function thinkingModel(turn: Turn): Behaviour {
  if (turn.role === 'executor') return recordedStream('chat-thinking');
  return turn.role === 'planner' && turn.stage === 1
    ? recordedStream('chat-thinking-then-tags')
    : recordedStream('chat-tags-in-thinking');
}
const thinks: Respond = ({ prompt }) => thinkingModel(turnOf(prompt));

/** The same in a native session. */
const completes: Respond = ({ prompt }) =>
  recordedStream(turnOf(prompt).role === 'planner' ? 'completion-stop' : 'completion-answer');

describe('whole sessions over replies recorded of llama.cpp’s server', () => {
  it('prompted, with thinking sent apart', async () => {
    const { status, state } = await run(thinks);
    expect(status).toBe('done');
    const [stage, ...others] = state.stages;
    expect(others).toEqual([]);
    expect(stage?.plan).toMatchObject({ thinking: 'Ask one.\n', status: 'done' });
    expect(stage?.executions).toMatchObject([
      {
        text: 'Five.',
        thinking: 'Two and three.\n',
        usage: { inputTokens: 30, outputTokens: 23 },
      },
    ]);
    expect(state.answer?.text).toContain('\\boxed{5}');
  });

  it('native: stop strings end a plan, the answer is asked for at the last stage', async () => {
    const { status, state } = await run(completes, { mode: 'native', settings: { maxStages: 2 } });
    expect(status).toBe('done');
    expect(state.stages[0]?.plan.prompts).toHaveLength(1);
    expect(state.stages[0]?.executions).toMatchObject([{ text: 'The sum is 5.', status: 'done' }]);
    expect(state.answer).toMatchObject({ text: 'The sum is 5.', forced: 'stage-limit' });
  });

  it.each(['native', 'prompted'] as const)('%s, sequential', async (mode) => {
    const reply = mode === 'native' ? 'completion-answer' : 'chat-answer';
    const { status, state } = await run(() => recordedStream(reply), { mode, strategy: 'sequential' });
    expect(status).toBe('done');
    expect(state.thought).toMatchObject({
      text: 'The sum is 5.',
      usage: { outputTokens: expect.any(Number) },
    });
  });

  it('a model that is still loading is waited for', async () => {
    const { status, state } = await run((request) =>
      request.index < 2 ? recordedRefusal('loading') : thinks(request),
    );
    expect(status).toBe('done');
    expect(state.stages[0]?.plan.failedAttempts).toHaveLength(2);
  });

  it('a template without a system role costs one request', async () => {
    const { status, state } = await run((request) =>
      request.messages.some(({ role }) => role === 'system')
        ? recordedRefusal('system-role')
        : thinks(request),
    );
    expect(status).toBe('done');
    expect(state.stages[0]?.plan.failedAttempts).toEqual([]);
    expect(server?.requests.filter(({ messages }) => messages[0]?.role === 'system')).toHaveLength(1);
  });

  it('a prompt beyond the window ends the session with both numbers', async () => {
    const { status, state } = await run(() => recordedRefusal('too-long'));
    expect(status).toBe('failed');
    expect(state.error).toMatchObject({ type: 'context-too-long', contextWindow: 4096, promptTokens: 10001 });
  });

  it('executions that filled a window together fail; the session goes on', async () => {
    const { status, state } = await run(
      (request) =>
        turnOf(request.prompt).role === 'executor'
          ? recordedStream('completion-context-exceeded')
          : completes(request),
      { mode: 'native', settings: { maxStages: 2 } },
    );
    expect(state.stages[0]?.executions).toMatchObject([
      { status: 'failed', error: { type: 'context-too-long' } },
    ]);
    expect(status).toBe('done');
  });

  it('a stop string that bit the thinking ends in a defined way', async () => {
    const { status, state } = await run((request) =>
      request.body.stop ? recordedStream('chat-stop-in-thinking') : thinks(request),
    );
    expect(['done', 'failed', 'truncated']).toContain(status);
    if (status === 'failed') expect(state.error?.type).toBe('empty-reply');
  });

  it('a plan drafted in thinking that the template opened ends in a defined way', async () => {
    const { status } = await run(({ prompt }) =>
      recordedStream(
        turnOf(prompt).role === 'planner' ? 'chat-draft-in-thinking' : 'chat-think-opened-by-template',
      ),
    );
    expect(['done', 'truncated']).toContain(status);
  });
});
