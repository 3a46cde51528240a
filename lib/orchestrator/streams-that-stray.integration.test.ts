import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { raw, reply } from '#lib/models/testing/behaviours.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import * as chatModels from '#lib/models/testing/chat-models.ts';
import {
  type MisbehavingEndpoint,
  type Respond,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { strayStreams } from '#lib/models/testing/stray-streams.ts';
import { type HttpRun, type HttpRunOptions, runOverHttp } from './testing/run-over-http.ts';

const script: chatModels.Script = {
  stages: [
    {
      plan: 'Two parts. <prompt_1.1> Do A. </prompt_1.1> and <prompt_1.2> Do B. </prompt_1.2> Then add.',
      executions: ['A is 2.', 'B is 4.'],
    },
  ],
  answer: 'So it is \\boxed{6}.',
};

const servers: MisbehavingEndpoint[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function run(
  respond: Respond,
  mode: 'native' | 'prompted',
  more: Partial<HttpRunOptions> = {},
): Promise<HttpRun & { server: MisbehavingEndpoint }> {
  const server = await startMisbehavingEndpoint(respond);
  servers.push(server);
  const result = await runOverHttp({ planner: endpointOf(server.baseUrl, { mode }), ...more });
  await server.idle();
  return { ...result, server };
}

/** The part of a scripted reply that a server which honours stop strings sends. */
function stopped({ body }: Parameters<Respond>[0], text: string): string {
  const ends = [body.stop ?? []]
    .flat()
    .map((stop) => text.indexOf(String(stop)))
    .filter((at) => at >= 0);
  return text.slice(0, Math.min(text.length, ...ends));
}

describe('a sequential session over HTTP, from a recorded stream', () => {
  const folder = path.join(import.meta.dirname, '../models/fixtures/streams');
  // Two whose text is not an answer: the tests of thinking cover them.
  const others = ['stop-cut-the-thinking.sse', 'think-opened-by-template.sse'];
  const files = fs.readdirSync(folder).filter((file) => !others.includes(file));

  it('every recorded stream is here', () => expect(files).toHaveLength(8));

  it.each(files)('%s: ends with the answer, without a remark', async (file) => {
    const body = fs.readFileSync(path.join(folder, file));
    for (const pieceLength of [undefined, 9]) {
      const { status, state, codes, server } = await run(() => raw(body, { pieceLength }), 'prompted', {
        strategy: 'sequential',
      });
      expect(status).toBe('done');
      expect(codes).toEqual([]);
      expect(server.requests).toHaveLength(1);
      expect(state.thought).toMatchObject({ status: 'done', failedAttempts: [] });
      expect(state.thought?.text).toMatch(/^(?:It is )?\\boxed\{4\}\.?$/);
      const thinks = file === 'empty-reasoning-content.sse';
      expect(state.thought?.thinking).toBe(thinks ? 'I add.' : '');
      if (file === 'last-text-with-finish-and-string-usage.sse')
        expect(state.thought?.usage).toEqual({ inputTokens: 12, outputTokens: 3 });
      if (file === 'usage-before-finish.sse')
        expect(state.thought?.usage).toEqual({ inputTokens: 1, outputTokens: 1 });
    }
  });
});

describe('a SPRINT session over HTTP, from a server that', () => {
  const modes = ['native', 'prompted'] as const;
  const cases = Object.entries(strayStreams).map(
    ([name, stray], at) => [name, stray, modes[at % 2]!] as const,
  );

  it.each(cases)('sends %s', async (_, stray, mode) => {
    const result = await run(
      (request) =>
        raw(stray.write(stopped(request, chatModels.scriptedText(script, request))), {
          contentType: stray.contentType,
          pieceLength: 61,
        }),
      mode,
    );
    const { state } = result;
    expect(result.status).toBe('done');
    expect(state.answer).toMatchObject({ status: 'done', text: script.answer, forced: null });
    expect(state.stages).toMatchObject([
      {
        plan: { status: 'done', text: 'Two parts. Do A. and Do B. Then add.', failedAttempts: [] },
        executions: [
          { status: 'done', text: 'A is 2.' },
          { status: 'done', text: 'B is 4.' },
        ],
      },
    ]);
    expect(result.server.requests).toHaveLength(4);
    expect(new Set(result.codes)).toEqual(new Set(stray.notices ?? []));
    expect(state.stages[0]?.executions[0]?.thinking).toBe(stray.thinking ?? '');
    if (stray.usage) expect(state.answer?.usage).toEqual(stray.usage);
    // A diagnostic names each reply that may have been cut, at its piece.
    if (stray.notices?.includes('possibly-cut')) {
      const cut = state.diagnostics.filter(({ code }) => code === 'possibly-cut');
      expect(cut.map(({ place, severity }) => [place.stream, severity]).sort()).toEqual([
        ['answer', 'warning'],
        ['execution:1.1', 'warning'],
        ['execution:1.2', 'warning'],
        ['plan:1', 'warning'],
      ]);
    }
  });
});

describe.each(['native', 'prompted'] as const)('%s, over HTTP', (mode) => {
  const text = 'It is \\boxed{4}, and more is said of it.';
  const sequential = { strategy: 'sequential' as const };

  it('a broken connection stays an error, whatever had come', async () => {
    const cut: Respond = () =>
      raw(strayStreams['nothing, and the connection closes in order']!.write(text), { cut: true });
    const result = await run(cut, mode, { ...sequential, settings: { maxAttempts: 1 } });
    expect(result.status).toBe('failed');
    expect(result.state.error?.type).toBe('dropped');
    expect(result.state.thought?.text).toBe(text);
    expect(result.codes).toEqual([]);
  });

  it('a prompt that is open where the reply may have been cut launches nothing', async () => {
    const result = await run((request) => {
      const written = chatModels.scriptedText(script, request);
      const { write } = strayStreams['nothing, and the connection closes in order']!;
      return request.index === 0
        ? raw(write(written.slice(0, written.indexOf('Do B.') + 3)))
        : reply(written);
    }, mode);
    expect(result.status).toBe('done');
    expect(result.codes).toContain('possibly-cut');
    expect(result.state.stages[0]?.plan).toMatchObject({ status: 'done' });
    expect(result.state.stages[0]?.executions.map(({ text }) => text)).toEqual(['A is 2.']);
  });

  it('a connection that breaks after the finish reason breaks nothing', async () => {
    const cut: Respond = () => raw(strayStreams['an event named done']!.write(text), { cut: true });
    const result = await run(cut, mode, sequential);
    expect(result).toMatchObject({ status: 'done', codes: [], state: { thought: { text } } });
  });
});

describe('a server that knows no stop strings, over HTTP', () => {
  const ends = (more: Partial<Parameters<typeof reply>[1]> = {}): Respond => {
    const writes = chatModels.keepsToProtocol(script, { ignoreLimits: true, ...more });
    return writes;
  };

  it.each(['native', 'prompted'] as const)('%s: at its end it still reports its usage', async (mode) => {
    const result = await run(ends(), mode);
    expect(result.status).toBe('done');
    expect(result.codes).toEqual(['stop-not-honoured']);
    const { plan, executions } = result.state.stages[0]!;
    for (const piece of [plan, ...executions]) {
      expect(piece.finishReason).toBe('stop-tag');
      expect(piece.usage?.outputTokens).toBeGreaterThan(0);
    }
    expect(result.server.requests.every(({ aborted }) => !aborted)).toBe(true);
  });

  it('one that says nothing more is waited for a quarter second at most', async () => {
    const result = await run(ends({ finish: null, usage: null, done: false, keepOpen: true }), 'prompted');
    expect(result.status).toBe('done');
    expect(result.state.stages[0]?.plan.usage).toBeNull();
    expect(result.server.requests.every(({ aborted }) => aborted)).toBe(true);
    expect(result.state.at).toBeLessThan(3_000);
  });
});
