import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import type { Endpoint } from '../endpoint.ts';
import { createGuardedModel } from '../guarded-model.ts';
import { echoesHeaders, errorAnswer, reply } from '../testing/behaviours.ts';
import { endpointErrorOf, endpointOf, optionsOf, record } from '../testing/calls.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '../testing/misbehaving-endpoint.ts';
import type { BodyRole } from './extra-body.ts';

let server: MisbehavingEndpoint | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function call(respond: Respond, more: Partial<Endpoint>, role: BodyRole, api: 'chat' | 'completion') {
  server ??= await startMisbehavingEndpoint(respond);
  const guarded = createGuardedModel(endpointOf(server.baseUrl, more), { clock: systemClock, role });
  return record(guarded, optionsOf(api));
}

const SECRET = 'gateway-secret-4711';

describe.each(['chat', 'completion'] as const)('%s: what the endpoint’s settings add to a request', (api) => {
  it('the extra body of the role arrives, beside what is ours', async () => {
    const extraBody = {
      planner: { top_p: 0.9, temperature: 0.1, max_tokens: 1_000_000, chat_template_kwargs: { a: [1] } },
      executor: { seed: 7, stop: null },
    };
    for (const role of ['planner', 'executor'] as const)
      await call(() => reply('Yes'), { extraBody }, role, api);
    const [planner, executor] = server!.requests.map(({ body }) => body);
    expect(planner).toMatchObject({
      model: 'test-model',
      stream: true,
      top_p: 0.9,
      temperature: 0.1,
      max_tokens: 1000,
      stop: ['</Plan_'],
      chat_template_kwargs: { a: [1] },
    });
    expect(executor).toMatchObject({ seed: 7, temperature: 0.6 });
    expect(executor).not.toHaveProperty('stop');
    expect(executor).not.toHaveProperty('top_p');
  });

  it('headers arrive, and are masked where the server says them back', async () => {
    const headers = { 'x-gateway': SECRET, 'X-Title': 'Sprintscope' };
    const result = await call(echoesHeaders, { headers }, 'planner', api);
    expect(server!.requests[0]?.headers).toMatchObject({ 'x-gateway': SECRET, 'x-title': 'Sprintscope' });
    expect(JSON.stringify([result.parts, String(result.error)])).not.toContain(SECRET);
    const spoken = await call(echoesHeaders, { headers }, 'planner', api);
    expect(JSON.stringify(spoken.parts)).not.toContain(SECRET);
  });
});

it('model text that holds a header’s value is masked, wherever it is split', async () => {
  const text = `You sent ${SECRET}, and Sprintscope.`;
  const headers = { 'x-gateway': SECRET, 'X-Title': 'Sprintscope' };
  const result = await call(() => reply(text), { headers }, 'planner', 'chat');
  expect(result.text).toBe('You sent [key], and Sprintscope.');
});

it('an error that holds a header’s value is masked', async () => {
  const respond = () => errorAnswer(400, `Unknown tenant ${SECRET}`);
  const result = await call(respond, { headers: { 'x-gateway': SECRET } }, 'planner', 'chat');
  expect(endpointErrorOf(result).message).toContain('Unknown tenant [key]');
});

it('the effort is told in the server’s own words', async () => {
  await call(() => reply('Yes'), { reasoningEffort: 'none', preset: 'vllm' }, 'executor', 'chat');
  expect(server!.requests[0]?.body).toMatchObject({ chat_template_kwargs: { enable_thinking: false } });
});

it.each([
  ['top_k', { top_k: 20 }, 'Unrecognized request argument supplied: top_k'],
  [
    'chat_template_kwargs',
    { chat_template_kwargs: { enable_thinking: false } },
    "Unsupported parameter: 'chat_template_kwargs' is not supported with this model.",
  ],
  ['reasoning_effort', { reasoning_effort: 'low' }, 'Unknown parameter: "reasoning_effort"'],
])('an extra field that the server rejects is left out, and said: %s', async (name, planner, message) => {
  const respond: Respond = ({ body }) => (name in body ? errorAnswer(400, message) : reply('Yes'));
  const result = await call(respond, { extraBody: { planner: { ...planner, seed: 7 } } }, 'planner', 'chat');
  expect(result.error).toBeNull();
  expect(result.notices).toMatchObject([{ code: 'parameter-dropped' }]);
  expect(result.notices[0]?.explanation).toContain(name);
  expect(server!.requests.at(-1)?.body).toMatchObject({ seed: 7 });
});
