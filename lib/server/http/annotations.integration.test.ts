import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionRecord } from '#lib/storage/testing/records.ts';
import { MOST_ANNOTATION_CHARACTERS } from '../annotations.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
beforeEach(async () => {
  test = await startTestServer();
  await test.server.store.createSession(sessionRecord({ id: 's', status: 'done' }));
});
afterEach(() => test.close());

const path = '/api/sessions/s/annotations';
const post = (body: unknown, of = path) => test.send('POST', of, body);
const place = { stream: 'execution:1.2', offset: 3, end: 12 };
const note = { kind: 'note', place, quote: 'the words', text: 'A good idea', label: 'idea' };
const dismissal = { kind: 'dismissal', code: 'sibling-result', place, quote: 'the words', reason: 'Its own' };

describe('annotations of a session', () => {
  it('are appended, numbered and dated, and answered with those of other windows', async () => {
    const [first, second] = await Promise.all([post(note), post(dismissal)]);
    expect([first.status, second.status]).toEqual([201, 201]);
    const third = await post({ kind: 'ruling', correct: false });
    const { annotations } = (await third.json()) as { annotations: Record<string, unknown>[] };
    expect(annotations.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect(annotations).toContainEqual(
      expect.objectContaining({ ...note, type: 'annotation', madeAt: expect.stringMatching(/^20.*Z$/) }),
    );
    expect(await (await test.fetch(path)).json()).toEqual({ annotations, isDamaged: false });
  });

  it('are withdrawn once, and what is withdrawn comes back by withdrawing that', async () => {
    await post(note);
    expect((await post({ kind: 'withdrawal', of: 0 })).status).toBe(201);
    for (const of of [0, 7, 2]) {
      const refused = await post({ kind: 'withdrawal', of });
      expect(refused.status).toBe(409);
      expect(await refused.json()).toMatchObject({ type: 'urn:sprintscope:problem:annotation-state' });
    }
    expect((await post({ kind: 'withdrawal', of: 1 })).status).toBe(201);
    expect((await post({ kind: 'withdrawal', of: 0 })).status).toBe(201);
  });

  it('leave what lists show and search in the row', async () => {
    await post(note);
    await post(dismissal);
    const annotated = { notes: 1, dismissals: 1, labels: ['idea'], words: 'A good idea' };
    expect((await test.server.store.session('s'))?.annotated).toEqual(annotated);
    for (const of of [0, 1]) await post({ kind: 'withdrawal', of });
    expect((await test.server.store.session('s'))?.annotated).toBeNull();
  });

  it.each([
    ['body', { kind: 'opinion', text: 'x' }],
    ['kind', {}],
    ['text', { ...note, text: ' ' }],
    ['text', { ...note, text: 'x'.repeat(4001) }],
    ['quote', { ...note, quote: 'x'.repeat(401) }],
    ['place.stream', { ...note, place: { stream: 'execution:first' } }],
    ['place.end', { ...note, place: { offset: 4, end: 3 } }],
    ['reason', { ...dismissal, reason: undefined }],
    ['seq', { ...note, seq: 7 }],
    ['of', { kind: 'withdrawal', of: -1 }],
  ])('names the field %s that is refused', async (field, body) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { path: string }[] };
    if (field !== 'body' && field !== 'kind') expect(errors.map((error) => error.path)).toContain(field);
    expect((await test.server.store.annotations('s')).annotations).toEqual([]);
  });

  it('have a limit, and need a session', async () => {
    const long = { type: 'annotation', madeAt: '2026-01-01T00:00:00.000Z', ...note } as const;
    const many = Math.ceil(MOST_ANNOTATION_CHARACTERS / 4000);
    await test.server.store.annotate('s', () => ({
      add: Array.from({ length: many }, () => ({ ...long, kind: 'note', text: 'x'.repeat(3900) }) as never),
    }));
    const refused = await post(note);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({
      type: 'urn:sprintscope:problem:too-many-annotations',
      remedy: expect.any(String),
    });
    for (const response of [
      await post(note, '/api/sessions/none/annotations'),
      await test.fetch('/api/sessions/none/annotations'),
    ])
      expect(response.status).toBe(404);
  });
});
