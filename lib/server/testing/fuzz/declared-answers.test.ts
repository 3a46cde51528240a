import { describe, expect, it } from 'vitest';
import { createJudge } from './declared-answers.ts';
import type { FuzzedRequest } from './deliver-request.ts';
import { parseAnswers } from './raw-http.ts';

const judge = createJudge(`
| 400 | \`invalid-request\` | a field |
| 400 | \`unknown-format\`, \`unknown-option\` | an option |
| 404 | \`curation-…-not-found\` | |
| 405 | \`method-not-allowed\` | |
| 500 | \`internal\` | a defect |
| 502 | \`endpoint-…\` | |
`);
const request = (target: string, more: Partial<FuzzedRequest> = {}): FuzzedRequest => ({
  ...{
    method: 'GET',
    target,
    done: [],
    mustAnswer: true,
    parts: [],
    ending: 'wait',
    answers: 1,
    isHead: false,
  },
  ...more,
});
const judged = (target: string, wire: string, more: Partial<FuzzedRequest> = {}) =>
  judge(request(target, more), {
    ...parseAnswers(Buffer.from(wire.replaceAll('\n', '\r\n')), false),
    timedOut: false,
  });
const problem = (status: number, type: string) => {
  const body = JSON.stringify({ type: `urn:sprintscope:problem:${type}`, status, detail: 'x' });
  return `HTTP/1.1 ${status} X\ncontent-type: application/problem+json\ncontent-length: ${body.length}\n\n${body}`;
};

describe('the judge of answers', () => {
  it('takes what the table declares, patterns included', () => {
    for (const [status, type] of [
      [400, 'unknown-option'],
      [404, 'curation-batch-not-found'],
      [502, 'endpoint-unreachable'],
    ] as const)
      expect(judged('/api/x', problem(status, type)), type).toBeNull();
    expect(judged('/api/x', 'HTTP/1.1 204 No Content\n\n')).toBeNull();
    expect(judged('/', 'HTTP/1.1 404 X\ncontent-type: text/html\ncontent-length: 1\n\nx')).toBeNull();
  });

  it('refuses undeclared types, defects, plain texts, silence and what is no HTTP', () => {
    expect(judged('/api/x', problem(404, 'invalid-request'))).toContain('not declared');
    expect(judged('/api/x', problem(418, 'teapot'))).toContain('not declared');
    expect(judged('/api/x', problem(500, 'internal'))).toContain('a defect');
    const plain = 'HTTP/1.1 500 X\ncontent-type: text/plain\ncontent-length: 21\n\nInternal Server Error';
    expect(judged('/api/x', plain)).toContain('instead of a problem');
    expect(judged('/sessions/x', plain)).toContain('Internal Server Error');
    expect(judged('/api/x', '')).toContain('without an answer');
    expect(judged('/api/x', '', { mustAnswer: false })).toBeNull();
    expect(judged('/api/x', 'hello')).toContain('none');
  });

  it('reads answers that follow each other, chunked ones too', () => {
    const wire = `HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n3\nabc\n0\n\n${problem(405, 'method-not-allowed')}`;
    const { answers } = parseAnswers(Buffer.from(wire.replaceAll('\n', '\r\n')), false);
    expect(answers.map(({ status, whole }) => [status, whole])).toEqual([
      [200, true],
      [405, true],
    ]);
    expect(answers[0]?.body).toBe('abc');
  });
});
