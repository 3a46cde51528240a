import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { dag, inline, separation } from '#lib/curation/testing/authors-files.ts';
import { createProgram } from '../program.ts';
import type { Output } from '../terminal.ts';
import { runCommandLine } from '../testing/run-command.ts';

/** Two ways to the same number, then a comparison. */
const trace = `<think>
Okay, let me see what is asked. I have to add the numbers from 1 to 10.

First, let me add them one by one. 1 + 2 = 3. Then 3 + 3 = 6 and 6 + 4 = 10. Then 10 + 5 = 15 and 15 + 6 = 21. Then 21 + 7 = 28 and 28 + 8 = 36. Then 36 + 9 = 45 and 45 + 10 = 55. So that gives 55.

Alternatively, use the formula. The sum from 1 to n is n(n+1)/2. Here n is 10. So it is 10 * 11 / 2. That is 110 / 2 = 55.

Another way is to pair them. 1 + 10 = 11, 2 + 9 = 11 and so on. There are five pairs. So 5 * 11 = 55. That is the same.

So all methods give 55.
</think>

The sum is $\\boxed{55}$.
`;
const sprint =
  '<Plan_1> A. <prompt_1.1> B. </prompt_1.1> </Plan_1> <Execution_1> <execution_1.1> C. </execution_1.1> </Execution_1> <Final_answer> 1 </Final_answer>';

describe('sprintscope curate', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-curate-'));
  const put = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);
  beforeAll(() => {
    fs.mkdirSync(path.join(folder, 'traces'));
    put('traces/sum.txt', trace);
    put('traces/sprint.txt', sprint);
    put(
      'rows.jsonl',
      [
        { question: 'Add 1 to 10.', reasoning: trace, answer: '55' },
        { question: 'Add 1 to 10.', reasoning: trace, answer: '56' },
      ]
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    );
    put('separation.txt', separation);
    put('inline.txt', inline);
    put('dag.json', dag);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** Runs in this process: each process of its own would load the tokenizer again. */
  const cli = async (...args: string[]) => {
    const written = { out: '', err: '' };
    const output = (name: 'out' | 'err'): Output => ({
      write(text) {
        written[name] += text;
      },
      isTerminal: false,
      columns: 100,
    });
    const code = await createProgram({
      cwd: folder,
      env: { SPRINT_DATA_DIR: path.join(folder, 'data') },
      out: output('out'),
      err: output('err'),
      clock: systemClock,
      interrupted: new AbortController().signal,
    }).run(['curate', ...args]);
    return { code, ...written };
  };

  it('takes a trace apart by rules; what is no sequential trace is a row with its reason, and the rest goes on', async () => {
    const { code, out } = await cli('traces', '--json', '--question', 'Add 1 to 10.', '--expected', '55');
    const rows = JSON.parse(out);
    expect(rows).toHaveLength(2);
    const [sum, failed] = rows;
    expect(sum).toMatchObject({ file: 'traces/sum.txt', stepsBy: { kind: 'rules' }, tokenizer: 'qwen3' });
    expect(sum.steps).toBeGreaterThan(2);
    expect(sum.stages[0].stage).toBe(1);
    expect(sum.stages.flatMap(({ steps }: { steps: number[] }) => steps)).toHaveLength(sum.steps);
    expect(sum.kept).toBe(sum.reasons.length === 0);
    expect(sum.sequentialTokensAfter).toBeGreaterThan(0);
    expect(failed).toEqual({
      file: 'traces/sprint.txt',
      error: expect.stringContaining('SPRINT trajectory'),
    });
    expect(code).toBe(1);
  });

  it('a path that is not there does not stop the others', async () => {
    const { code, out } = await cli('nowhere', 'traces/sum.txt');
    const [sum, failed] = JSON.parse(out);
    expect(sum.file).toBe('traces/sum.txt');
    expect(failed).toEqual({ file: 'nowhere', error: expect.stringContaining('no such file') });
    expect(code).toBe(1);
  });

  it('reads the rows of a data set, each with its own question and expected answer', async () => {
    const { code, out } = await cli('rows.jsonl', '--json');
    const rows = JSON.parse(out);
    expect(rows.map(({ file }: { file: string }) => file)).toEqual(['rows.jsonl#1', 'rows.jsonl#2']);
    const reasons = rows.map((row: { reasons: { code: string }[] }) => row.reasons.map(({ code }) => code));
    expect(reasons[0]).not.toContain('wrong-answer');
    expect(reasons[1]).toContain('wrong-answer');
    expect(code).toBe(0);
  });

  it('--out writes trajectory and record, those that are not kept apart, and never over a file unless told to', async () => {
    expect((await cli('rows.jsonl', '--out', 'out')).code).toBe(0);
    const kept = fs.readdirSync(path.join(folder, 'out')).filter((name) => name !== 'rejected');
    const rejected = fs.readdirSync(path.join(folder, 'out/rejected'));
    expect([...kept, ...rejected].toSorted()).toEqual([
      'rows-1.json',
      'rows-1.txt',
      'rows-2.json',
      'rows-2.txt',
    ]);
    expect(rejected).toContain('rows-2.txt');
    const trajectory = fs.readFileSync(path.join(folder, 'out/rejected/rows-2.txt'), 'utf8');
    expect(trajectory).toMatch(/^<Question>\nAdd 1 to 10\.\n<\/Question>/);
    expect(trajectory).toContain('The sum is $\\boxed{55}$.');
    const record = JSON.parse(fs.readFileSync(path.join(folder, 'out/rejected/rows-2.json'), 'utf8'));
    expect(record).toMatchObject({
      question: 'Add 1 to 10.',
      expected: '56',
      settings: { profile: 'paper' },
      kept: false,
      coverage: { lost: [], twice: [] },
      proposal: { stepsBy: { kind: 'rules' } },
    });
    const again = await cli('rows.jsonl', '--out', 'out');
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)[0].error).toContain('--force');
    expect((await cli('rows.jsonl', '--out', 'out', '--force')).code).toBe(0);
  });

  it('a record that changes sides leaves nothing where it was', async () => {
    const files = () =>
      fs
        .readdirSync(path.join(folder, 'sides'), { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.txt'))
        .toSorted();
    const judge = (minRatio: number, ...more: string[]) =>
      cli('traces/sum.txt', '--out', 'sides', '--set', `minRatio=${minRatio}`, ...more);
    await judge(0);
    expect(files()).toEqual(['sum.txt']);
    const refused = await judge(100);
    expect(JSON.parse(refused.out)[0].error).toContain('--force');
    await judge(100, '--force');
    expect(files()).toEqual(['rejected/sum.txt']);
  });

  it('packs a record of the authors’ files: exactly these fields', async () => {
    const { code, out, err } = await cli(
      ...['--separation', 'separation.txt', '--inline', 'inline.txt', '--dag', 'dag.json'],
      ...['--profile', 'authors', '--json'],
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      steps: 5,
      stages: [
        {
          stage: 1,
          steps: [1, 2, 3],
          prompts: [
            { prompt: '1.1', step: 2 },
            { prompt: '1.2', step: 3 },
          ],
        },
        { stage: 2, steps: [4, 5], prompts: [] },
      ],
      ratio: 1,
      kept: false,
      reasons: [{ code: 'ratio-too-low', message: expect.stringContaining('1.5'), value: 1, limit: 1.5 }],
    });
    const bare = await cli('--separation', 'separation.txt', '--dag', 'dag.json', '--profile', 'authors');
    expect(JSON.parse(bare.out)).toEqual(JSON.parse(out));
  });

  it('an edge that cannot be one is told beside the JSON', async () => {
    put('back.json', '{"1": [3], "2": [1], "3": [1], "4": [2, 3], "5": [4]}');
    const { out, err } = await cli('--separation', 'separation.txt', '--dag', 'back.json', '--json');
    expect(JSON.parse(out).steps).toBe(5);
    expect(err).toBe('created_dag: step 1 depends on the later step 3.\n');
  });

  it('--set changes single thresholds, and says which there are', async () => {
    const files = ['--separation', 'separation.txt', '--dag', 'dag.json', '--profile', 'authors'];
    const { out } = await cli(...files, '--set', 'minRatio=1', 'maxPrompts=1');
    expect(JSON.parse(out).reasons.map(({ code }: { code: string }) => code)).toEqual(['too-many-prompts']);
    const unlimited = await cli(...files, '--set', 'minRatio=1', 'maxPrompts=unlimited');
    expect(JSON.parse(unlimited.out).kept).toBe(true);
    expect((await cli(...files, '--set', 'ratio=1')).err).toContain('minRatio');
    expect((await cli(...files, '--set', 'minRatio=much')).err).toContain('minRatio: Must be a number');
  });

  it('writes the trajectory of such a record too', async () => {
    const files = ['--separation', 'separation.txt', '--inline', 'inline.txt', '--dag', 'dag.json'];
    await cli(...files, '--profile', 'authors', '--out', 'authors');
    const trajectory = fs.readFileSync(path.join(folder, 'authors/rejected/separation.txt'), 'utf8');
    expect(trajectory).toContain('<prompt_1.2> Add from the right. </prompt_1.2>');
    expect(trajectory).toContain('Based on execution_1.1, execution_1.2:\nBoth ways agree.');
  });

  it('a bad file is named with its line and what to do, and so are options that do not go together', async () => {
    put('bad.txt', '### Component 1\n- **Plan:** somewhere\n');
    const bad = await cli('--separation', 'bad.txt', '--dag', 'dag.json');
    expect(bad).toMatchObject({ code: 1, out: '' });
    expect(bad.err).toMatch(/component_separation, line 2: .*Write “Lines 3-5”/);
    expect((await cli()).err).toContain('--separation');
    expect((await cli('traces', '--separation', 'separation.txt')).err).toContain('not both');
    expect((await cli('--separation', 'separation.txt')).err).toContain('--dag');
    expect((await cli('traces', '--dag', 'dag.json')).err).toContain('--separation');
    const asked = await cli('--separation', 'separation.txt', '--dag', 'dag.json', '--endpoint', 'nobody');
    expect(asked.err).toContain('no model is asked');
    expect((await cli('--separation', 'nowhere.txt', '--dag', 'dag.json')).err).toContain('nowhere.txt');
    expect((await cli('traces/sum.txt', '--endpoint', 'nobody')).err).toContain('nobody');
  });

  it('is a command of the program as people start it', async () => {
    const args = [
      'curate',
      '--separation',
      'separation.txt',
      '--dag',
      'dag.json',
      '--profile',
      'authors',
      '--json',
    ];
    const { code, out, err } = await runCommandLine(args, { cwd: folder });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(Object.keys(JSON.parse(out))).toEqual(['steps', 'stages', 'ratio', 'kept', 'reasons']);
  });
});
