import { describe, expect, it } from 'vitest';
import type { EndpointErrorContext, EndpointErrorType } from './error-kinds.ts';
import { EndpointError, toErrorInfo } from './errors.ts';

const types: Record<EndpointErrorType, (EndpointErrorContext['reason'] | undefined)[]> = {
  unreachable: [undefined, 'refused', 'dns', 'certificate', 'scheme', 'port', 'link-local'],
  unauthorized: [undefined, 'no-key', 'malformed-key'],
  'not-found': ['path', 'model', 'api', 'redirect'],
  'rate-limited': [undefined, 'quota'],
  'server-error': [undefined, 'loading'],
  'bad-request': [undefined],
  'context-too-long': [undefined],
  'not-json': [undefined],
  'bad-stream': [undefined],
  'reply-too-large': ['headers', 'body', 'no-words', 'event', 'structure'],
  dropped: [undefined],
  'first-token-timeout': [undefined],
  stalled: [undefined],
  'total-timeout': [undefined],
  'content-filter': [undefined],
  'empty-reply': [undefined, 'all-thinking'],
};
const cases = Object.entries(types).flatMap(([type, reasons]) =>
  reasons.map((reason) => [type as EndpointErrorType, reason] as const),
);
const url = 'http://127.0.0.1:8000/v1/completions';

describe('EndpointError', () => {
  it.each(cases)('%s (%s) names URL, status and remedy', (type, reason) => {
    const error = new EndpointError(type, {
      url,
      status: 418,
      reason,
      detail: 'short and stout',
      afterMs: 1500,
    });
    expect(error.message).toContain(url);
    expect(error.message).toContain('status 418');
    expect(error.message).toContain('short and stout');
    expect(error.message.endsWith(error.remedy)).toBe(true);
    expect(error.remedy.length).toBeGreaterThan(20);
  });

  it.each(Object.entries(types).filter(([, reasons]) => reasons.length > 1))(
    '%s: each reason has its own summary',
    (type, reasons) => {
      const said = reasons.map(
        (reason) => new EndpointError(type as EndpointErrorType, { url, reason }).summary,
      );
      expect(new Set(said).size).toBe(reasons.length);
    },
  );

  it('says how long it waited, and how large window and prompt are', () => {
    expect(new EndpointError('stalled', { url, afterMs: 2500 }).message).toContain('2.5 s');
    const tooLong = new EndpointError('context-too-long', { url, contextWindow: 2048, promptTokens: 5000 });
    expect(tooLong.message).toContain('2048 tokens');
    expect(tooLong.message).toContain('5000 tokens');
  });
});

describe('toErrorInfo', () => {
  it('keeps message and remedy apart', () => {
    const error = new EndpointError('server-error', { url, status: 500 });
    expect(toErrorInfo(error)).toEqual({
      type: 'server-error',
      message: error.summary,
      remedy: error.remedy,
      status: 500,
      url,
    });
  });

  it('keeps the numbers of a prompt that is too long, where they are any', () => {
    const infoOf = (contextWindow: number, promptTokens: number) =>
      toErrorInfo(new EndpointError('context-too-long', { url, contextWindow, promptTokens }));
    expect(infoOf(2048, 5000)).toMatchObject({ contextWindow: 2048, promptTokens: 5000 });
    expect(infoOf(0, 2.5)).not.toHaveProperty('contextWindow');
    expect(infoOf(0, 2.5)).not.toHaveProperty('promptTokens');
  });

  it('calls anything else internal', () => {
    expect(toErrorInfo(new TypeError('x is not a function'))).toEqual({
      type: 'internal',
      message: 'x is not a function',
    });
    expect(toErrorInfo('text')).toEqual({ type: 'internal', message: 'text' });
  });
});
