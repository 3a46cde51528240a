import { afterEach, expect, it } from 'vitest';
import { type EndpointRequest, reply } from '#lib/models/testing/behaviours.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import { type Script, scriptedText } from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { sessionUsage } from '#lib/trace/usage.ts';
import { runOverHttp } from './testing/run-over-http.ts';

const script: Script = {
  stages: [
    {
      plan: 'Two parts. <prompt_1.1> Do A. </prompt_1.1> <prompt_1.2> Do B. </prompt_1.2>',
      executions: ['A is 6.', 'B is 7.'],
    },
  ],
  answer: 'So it is \\boxed{42}.',
};

const SECRET = 'team-header-5f2c8a1d';

const servers: MisbehavingEndpoint[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(respond: (request: EndpointRequest) => string): Promise<MisbehavingEndpoint> {
  const server = await startMisbehavingEndpoint((request) => reply(respond(request), { pieceLength: 3 }));
  servers.push(server);
  return server;
}

it.each(['prompted', 'native'] as const)(
  'a whole session, %s: roles are asked apart, secrets stay out of the log',
  async (mode) => {
    // Every reply echoes the headers, as debugging servers do.
    const server = await start(
      (request) => `${JSON.stringify(request.headers)} ${scriptedText(script, request)}`,
    );
    const endpoint = endpointOf(server.baseUrl, {
      mode,
      preset: 'vllm',
      reasoningEffort: 'none',
      extraBody: { planner: { top_p: 0.9 }, executor: { seed: 7, top_k: 20 } },
      headers: { 'x-team': SECRET },
      price: { inputPerMillion: 1, outputPerMillion: 2 },
    });
    const { events, state } = await runOverHttp({ planner: endpoint });

    const executions = server.requests.filter(({ body }) => 'seed' in body);
    const plans = server.requests.filter(({ body }) => 'top_p' in body);
    expect(executions).toHaveLength(2);
    expect(executions.length + plans.length).toBe(server.requests.length);
    for (const { body, headers } of server.requests) {
      expect(headers['x-team']).toBe(SECRET);
      // A text completion has no thinking to turn off.
      if (mode === 'prompted') expect(body.chat_template_kwargs).toEqual({ enable_thinking: false });
      else expect(body).not.toHaveProperty('chat_template_kwargs');
    }
    const { models } = state.session!;
    expect(models.planner.extraBody).toMatchObject({ top_p: 0.9 });
    expect(models.executor.extraBody).toMatchObject({ seed: 7, top_k: 20 });
    expect(JSON.stringify(events)).not.toContain(SECRET);

    const usage = sessionUsage(state);
    expect(usage?.calls).toBe(server.requests.length);
    expect(usage?.promptTokens.estimated).toBeGreaterThan(0);
    expect(usage?.outputTokens.estimated).toBeGreaterThan(0);
    expect(usage?.cost?.amount).toBeGreaterThan(0);
  },
);
