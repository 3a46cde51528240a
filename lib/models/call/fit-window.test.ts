import { describe, expect, it } from 'vitest';
import { EndpointError } from '../errors.ts';
import { lowerMaxTokens, maxTokensWithin } from './fit-window.ts';

const tooLong = (contextWindow?: number, promptTokens?: number) =>
  new EndpointError('context-too-long', { url: 'x', contextWindow, promptTokens });

describe('lowerMaxTokens', () => {
  it.each([
    [tooLong(4096, 1000), 8000, 3080],
    [tooLong(4096, 1000), 500, null],
    [tooLong(4096, 4000), 8000, null],
    [tooLong(4096, 9000), 8000, null],
    [tooLong(4096), 8000, null],
    [tooLong(undefined, 10), 8000, null],
    [new EndpointError('bad-request', { url: 'x', contextWindow: 4096, promptTokens: 10 }), 8000, null],
  ])('case %#', (error, maxTokens, expected) => {
    expect(lowerMaxTokens(error, maxTokens)).toBe(expected);
  });

  it('our estimate does where the server does not name the prompt’s tokens', () => {
    expect(lowerMaxTokens(tooLong(4096), 8000, 1000)).toBe(2930);
    expect(lowerMaxTokens(tooLong(4096), 8000, 4000)).toBeNull();
    // A lower limit did not help before.
    expect(lowerMaxTokens(tooLong(4096), 2930, 1000)).toBeNull();
    expect(lowerMaxTokens(tooLong(4096, 1000), 8000, 10)).toBe(3080);
  });
});

describe('maxTokensWithin', () => {
  it.each([
    [null, 1000, 8000, 8000],
    [4096, undefined, 8000, 8000],
    [4096, 1000, 8000, 2930],
    [4096, 1000, 500, 500],
    // If our estimate says that nothing fits, we leave the decision to the server.
    [4096, 4000, 8000, 8000],
  ])('case %#', (contextWindow, estimated, maxTokens, expected) => {
    expect(maxTokensWithin(contextWindow, estimated, maxTokens)).toBe(expected);
  });
});
