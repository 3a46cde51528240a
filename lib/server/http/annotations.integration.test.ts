import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionRecord } from '#lib/storage/testing/records.ts';
import { MOST_ANNOTATION_CHARACTERS } from '#lib/trace/annotations.ts';
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

describe('a dismissed finding', () => {
  const transcript = `<Plan_1> Fence and turf. <prompt_1.1> Find the fence. </prompt_1.1> <prompt_1.2> Find the turf. </prompt_1.2> </Plan_1>
<Execution_1>
<execution_1.1> 2 * (17 + 23) = 80, and with the gate 83.5 metres. </execution_1.1>
<execution_1.2> When we computed the fence, we found 83.5 metres. The turf is 17 * 23 = 391. </execution_1.2>
</Execution_1>
<Final_answer> So \\boxed{391}. </Final_answer>`;
  type Found = { code: string; quote: string; places: { stream?: string }[] };
  type Row = { id: string; findings: { code: string; count: number }[] };
  const json = async <T>(path: string) => (await (await test.fetch(path)).json()) as T;
  const rowOf = async (id: string) =>
    (await json<{ rows: Row[] }>('/api/library')).rows.find((row) => row.id === id);
  const findingsOf = async (id: string) =>
    (await json<{ sessions: { id: string; findings: Found[] }[] }>('/api/findings')).sessions.find(
      (session) => session.id === id,
    )?.findings ?? [];
  const importOf = async (body: object) =>
    ((await (await test.send('POST', '/api/traces', body)).json()) as { id: string }).id;

  async function dismissed(): Promise<{ id: string; leak: Found }> {
    const id = await importOf({ text: transcript, name: 'garden.txt' });
    const leak = (await findingsOf(id)).find(({ quote }) => quote.includes('83.5 metres'));
    if (!leak) throw new Error('The doctor finds nothing in it');
    const [place, source] = leak.places;
    const { code, quote } = leak;
    const response = await post(
      { kind: 'dismissal', code, place, source, quote, reason: 'It computed that itself.' },
      `/api/sessions/${id}/annotations`,
    );
    expect(response.status).toBe(201);
    return { id, leak };
  }

  it('counts in no list, and again once the dismissal is withdrawn', async () => {
    const { id, leak } = await dismissed();
    const codes = async () => (await rowOf(id))?.findings.map(({ code }) => code);
    expect(await codes()).not.toContain(leak.code);
    expect(await findingsOf(id)).not.toContainEqual(leak);
    expect(await json(`/api/sessions/${id}`)).toMatchObject({ findings: (await rowOf(id))?.findings });
    await post({ kind: 'withdrawal', of: 0 }, `/api/sessions/${id}/annotations`);
    expect(await codes()).toContain(leak.code);
    expect(await findingsOf(id)).toContainEqual(leak);
  });

  it('stays dismissed when the session is looked at anew, and in a copy of its log or page', async () => {
    const { id, leak } = await dismissed();
    await post({ ...note, label: 'gardens' }, `/api/sessions/${id}/annotations`);
    await test.server.store.updateSession(id, { summaryVersion: null, doctorVersion: null });
    await test.fetch(`/api/sessions/${id}`);
    expect(await findingsOf(id)).not.toContainEqual(leak);
    expect((await rowOf(id))?.findings.map(({ code }) => code)).not.toContain(leak.code);

    const log = await (await test.fetch(`/api/sessions/${id}/export?format=log`)).text();
    const { annotations } = await test.server.store.annotations(id);
    expect(annotations).toHaveLength(2);
    expect(log.endsWith(annotations.map((one) => `${JSON.stringify(one)}\n`).join(''))).toBe(true);
    const copy = await importOf({ text: log, name: 'copy.jsonl' });
    expect((await test.server.store.annotations(copy)).annotations).toEqual(annotations);
    expect(await findingsOf(copy)).not.toContainEqual(leak);
    expect((await test.server.store.session(copy))?.annotated).toMatchObject({
      notes: 1,
      labels: ['gardens'],
    });
  });

  it('stands in reports, apart from what counts, with its reason; so do notes', async () => {
    const { id, leak } = await dismissed();
    await post(note, `/api/sessions/${id}/annotations`);
    const report = await (await test.fetch(`/api/sessions/${id}/export?format=markdown`)).text();
    const [, dismissals, notes] =
      /## Dismissed findings\n([\s\S]*)## Notes\n([\s\S]*)## Provenance/.exec(report) ?? [];
    expect(dismissals).toContain(leak.code);
    expect(dismissals).toContain('It computed that itself.');
    expect(notes).toContain('A good idea');
    expect(report.slice(0, report.indexOf('## Dismissed'))).not.toContain(`\`${leak.code}\``);
  });

  it('is exported as a label, and a note as a row', async () => {
    const { id, leak } = await dismissed();
    await post(note, `/api/sessions/${id}/annotations`);
    const rowsOf = async (kind: string) =>
      (await (await test.fetch(`/api/annotations?kind=${kind}`)).text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
    expect(await rowsOf('dismissal')).toMatchObject([
      {
        ...{ file: 'garden.txt', kind: leak.code, stream: leak.places[0]?.stream, id },
        ...{ quote: leak.quote, certain: true, holds: false, why: 'It computed that itself.' },
      },
    ]);
    expect(await rowsOf('note')).toMatchObject([{ kind: 'note', label: 'idea', text: 'A good idea', id }]);
    expect((await test.fetch('/api/annotations?kind=ruling')).status).toBe(400);
  });
});

it('a session that ends after somebody dismissed something in it does not count that', async () => {
  const created = await test.send('POST', '/api/sessions', { question: 'Q?' });
  const { id } = (await created.json()) as { id: string };
  const run = await test.runs.next();
  await post(
    { kind: 'dismissal', code: 'no-final-answer', place: {}, quote: '', reason: 'Not asked for' },
    `/api/sessions/${id}/annotations`,
  );
  run.end();
  await (await test.fetch(`/api/sessions/${id}/events`)).text();
  await expect
    .poll(async () => {
      const session = await test.server.store.session(id);
      return [session?.doctorVersion !== null, JSON.stringify(session?.findingCounts)];
    })
    .toEqual([true, expect.not.stringContaining('no-final-answer')]);
});
