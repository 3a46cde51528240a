import { describe, expect, it, vi } from 'vitest';
import { CurationJobError } from '../curation/errors.ts';
import { problemOf } from './problem-of.ts';

describe('problemOf', () => {
  it('knows errors of another copy of the module: a production build has one for instrumentation, one for routes', async () => {
    vi.resetModules();
    const { ServerError } = await import('../errors.ts');
    const { StorageError } = await import('#lib/storage/errors.ts');
    const ours = await import('./problem-of.ts');
    vi.resetModules();
    const other = await import('../errors.ts');
    expect(other.ServerError).not.toBe(ServerError);

    const notFound = new other.ServerError('endpoint-not-found', 'There is no endpoint "x".');
    expect(ours.problemOf(notFound)).toMatchObject({ status: 404, type: 'endpoint-not-found' });
    const tooMany = new other.ServerError('too-many-running', '16 sessions are running.');
    expect(ours.problemOf(tooMany)).toMatchObject({ status: 429, headers: { 'retry-after': '5' } });
    const inUse = new StorageError('folder-in-use', 'The folder is in use.');
    expect(problemOf(inUse)).toMatchObject({ status: 503, type: 'folder-in-use' });
  });

  it('a thread of curation that failed says what it says, with what to do', () => {
    const slow = new CurationJobError('too-slow', 'Too slow.', 'Shorten it.');
    expect(problemOf(slow)).toMatchObject({ status: 422, detail: 'Too slow.', remedy: 'Shorten it.' });
    const closed = new CurationJobError('closed', 'Shutting down.', 'Try again.');
    expect(problemOf(closed)).toMatchObject({ status: 503, type: 'shutting-down' });
    const ended = new CurationJobError('worker-ended', 'It ended.', 'Try again.');
    expect(problemOf(ended)).toMatchObject({ status: 500, remedy: 'Try again.' });
  });

  it('says nothing of what is a defect of ours', () => {
    expect(problemOf(new TypeError('undefined is not a function'))).toBeNull();
    expect(problemOf('a string')).toBeNull();
  });
});
