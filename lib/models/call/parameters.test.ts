import { describe, expect, it } from 'vitest';
import { EndpointError } from '../errors.ts';
import type { Rejection } from '../refusals/rejected-parameter.ts';
import { type Learned, nothingLearned } from './learned.ts';
import { adaptBody, describeChange, describeRange, lessonFrom } from './parameters.ts';

const rejected = (rejection?: Rejection) =>
  new EndpointError('bad-request', { url: 'http://host/v1', ...(rejection && { rejection }) });
const learn = (...rejections: Rejection[]) =>
  rejections.reduce<Pick<Learned, 'changes' | 'ranges'>>(
    (known, rejection) => lessonFrom(rejected(rejection), known) ?? known,
    { changes: nothingLearned.changes, ranges: nothingLearned.ranges },
  );
const bodyOf = (body: Record<string, unknown>, ...rejections: Rejection[]) =>
  adaptBody(body, learn(...rejections)).body;

describe('lessonFrom', () => {
  it('leaves a rejected parameter out, once', () => {
    const known = learn({ parameter: 'seed' });
    expect(known.changes).toEqual([{ parameter: 'seed', to: null }]);
    expect(lessonFrom(rejected({ parameter: 'seed' }), known)).toBeNull();
  });

  it('renames the token limit first and leaves it out then', () => {
    const known = learn({ parameter: 'max_tokens' });
    expect(known.changes).toEqual([{ parameter: 'max_tokens', to: 'max_completion_tokens' }]);
    const then = learn({ parameter: 'max_tokens' }, { parameter: 'max_completion_tokens' });
    expect(adaptBody({ max_tokens: 5, model: 'x' }, then).body).toEqual({ model: 'x' });
    expect(lessonFrom(rejected({ parameter: 'max_completion_tokens' }), then)).toBeNull();
    expect(lessonFrom(rejected({ parameter: 'max_tokens' }), then)).toBeNull();
  });

  it('takes the name that the server wants, and never goes back to one it refused', () => {
    expect(bodyOf({ max_tokens: 5 }, { parameter: 'max_tokens', renameTo: 'max_new_tokens' })).toEqual({
      max_new_tokens: 5,
    });
    const back = { parameter: 'max_completion_tokens', renameTo: 'max_tokens' };
    expect(bodyOf({ max_tokens: 5 }, { parameter: 'max_tokens' }, back)).toEqual({});
  });

  it('lowers what exceeds a range, for no other call', () => {
    const cap = { parameter: 'max_tokens', range: { min: 1, max: 8192 } };
    expect(bodyOf({ max_tokens: 36_000 }, cap)).toEqual({ max_tokens: 8192 });
    expect(bodyOf({ max_tokens: 2000 }, cap)).toEqual({ max_tokens: 2000 });
    expect(bodyOf({ max_tokens: 0 }, cap)).toEqual({ max_tokens: 1 });
    expect(bodyOf({ temperature: 1.5 }, { parameter: 'temperature', range: { min: 0, max: 1 } })).toEqual({
      temperature: 1,
    });
    expect(bodyOf({ stop: ['a', 'b', 'c'] }, { parameter: 'stop', range: { min: null, max: 2 } })).toEqual({
      stop: ['a', 'b'],
    });
  });

  it('a range told under the new name holds for the old one', () => {
    const known = learn(
      { parameter: 'max_tokens' },
      { parameter: 'max_completion_tokens', range: { min: null, max: 4096 } },
    );
    expect(adaptBody({ max_tokens: 36_000 }, known).body).toEqual({ max_completion_tokens: 4096 });
    expect(adaptBody({ max_tokens: 300 }, known).body).toEqual({ max_completion_tokens: 300 });
  });

  it('a value that is refused although it is in its range is left out', () => {
    const cap = { parameter: 'max_tokens', range: { min: null, max: 8192 } };
    expect(bodyOf({ max_tokens: 36_000 }, cap, cap)).toEqual({});
  });

  it('leaves errors about something else alone', () => {
    expect(lessonFrom(rejected(), nothingLearned)).toBeNull();
    const crash = new EndpointError('server-error', { url: 'x', rejection: { parameter: 'stop' } });
    expect(lessonFrom(crash, nothingLearned)).toBeNull();
  });
});

describe('adaptBody', () => {
  it('changes a copy, and tells what it changed', () => {
    const body = { max_tokens: 5, stop: ['x'] };
    const learned = learn({ parameter: 'max_tokens' }, { parameter: 'seed' });
    expect(adaptBody(body, learned)).toEqual({
      body: { max_completion_tokens: 5, stop: ['x'] },
      changes: [{ parameter: 'max_tokens', to: 'max_completion_tokens' }],
      clamped: [],
    });
    expect(body).toEqual({ max_tokens: 5, stop: ['x'] });
  });
});

describe('in words', () => {
  it('what was done and what follows from it', () => {
    expect(describeChange({ parameter: 'max_tokens', to: 'max_completion_tokens' })).toMatchObject({
      code: 'parameter-renamed',
    });
    const dropped = describeChange({ parameter: 'stop', to: null });
    expect(dropped.code).toBe('parameter-dropped');
    expect(dropped.explanation).toContain('Sprintscope ends the reply itself');
    expect(describeChange({ parameter: 'min_p', to: null }).explanation).toContain(
      'the server’s own default',
    );
    expect(describeRange('max_tokens', { min: 1, max: 8192 })).toMatchObject({ code: 'max-tokens-lowered' });
    expect(describeRange('temperature', { min: 0, max: 1 }).explanation).toContain('from 0 to 1');
  });
});
