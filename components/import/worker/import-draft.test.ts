import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '#lib/formats/files/open-files.ts';
import { createImportDraft, type ImportDraft } from './import-draft.ts';

const question = 'How many marbles are left when 5 of 12 are lost?';
const sprint = `<Question>${question}</Question>
<think><Plan_1>Count. <prompt_1.1> Take 5 from 12. </prompt_1.1></Plan_1>
<Execution_1><execution_1.1> 12 - 5 = 7. </execution_1.1></Execution_1>
<Final_answer>\\boxed{7}</Final_answer></think>`;
const sequential = '<think>Twelve marbles, five lost: seven.</think> The answer is \\boxed{7}.';

const file = (path: string, content: string | Uint8Array): SourceFile => {
  const bytes = typeof content === 'string' ? strToU8(content) : content;
  return { path, size: bytes.length, bytes: async () => bytes };
};

async function deskWith(...files: SourceFile[]): Promise<ImportDraft> {
  const draft = createImportDraft();
  await draft.open(files, () => {});
  return draft;
}

const traceAt = (draft: ImportDraft, path: string) => {
  const trace = draft.found().traces.find(({ place }) => place.path === path);
  if (!trace) throw new Error(`No trace at ${path}`);
  return trace;
};

describe('the draft', () => {
  it('pairs two files by their ID; the sequential one takes its partner’s question', async () => {
    const draft = await deskWith(
      file('planner_trajectory_7.txt', sprint),
      file('base_model_trajectory_7.txt', sequential),
    );
    const [one, other] = draft.found().traces;
    expect(one).toMatchObject({ strategy: 'sprint', question, questionFrom: 'itself' });
    expect(other).toMatchObject({ strategy: 'sequential', question, questionFrom: 'partner' });
    expect(one?.pair).not.toBeNull();
    expect(other?.pair).toBe(one?.pair);
    expect(draft.sources([other!.id]).get(other!.id)?.trace.question).toBe(question);
  });

  it('joins an answer key by the ID in names or by the question, and counts what it matched', async () => {
    const rows = [
      { id: '7', answer: '8' },
      { id: 'x', question, answer: '7.0' },
    ];
    const draft = await deskWith(
      file('planner_trajectory_7.txt', sprint),
      file('other_8.txt', sequential),
      file('key.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')),
    );
    const { traces, keys, problems } = draft.found();
    expect(problems).toEqual([]);
    expect(keys).toEqual([{ fileId: expect.any(Number), answers: 2, matched: 1, traces: 2 }]);
    expect(traces.map(({ expected }) => expected)).toEqual(['7.0', null]);
    const [first] = draft.sources([traceAt(draft, 'planner_trajectory_7.txt').id]).values();
    expect(first?.trace.expected).toBe('7.0');
    draft.setFormat(keys[0]?.fileId ?? 0, 'table-jsonl');
    expect(draft.found()).toMatchObject({ keys: [], problems: [{ problem: { type: 'no-trajectory' } }] });
    expect(draft.found().traces[0]?.expected).toBeNull();
  });

  it('names what cannot be read, and the other files go on', async () => {
    const draft = await deskWith(
      file('broken.txt', new Uint8Array([0, 1, 2, 3, 0, 255])),
      file('good.txt', sprint),
      file('empty.txt', ''),
    );
    const { traces, problems } = draft.found();
    expect(traces.map(({ place }) => place.path)).toEqual(['good.txt']);
    expect(problems.map(({ problem }) => problem.place.path)).toEqual(['broken.txt', 'empty.txt']);
  });

  it('opens archives', async () => {
    const zip = zipSync({ 'inner/a.txt': strToU8(sprint), 'inner/b.txt': strToU8(sequential) });
    const draft = await deskWith(file('many.zip', zip));
    expect(draft.found().traces.map(({ place }) => place.path)).toEqual([
      'many.zip/inner/a.txt',
      'many.zip/inner/b.txt',
    ]);
  });

  it('a pair made by hand holds, also when another file is opened and everything is recognised anew', async () => {
    const draft = await deskWith(file('one.txt', sprint), file('another.txt', sequential));
    const one = traceAt(draft, 'one.txt');
    const other = traceAt(draft, 'another.txt');
    expect(other).toMatchObject({ pair: null, question: null });
    draft.pair(other.id, one.id);
    await draft.open([file('third.txt', sequential)], () => {});
    expect(traceAt(draft, 'another.txt')).toMatchObject({ question, questionFrom: 'partner' });
    expect(traceAt(draft, 'another.txt').pair).toBe(traceAt(draft, 'one.txt').pair);
    expect(traceAt(draft, 'third.txt').pair).toBeNull();
  });

  it('a trace that is taken out of its pair loses the partner’s question, and the partner stands alone', async () => {
    const draft = await deskWith(file('sprint/7.txt', sprint), file('sequential/7.txt', sequential));
    draft.unpair(traceAt(draft, 'sequential/7.txt').id);
    expect(traceAt(draft, 'sequential/7.txt')).toMatchObject({ pair: null, question: null });
    expect(traceAt(draft, 'sprint/7.txt')).toMatchObject({ pair: null, question });
  });

  it('a question typed by hand makes a pair with a trace of the same question, and can be taken back', async () => {
    const draft = await deskWith(file('one.txt', sprint), file('another.txt', sequential));
    const { id } = traceAt(draft, 'another.txt');
    draft.setQuestion(id, ` ${question} `);
    expect(traceAt(draft, 'another.txt')).toMatchObject({ question, questionFrom: 'hand' });
    expect(traceAt(draft, 'another.txt').pair).toBe(traceAt(draft, 'one.txt').pair);
    expect(traceAt(draft, 'another.txt').pair).not.toBeNull();
    draft.setQuestion(id, '');
    expect(traceAt(draft, 'another.txt')).toMatchObject({ question: null, pair: null });
  });

  it('another format reads the file anew, for one or for all, and null goes back to what is recognised', async () => {
    const draft = await deskWith(file('a.txt', sprint), file('b.txt', sequential));
    const [a] = draft.found().files;
    draft.setFormat(a!.id, 'sequential');
    expect(traceAt(draft, 'a.txt')).toMatchObject({ kind: 'sequential', strategy: 'sequential' });
    expect(draft.found().files[0]).toMatchObject({ format: 'sequential', chosen: true });
    draft.setFormat('all', 'transcript');
    expect(draft.found().traces.map(({ kind }) => kind)).toEqual(['transcript', 'transcript']);
    draft.setFormat('all', null);
    expect(draft.found().traces.map(({ kind }) => kind)).toEqual(['transcript', 'sequential']);
    expect(draft.found().files.every(({ chosen }) => !chosen)).toBe(true);
  });

  it('stops between two files and keeps what it has read', async () => {
    const draft = createImportDraft();
    const stop = new AbortController();
    const second = { ...file('b.txt', sprint), bytes: () => Promise.reject(new Error('never asked for')) };
    await draft.open(
      [file('a.txt', sprint), second],
      ({ traces }) => traces === 1 && stop.abort(),
      stop.signal,
    );
    expect(draft.found().traces.map(({ place }) => place.path)).toEqual(['a.txt']);
    expect(draft.found().problems).toEqual([]);
  });

  it('tells how far it is: files, their bytes on disk, traces', async () => {
    const draft = createImportDraft();
    const steps: { files: number; bytes: number; traces: number }[] = [];
    await draft.open([file('a.txt', sprint), file('b.txt', '')], ({ files, bytes, traces }) =>
      steps.push({ files, bytes, traces }),
    );
    expect(steps.at(-1)).toEqual({ files: 2, bytes: strToU8(sprint).length, traces: 1 });
  });
});
