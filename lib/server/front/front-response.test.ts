import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { FrontResponse } from './front-response.ts';

describe('FrontResponse', () => {
  const set = (name: string, value: string | string[]) =>
    new FrontResponse(new IncomingMessage(new Socket())).setHeader(name, value).getHeader(name);

  it('turns a list of one content-type into the text that compression looks for', () => {
    expect(set('content-type', ['text/jsonl; charset=utf-8'])).toBe('text/jsonl; charset=utf-8');
    expect(set('Content-Type', 'text/html')).toBe('text/html');
  });

  it('leaves event streams and every other header alone', () => {
    expect(set('content-type', ['text/event-stream; charset=utf-8'])).toEqual([
      'text/event-stream; charset=utf-8',
    ]);
    expect(set('set-cookie', ['a=1'])).toEqual(['a=1']);
    expect(set('vary', ['a', 'b'])).toEqual(['a', 'b']);
  });
});
