import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '#lib/formats/files/open-files.ts';
import { createDesk, type Desk } from './desk.ts';

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

async function deskWith(...files: SourceFile[]): Promise<Desk> {
  const desk = createDesk();
  await desk.open(files, () => {});
  return desk;
}

const traceAt = (desk: Desk, path: string) => {
  const trace = desk.found().traces.find(({ place }) => place.path === path);
  if (!trace) throw new Error(`No trace at ${path}`);
  return trace;
};

describe('the desk', () => {
  it('pairs two files by their ID; the sequential one takes its partner’s question', async () => {
    const desk = await deskWith(
      file('planner_trajectory_7.txt', sprint),
      file('base_model_trajectory_7.txt', sequential),
    );
    const [one, other] = desk.found().traces;
    expect(one).toMatchObject({ strategy: 'sprint', question, questionFrom: 'itself' });
    expect(other).toMatchObject({ strategy: 'sequential', question, questionFrom: 'partner' });
    expect(one?.pair).not.toBeNull();
    expect(other?.pair).toBe(one?.pair);
    expect(desk.sources([other!.id]).get(other!.id)?.trace.question).toBe(question);
  });

  it('joins an answer key by the ID in names or by the question, and counts what it matched', async () => {
    const rows = [
      { id: '7', answer: '8' },
      { id: 'x', question, answer: '7.0' },
    ];
    const desk = await deskWith(
      file('planner_trajectory_7.txt', sprint),
      file('other_8.txt', sequential),
      file('key.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')),
    );
    const { traces, keys, problems } = desk.found();
    expect(problems).toEqual([]);
    expect(keys).toEqual([{ fileId: expect.any(Number), answers: 2, matched: 1, traces: 2 }]);
    expect(traces.map(({ expected }) => expected)).toEqual(['7.0', null]);
    const [first] = desk.sources([traceAt(desk, 'planner_trajectory_7.txt').id]).values();
    expect(first?.trace.expected).toBe('7.0');
    desk.setFormat(keys[0]?.fileId ?? 0, 'table-jsonl');
    expect(desk.found()).toMatchObject({ keys: [], problems: [{ problem: { type: 'no-trajectory' } }] });
    expect(desk.found().traces[0]?.expected).toBeNull();
  });

  it('names what cannot be read, and the other files go on', async () => {
    const desk = await deskWith(
      file('broken.txt', new Uint8Array([0, 1, 2, 3, 0, 255])),
      file('good.txt', sprint),
      file('empty.txt', ''),
    );
    const { traces, problems } = desk.found();
    expect(traces.map(({ place }) => place.path)).toEqual(['good.txt']);
    expect(problems.map(({ problem }) => problem.place.path)).toEqual(['broken.txt', 'empty.txt']);
  });

  it('opens archives', async () => {
    const zip = zipSync({ 'inner/a.txt': strToU8(sprint), 'inner/b.txt': strToU8(sequential) });
    const desk = await deskWith(file('many.zip', zip));
    expect(desk.found().traces.map(({ place }) => place.path)).toEqual([
      'many.zip/inner/a.txt',
      'many.zip/inner/b.txt',
    ]);
  });

  it('a pair made by hand holds, also when another file is opened and everything is recognised anew', async () => {
    const desk = await deskWith(file('one.txt', sprint), file('another.txt', sequential));
    const one = traceAt(desk, 'one.txt');
    const other = traceAt(desk, 'another.txt');
    expect(other).toMatchObject({ pair: null, question: null });
    desk.pair(other.id, one.id);
    await desk.open([file('third.txt', sequential)], () => {});
    expect(traceAt(desk, 'another.txt')).toMatchObject({ question, questionFrom: 'partner' });
    expect(traceAt(desk, 'another.txt').pair).toBe(traceAt(desk, 'one.txt').pair);
    expect(traceAt(desk, 'third.txt').pair).toBeNull();
  });

  it('a trace that is taken out of its pair loses the partner’s question, and the partner stands alone', async () => {
    const desk = await deskWith(file('sprint/7.txt', sprint), file('sequential/7.txt', sequential));
    desk.unpair(traceAt(desk, 'sequential/7.txt').id);
    expect(traceAt(desk, 'sequential/7.txt')).toMatchObject({ pair: null, question: null });
    expect(traceAt(desk, 'sprint/7.txt')).toMatchObject({ pair: null, question });
  });

  it('a question typed by hand makes a pair with a trace of the same question, and can be taken back', async () => {
    const desk = await deskWith(file('one.txt', sprint), file('another.txt', sequential));
    const { id } = traceAt(desk, 'another.txt');
    desk.setQuestion(id, ` ${question} `);
    expect(traceAt(desk, 'another.txt')).toMatchObject({ question, questionFrom: 'hand' });
    expect(traceAt(desk, 'another.txt').pair).toBe(traceAt(desk, 'one.txt').pair);
    expect(traceAt(desk, 'another.txt').pair).not.toBeNull();
    desk.setQuestion(id, '');
    expect(traceAt(desk, 'another.txt')).toMatchObject({ question: null, pair: null });
  });

  it('another format reads the file anew, for one or for all, and null goes back to what is recognised', async () => {
    const desk = await deskWith(file('a.txt', sprint), file('b.txt', sequential));
    const [a] = desk.found().files;
    desk.setFormat(a!.id, 'sequential');
    expect(traceAt(desk, 'a.txt')).toMatchObject({ kind: 'sequential', strategy: 'sequential' });
    expect(desk.found().files[0]).toMatchObject({ format: 'sequential', chosen: true });
    desk.setFormat('all', 'transcript');
    expect(desk.found().traces.map(({ kind }) => kind)).toEqual(['transcript', 'transcript']);
    desk.setFormat('all', null);
    expect(desk.found().traces.map(({ kind }) => kind)).toEqual(['transcript', 'sequential']);
    expect(desk.found().files.every(({ chosen }) => !chosen)).toBe(true);
  });

  it('stops between two files and keeps what it has read', async () => {
    const desk = createDesk();
    const stop = new AbortController();
    const second = { ...file('b.txt', sprint), bytes: () => Promise.reject(new Error('never asked for')) };
    await desk.open(
      [file('a.txt', sprint), second],
      ({ traces }) => traces === 1 && stop.abort(),
      stop.signal,
    );
    expect(desk.found().traces.map(({ place }) => place.path)).toEqual(['a.txt']);
    expect(desk.found().problems).toEqual([]);
  });

  it('tells how far it is: files, their bytes on disk, traces', async () => {
    const desk = createDesk();
    const steps: { files: number; bytes: number; traces: number }[] = [];
    await desk.open([file('a.txt', sprint), file('b.txt', '')], ({ files, bytes, traces }) =>
      steps.push({ files, bytes, traces }),
    );
    expect(steps.at(-1)).toEqual({ files: 2, bytes: strToU8(sprint).length, traces: 1 });
  });
});
