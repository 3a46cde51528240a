import { describe, expect, it } from 'vitest';
import type { Endpoint } from './endpoint.ts';
import { isRetryable } from './retry.ts';
import {
  type Behaviour,
  errorAnswer,
  json,
  reply,
  tooManyRequests,
  webPage,
  wrongKey,
  wrongModel,
} from './testing/behaviours.ts';
import { endpointErrorOf, optionsOf, record, TEST_KEY } from './testing/calls.ts';
import { startMisbehavingEndpoint } from './testing/misbehaving-endpoint.ts';
import { apis, guard, serverForTest } from './testing/over-http.ts';

const start = serverForTest();

describe.each(apis)('%s over HTTP', (api) => {
  const fail = async (behaviour: Behaviour, more: Partial<Endpoint> = {}) => {
    const { baseUrl } = await start(() => behaviour);
    const result = await record(guard(baseUrl, more), optionsOf(api));
    return { ...result, failure: endpointErrorOf(result), baseUrl };
  };

  it('reads text, thinking, usage and finish reason, and sends the prompt as it is', async () => {
    const { baseUrl, requests } = await start(() =>
      reply('The answer </Plan_1> is 42', { thinking: 'Let me see: ∑ 🌍' }),
    );
    const prompt = '<Question>\n user: «ü» \\(x\\) </Question>\n<think>\n';
    const input =
      api === 'completion'
        ? { kind: 'completion' as const, prompt }
        : { kind: 'chat' as const, messages: [{ role: 'user' as const, content: prompt }] };
    const result = await record(guard(baseUrl), optionsOf(api, { input }));
    expect(result.error).toBeNull();
    expect(result.text).toBe('The answer ');
    expect(result.thinking).toBe('Let me see: ∑ 🌍');
    expect(result.finish).toMatchObject({ reason: 'stop', usage: { outputTokens: 7 } });
    expect(requests[0]).toMatchObject({
      prompt,
      api,
      body: { model: 'test-model', max_tokens: 1000, temperature: 0.6, stop: ['</Plan_'], stream: true },
    });
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${TEST_KEY}`);
  });

  it('reads reasoning under its other name', async () => {
    const { baseUrl } = await start(() => reply('x', { thinking: 'hm', thinkingField: 'reasoning' }));
    expect((await record(guard(baseUrl), optionsOf(api))).thinking).toBe('hm');
  });

  it('takes a reply that is all thinking', async () => {
    const { baseUrl } = await start(() => reply('', { thinking: 'hm, hm', finish: 'length' }));
    const result = await record(guard(baseUrl), optionsOf(api));
    expect(result).toMatchObject({ text: '', thinking: 'hm, hm', error: null, finish: { reason: 'length' } });
  });

  it('does without usage', async () => {
    const { baseUrl } = await start(() => reply('ok', { usage: null }));
    expect((await record(guard(baseUrl), optionsOf(api))).finish).toEqual({
      type: 'finish',
      reason: 'stop',
      usage: null,
    });
  });

  it('reads one JSON object where the server ignores that a stream was asked for', async () => {
    const { baseUrl } = await start(() => reply('all at once', { thinking: 'hm', ignoreStream: true }));
    const result = await record(guard(baseUrl), optionsOf(api));
    expect(result).toMatchObject({ text: 'all at once', thinking: 'hm', error: null });
    expect(result.finish?.usage?.outputTokens).toBe(4);
  });

  it('finishes when the connection stays open after the end', async () => {
    const { baseUrl, requests, idle } = await start(() => reply('done', { keepOpen: true }));
    const result = await record(guard(baseUrl), optionsOf(api));
    expect(result).toMatchObject({ text: 'done', error: null, finish: { reason: 'stop' } });
    expect(result.finish?.usage?.outputTokens).toBe(1);
    await idle();
    expect(requests[0]?.endedByUs).toBeNull();
  });

  it('down: unreachable, refused', async () => {
    const { baseUrl, close } = await start(() => reply('never'));
    await close();
    const error = endpointErrorOf(await record(guard(baseUrl), optionsOf(api)));
    expect(error.type).toBe('unreachable');
    expect(error.context.reason).toBe('refused');
    expect(error.message).toContain(baseUrl);
    expect(error.remedy).toMatch(/Start the server/);
  });

  it('a port that fetch itself refuses: unreachable, with another port as the remedy', async () => {
    const error = endpointErrorOf(await record(guard('http://127.0.0.1:9/v1'), optionsOf(api)));
    expect(error).toMatchObject({ type: 'unreachable', context: { reason: 'port' } });
    expect(error.remedy).toMatch(/another port/);
    expect(error.remedy).not.toMatch(/Start the server/);
    expect(isRetryable(error)).toBe(false);
  });

  it('a host that does not exist: unreachable, dns', async () => {
    const error = endpointErrorOf(await record(guard('http://sprintscope.invalid/v1'), optionsOf(api)));
    expect(error).toMatchObject({ type: 'unreachable', context: { reason: 'dns' } });
  });

  it('https spoken to an http server: unreachable, scheme', async () => {
    const { baseUrl } = await start(() => reply('never'));
    const error = endpointErrorOf(await record(guard(baseUrl.replace('http:', 'https:')), optionsOf(api)));
    expect(error).toMatchObject({ type: 'unreachable', context: { reason: 'scheme' } });
  });

  it('wrong key: unauthorized; without one, the remedy is to set it', async () => {
    expect((await fail(wrongKey())).failure).toMatchObject({
      type: 'unauthorized',
      context: { status: 401 },
    });
    const { failure } = await fail(errorAnswer(403, 'Forbidden'), { apiKey: null });
    expect(failure).toMatchObject({ type: 'unauthorized', context: { status: 403, reason: 'no-key' } });
    expect(failure.remedy).toContain('SPRINT_API_KEY');
  });

  it('a key that no header can carry is refused before it is sent', async () => {
    const { baseUrl, requests } = await start(() => reply('never'));
    const error = endpointErrorOf(
      await record(guard(baseUrl, { apiKey: 'schlüssel\n1234' }), optionsOf(api)),
    );
    expect(error).toMatchObject({ type: 'unauthorized', context: { reason: 'malformed-key' } });
    expect(error.message).not.toContain('schlüssel');
    expect(requests).toHaveLength(0);
  });

  it('404 tells a wrong model from a wrong path', async () => {
    const model = (await fail(wrongModel('test-model'))).failure;
    expect(model).toMatchObject({ type: 'not-found', context: { reason: 'model', model: 'test-model' } });
    expect(model.remedy).toContain('/models');
    const path = (await fail(json(404, { detail: 'Not Found' }))).failure;
    expect(path).toMatchObject({ type: 'not-found', context: { reason: 'path' } });
    expect(path.remedy).toContain('/v1');
  });

  it('does not follow redirects, which would take the key along', async () => {
    const elsewhere = await startMisbehavingEndpoint(() => reply('stolen'));
    const { failure } = await fail(json(307, {}, { location: `${elsewhere.baseUrl}/chat/completions` }));
    expect(failure).toMatchObject({ type: 'not-found', context: { reason: 'redirect', status: 307 } });
    expect(elsewhere.requests).toHaveLength(0);
    await elsewhere.close();
  });

  it('429: rate-limited, with the wait in seconds, as a date, or in ms', async () => {
    const seconds = (await fail(tooManyRequests({ 'retry-after': '7' }))).failure;
    expect(seconds).toMatchObject({ type: 'rate-limited', context: { status: 429, retryAfterMs: 7000 } });
    const date = new Date(Date.now() + 30_000).toUTCString();
    const byDate = (await fail(tooManyRequests({ 'retry-after': date }))).failure;
    expect(byDate.context.retryAfterMs).toBeGreaterThan(20_000);
    expect(byDate.context.retryAfterMs).toBeLessThanOrEqual(30_000);
    const precise = (await fail(tooManyRequests({ 'retry-after-ms': '250', 'retry-after': '7' }))).failure;
    expect(precise.context.retryAfterMs).toBe(250);
  });

  it('5xx: server-error', async () => {
    expect((await fail(errorAnswer(500, 'boom'))).failure).toMatchObject({
      type: 'server-error',
      context: { status: 500, detail: 'boom' },
    });
    expect((await fail(webPage(502, 'Bad Gateway'))).failure).toMatchObject({
      type: 'server-error',
      context: { status: 502, body: { type: 'text/html', isWhole: true } },
    });
  });

  it('400: bad-request with what the server said', async () => {
    expect((await fail(errorAnswer(400, 'messages must alternate'))).failure).toMatchObject({
      type: 'bad-request',
      context: { detail: 'messages must alternate' },
    });
  });

  it('a web page, with 200 or as an error: not-json', async () => {
    const ok = (await fail(webPage(200, 'Sign in'))).failure;
    expect(ok).toMatchObject({ type: 'not-json', context: { status: 200 } });
    expect(ok.message).toMatch(/It sent \d+ bytes of text\/html/);
    expect(ok.message).not.toContain('Sign in');
    expect((await fail(webPage(400))).failure.type).toBe('not-json');
  });

  it('an error object with status 200: by what it says', async () => {
    const lmStudio = json(200, { error: 'Unexpected endpoint or method. (POST /v1/nothing)' });
    expect((await fail(lmStudio)).failure).toMatchObject({ type: 'not-found', context: { reason: 'path' } });
  });

  it('a connection reset before the answer: dropped', async () => {
    expect((await fail({ kind: 'reset' })).failure.type).toBe('dropped');
  });

  it('an empty 200: dropped', async () => {
    const empty: Behaviour = { kind: 'http', status: 200, body: '', contentType: 'text/event-stream' };
    expect((await fail(empty)).failure.type).toBe('dropped');
  });

  it('a socket cut in the middle: dropped, and every word before it was given', async () => {
    const { failure, text } = await fail(reply('abcdefgh'.repeat(50), { breaks: 'cut', breaksAfter: 30 }));
    expect(failure.type).toBe('dropped');
    expect(text).toBe('abcdefgh'.repeat(15));
  });

  it('a clean end without finish reason keeps its text, and says that it may have been cut', async () => {
    const { baseUrl } = await start(() => reply('abcdefgh', { breaks: 'end', breaksAfter: 1 }));
    const result = await record(guard(baseUrl), optionsOf(api));
    expect(result).toMatchObject({ text: 'abcd', error: null, finish: { reason: 'other' } });
    expect(result.notices.map(({ code }) => code)).toEqual(['possibly-cut']);
    expect((await fail(reply('abcd', { breaks: 'end' }))).failure.type).toBe('dropped');
  });

  it('[DONE] without finish reason is an end', async () => {
    const { baseUrl } = await start(() => reply('x', { finish: null }));
    expect(await record(guard(baseUrl), optionsOf(api))).toMatchObject({
      text: 'x',
      error: null,
      notices: [],
      finish: { reason: 'stop' },
    });
  });

  it('a cut after the finish reason does no harm', async () => {
    const { baseUrl } = await start(() => reply('whole', { usage: null, done: false }));
    expect((await record(guard(baseUrl), optionsOf(api))).finish?.reason).toBe('stop');
  });

  it('garbage in the stream is skipped with a notice where the stream goes on and finishes', async () => {
    const { baseUrl } = await start(() => reply('abcdefgh', { breaks: 'bad-line', breaksAfter: 1 }));
    const result = await record(guard(baseUrl), optionsOf(api));
    expect(result).toMatchObject({ text: 'abcdefgh', error: null, finish: { reason: 'stop' } });
    expect(result.notices.map(({ code }) => code)).toEqual(['lines-skipped']);
  });

  it('garbage that the stream ends in: bad-stream, after the text', async () => {
    const { failure, text, finish } = await fail(reply('abcdefgh', { breaks: 'garbage', breaksAfter: 1 }));
    expect(failure.type).toBe('bad-stream');
    expect(text).toBe('abcd');
    expect(finish).toBeNull();
  });

  it('a web page inside the stream: bad-stream', async () => {
    expect((await fail(reply('x', { breaks: 'html' }))).failure.type).toBe('bad-stream');
  });

  it('a stream that is none: bad-stream', async () => {
    const noise: Behaviour = {
      kind: 'http',
      status: 200,
      body: '\u0001\u0002 noise noise\n',
      contentType: 'text/event-stream',
    };
    expect((await fail(noise)).failure.type).toBe('bad-stream');
  });

  it('an error chunk in the stream: by its own status or words', async () => {
    const chunk = (error: unknown) =>
      reply('abcd', { breaks: 'error-chunk', breaksAfter: 1, errorChunk: { error } });
    expect((await fail(chunk({ message: 'The engine died' }))).failure.type).toBe('server-error');
    expect((await fail(chunk({ message: 'slow down', code: 429 }))).failure.type).toBe('rate-limited');
    const overflow = {
      message: 'the request exceeds the available context size',
      n_ctx: 256,
      n_prompt_tokens: 1407,
    };
    expect((await fail(chunk(overflow))).failure).toMatchObject({
      type: 'context-too-long',
      context: { contextWindow: 256, promptTokens: 1407 },
    });
  });

  it('a reply that the filter ended says so', async () => {
    const { baseUrl } = await start(() => reply('I', { finish: 'content_filter' }));
    expect((await record(guard(baseUrl), optionsOf(api))).finish?.reason).toBe('content-filter');
    const refused = errorAnswer(400, 'Blocked by content management policy', { code: 'content_filter' });
    expect((await fail(refused)).failure.type).toBe('content-filter');
  });

  it('an aborted engine: dropped', async () => {
    expect((await fail(reply('abcd', { finish: 'abort' }))).failure.type).toBe('dropped');
  });
});
