import { describe, expect, it } from 'vitest';
import { EndpointError, type RejectableParameter } from './errors.ts';
import { adaptBody, changesAfter, describeChange, type ParameterChange } from './parameters.ts';

const rejected = (parameter?: RejectableParameter) =>
  new EndpointError('bad-request', { url: 'http://host/v1', parameter });

describe('changesAfter', () => {
  it('leaves a rejected parameter out, once', () => {
    const changes = changesAfter(rejected('stop'), []);
    expect(changes).toEqual([{ parameter: 'stop', to: null }]);
    expect(changesAfter(rejected('stop'), changes ?? [])).toBeNull();
  });

  it('renames the token limit first and leaves it out then', () => {
    let changes: readonly ParameterChange[] | null = [];
    changes = changesAfter(rejected('max_tokens'), changes);
    expect(changes).toEqual([{ parameter: 'max_tokens', to: 'max_completion_tokens' }]);
    changes = changesAfter(rejected('max_completion_tokens'), changes ?? []);
    expect(adaptBody({ max_tokens: 5, model: 'x' }, changes ?? [])).toEqual({ model: 'x' });
    expect(changesAfter(rejected('max_completion_tokens'), changes ?? [])).toBeNull();
    expect(changesAfter(rejected('max_tokens'), changes ?? [])).toBeNull();
  });

  it('leaves errors about something else alone', () => {
    expect(changesAfter(rejected(), [])).toBeNull();
    expect(changesAfter(new EndpointError('server-error', { url: 'x', parameter: 'stop' }), [])).toBeNull();
  });
});

describe('adaptBody', () => {
  it('changes a copy', () => {
    const body = { max_tokens: 5, stop: ['x'] };
    expect(adaptBody(body, [{ parameter: 'max_tokens', to: 'max_completion_tokens' }])).toEqual({
      max_completion_tokens: 5,
      stop: ['x'],
    });
    expect(body).toEqual({ max_tokens: 5, stop: ['x'] });
  });
});

describe('describeChange', () => {
  it('says what was done and what follows from it', () => {
    expect(describeChange({ parameter: 'max_tokens', to: 'max_completion_tokens' })).toMatchObject({
      code: 'parameter-renamed',
    });
    const dropped = describeChange({ parameter: 'stop', to: null });
    expect(dropped.code).toBe('parameter-dropped');
    expect(dropped.explanation).toContain('Sprintscope ends the reply itself');
  });
});
