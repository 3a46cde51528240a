import { describe, expect, it } from 'vitest';
import { ApiError, asApiError, problemToError } from './api-error.ts';

describe('problemToError', () => {
  it('keeps title and detail of a problem document', () => {
    const error = problemToError(409, { title: 'Still running', detail: 'Cancel it first.', status: 409 });
    expect(error).toMatchObject({
      type: 'problem',
      title: 'Still running',
      detail: 'Cancel it first.',
      status: 409,
    });
  });

  it('gives the messages of fields by their dotted path', () => {
    const errors = [{ path: 'settings.parallelism', message: 'At most 64' }];
    expect(problemToError(400, { title: 'Bad request', errors }).fields).toEqual({
      'settings.parallelism': 'At most 64',
    });
  });

  it('keeps the first message of a field', () => {
    const errors = [
      { path: 'name', message: 'first' },
      { path: 'name', message: 'second' },
    ];
    expect(problemToError(400, { errors }).fields).toEqual({ name: 'first' });
  });

  it.each([
    ['<!doctype html>'],
    [null],
    [{ title: 7 }],
    [{ title: 'Off', errors: 'many' }],
    [{ remedy: [] }],
  ])('says something for a body that is no problem: %j', (body) => {
    const error = problemToError(502, body);
    expect(error.type).toBe('unreadable');
    expect(error.detail).toContain('502');
  });
});

describe('asApiError', () => {
  it('passes its own errors through and wraps others', () => {
    const own = new ApiError('offline', { title: 'Offline', status: 0 });
    expect(asApiError(own)).toBe(own);
    expect(asApiError(new TypeError('bad')).detail).toBe('bad');
  });
});
