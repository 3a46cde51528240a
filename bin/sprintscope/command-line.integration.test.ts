import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeQuote } from '#lib/doctor/dismissals.ts';
import { writeRightAnswer } from '#lib/trace/annotation-lines.ts';
import type { Place } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog } from '#lib/trace/jsonl.ts';
import { runCommandLine } from './testing/run-command.ts';

const sprint = `<Question> How much is 6 · 7 + 8? </Question>
<think>
<Plan_1> First the product. <prompt_1.1> Work out 6 · 7. </prompt_1.1> Then a check.
<prompt_1.2> Add seven six times. </prompt_1.2> </Plan_1>
<Execution_1>
<execution_1.1> 6 · 7 = 42. </execution_1.1>
<execution_1.2> 7, 14, 21, 28, 35, 42. </execution_1.2>
</Execution_1>
<Plan_2> Based on execution_1.1: add 8, which is 50. </Plan_2>
<Execution_2> No prompt to execute. </Execution_2>
<Final_answer> So it is $\\boxed{50}$. </Final_answer>
</think>
`;
const sequential =
  '<think>\nOkay. 6 · 7 is 42. Wait, is it? Yes. And 8 more is 50.\n</think>\nSo it is $\\boxed{50}$.\n';

/** The words at a place of a log. */
function quoteIn(log: string, place: Place | undefined): string {
  const parsed = parseLog(log);
  return parsed.ok && place ? placeQuote(foldEvents(parsed.events), place) : '';
}

describe('the command line', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-cli-'));
  const data = path.join(folder, 'data');
  beforeAll(() => {
    fs.mkdirSync(path.join(folder, 'sprint'));
    fs.mkdirSync(path.join(folder, 'sequential'));
    fs.writeFileSync(path.join(folder, 'sprint/one.txt'), sprint);
    fs.writeFileSync(path.join(folder, 'sequential/one.txt'), sequential);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  const cli = (...args: string[]) => runCommandLine(args, { cwd: folder, env: { SPRINT_DATA_DIR: data } });
  const json = async (...args: string[]) => {
    const { code, out, err } = await cli(...args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out);
  };

  it('metrics: one JSON array, an object a trace, files named as they were given', async () => {
    const rows = await json('metrics', '--tokenizer', 'qwen', '--definition', 'authors', '--json', '.');
    expect(rows.map(({ file }: { file: string }) => file)).toEqual(['sequential/one.txt', 'sprint/one.txt']);
    const [alone, parallel] = rows;
    expect(alone).toMatchObject({
      strategy: 'sequential',
      stages: 0,
      prompts: 0,
      executions: 0,
      parallelizationRatio: null,
      parallelUse: null,
      answer: '50',
      answerIsInferred: false,
    });
    expect(alone.sequentialTokens).toBe(alone.totalTokens);
    expect(rows.map(({ isEstimate }: { isEstimate: boolean }) => isEstimate)).toEqual([false, false]);
    expect(parallel).toMatchObject({
      strategy: 'sprint',
      stages: 2,
      prompts: 2,
      executions: 2,
      parallelizationRatio: 1,
      parallelUse: { repeated: { count: 2, of: 2 }, verifying: { of: 2 }, onePrompt: { count: 0, of: 2 } },
      answer: '50',
      answerIsInferred: false,
      definition: 'authors',
      tokenizer: 'qwen3',
    });
    expect(parallel.sequentialTokens).toBeGreaterThan(0);
    expect(parallel.sequentialTokens).toBeLessThan(parallel.totalTokens);
    expect(parallel.diagnostics).toEqual(expect.any(Array));
  });

  it('metrics --per-stage: a row a stage, as JSON and as CSV', async () => {
    const rows = await json('metrics', 'sprint/one.txt', '--per-stage');
    expect(rows.map(({ stage, prompts }: { stage: number; prompts: number }) => [stage, prompts])).toEqual([
      [1, 2],
      [2, 0],
    ]);
    const { out } = await cli('metrics', 'sprint/one.txt', '--per-stage', '--csv');
    expect(out.split(/\r?\n/)[0]).toContain('file,strategy,stage,prompts,executions,sequentialTokens');
    expect(out.trim().split('\n')).toHaveLength(3);
  });

  it('definitions differ as they must, and another tokenizer counts otherwise', async () => {
    const tokens = async (...args: string[]): Promise<number> =>
      (await json('metrics', 'sprint/one.txt', ...args))[0].sequentialTokens;
    const authors = await tokens();
    expect(await tokens('--definition', 'paper')).toBeLessThan(authors);
    expect(await tokens('--definition', 'with-tags')).toBeGreaterThan(authors);
    expect(await tokens('--definition', 'barrier')).toBeGreaterThanOrEqual(authors);
    const [row] = await json('metrics', 'sprint/one.txt', '--tokenizer', 'o200k');
    expect(row.tokenizer).toBe('o200k');
  });

  it('what cannot be read is a row with its reason, the rest goes on, and the exit code is 1', async () => {
    fs.writeFileSync(path.join(folder, 'broken.bin'), new Uint8Array([0, 255, 0, 1, 2, 0, 254]));
    const { code, out } = await cli('metrics', 'broken.bin', 'sprint/one.txt');
    expect(code).toBe(1);
    const rows = JSON.parse(out);
    expect(rows.find(({ file }: { file: string }) => file === 'broken.bin').error).toMatch(/broken\.bin/);
    expect(rows.find(({ file }: { file: string }) => file === 'sprint/one.txt')).toMatchObject({ stages: 2 });
    fs.rmSync(path.join(folder, 'broken.bin'));
  });

  it('a record that cannot be read is a row too, but does not fail a file with others that can', async () => {
    const record = (content: string) => JSON.stringify({ messages: [{ role: 'assistant', content }] });
    fs.writeFileSync(
      path.join(folder, 'chat.jsonl'),
      `${record(sprint)}\n{"messages": [\n${record(sprint)}\n`,
    );
    const { code, out } = await cli('metrics', 'chat.jsonl');
    const rows: { error?: string }[] = JSON.parse(out);
    expect(rows.filter(({ error }) => error === undefined)).toHaveLength(2);
    expect(rows.filter(({ error }) => error !== undefined)).toHaveLength(1);
    expect(code).toBe(0);
    fs.rmSync(path.join(folder, 'chat.jsonl'));
  });

  it('a path or an option that does not exist is named, with exit code 1', async () => {
    expect(await cli('metrics', 'nowhere.txt')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('nowhere.txt'),
    });
    expect(await cli('metrics', '.', '--tokenizer', 'gpt')).toMatchObject({
      code: 1,
      err: expect.stringContaining('qwen'),
    });
    expect((await cli('export', 'sprint/one.txt', '--format', 'docx')).err).toContain('markdown');
  });

  it('diagnose and metrics leave out what a person dismissed in a log', async () => {
    const before = await json('diagnose', 'sprint/one.txt');
    const { code } = before[0].findings[0] as { code: string };
    const { out } = await cli('export', 'sprint/one.txt', '--format', 'log');
    const found = before[0].findings.filter((finding: { code: string }) => finding.code === code);
    const lines = found.map((finding: { places: object[] }, seq: number) => ({
      ...{ type: 'annotation', seq, madeAt: '2026-01-02T03:04:05.678Z', kind: 'dismissal', code },
      ...{ place: finding.places[0] ?? {}, quote: quoteIn(out, finding.places[0]), reason: 'Known.' },
    }));
    fs.writeFileSync(
      path.join(folder, 'dismissed.jsonl'),
      out + lines.map((line: object) => `${JSON.stringify(line)}\n`).join(''),
    );
    const [{ findings, dismissed }] = await json('diagnose', 'dismissed.jsonl');
    expect(dismissed).toBe(found.length);
    expect(findings).toHaveLength(before[0].findings.length - found.length);
    const [{ diagnostics }] = await json('metrics', 'dismissed.jsonl', '--json');
    expect(diagnostics.map((one: { code: string }) => one.code)).not.toContain(code);
    fs.rmSync(path.join(folder, 'dismissed.jsonl'));
  });

  it('diagnose: findings with their kind; a clean trace has no fault', async () => {
    const [{ file, findings }] = await json('diagnose', 'sprint/one.txt');
    expect(file).toBe('sprint/one.txt');
    expect(findings.filter(({ kind }: { kind: string }) => kind === 'fault')).toEqual([]);
    for (const { code, certainty, places } of findings) {
      expect(code).toMatch(/^[a-z-]+$/);
      expect(['certain', 'likely', 'possible']).toContain(certainty);
      for (const { offset, end, quote } of places)
        if (end !== undefined) expect(quote.length).toBe(Math.min(end - offset, 300));
    }
  });

  it('compare: both sides, the saving, whether the answers are equal', async () => {
    const comparison = await json('compare', 'sprint/one.txt', 'sequential/one.txt');
    expect(comparison).toMatchObject({ sameAnswer: true, tokenizersDiffer: false });
    expect(comparison.savedAgainstSequential).toBeCloseTo(
      1 - comparison.sprint.sequentialTokens / comparison.sequential.sequentialTokens,
    );
  });

  it('export: a file in another form; the log reads back; nothing is written over unasked', async () => {
    const { out, code } = await cli('export', 'sprint/one.txt', '--format', 'log');
    expect(code).toBe(0);
    expect(parseLog(out)).toMatchObject({ ok: true });
    fs.writeFileSync(path.join(folder, 'one.jsonl'), out);
    const again = await cli('export', 'one.jsonl', '--format', 'log');
    expect(again.out).toBe(out);
    const taken = await cli('export', 'one.jsonl', '--format', 'transcript', '-o', 'one.jsonl');
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('--force') });
    expect(fs.readFileSync(path.join(folder, 'one.jsonl'), 'utf8')).toBe(out);
    fs.rmSync(path.join(folder, 'one.jsonl'));
  });

  it('export: the right answer that a log carries is in what is made of it, with its verdict', async () => {
    const { out } = await cli('export', 'sprint/one.txt', '--format', 'log');
    const kept = out + writeRightAnswer('46');
    fs.writeFileSync(path.join(folder, 'kept.jsonl'), kept);
    expect((await cli('export', 'kept.jsonl', '--format', 'log')).out).toBe(kept);
    expect((await cli('export', 'kept.jsonl', '--format', 'graph-svg')).out).toContain(
      'wrong answer, expected 46',
    );
    fs.rmSync(path.join(folder, 'kept.jsonl'));
  });

  it('export: a transcript carries thinking in <think>; --no-thinking leaves it out', async () => {
    const thought = sprint.replace(/(<Plan_1>\s*)/, '$1<think>\nWhat is apart?\n</think>\n\n');
    fs.writeFileSync(path.join(folder, 'thought.txt'), thought);
    const { out } = await cli('export', 'thought.txt', '--format', 'transcript');
    expect(out).toContain('<Plan_1>\n<think>\nWhat is apart?\n</think>\n\n');
    const bare = await cli('export', 'thought.txt', '--format', 'transcript', '--no-thinking');
    expect(bare.out).not.toContain('What is apart?');
    fs.rmSync(path.join(folder, 'thought.txt'));
  });

  it('a player page of an earlier version is a trace', async () => {
    const page = fileURLToPath(
      new URL('../../lib/formats/testing/player-page-2026-11-29.html', import.meta.url),
    );
    const [row] = await json('metrics', page);
    expect(row).toMatchObject({ strategy: 'sprint', stages: 1, prompts: 2 });
    const { out } = await cli('export', page, '--format', 'transcript');
    expect(out).toContain('<think>\nFive sixes');
  });

  it('import stores a pair, and a stored session is exported by its id', async () => {
    fs.writeFileSync(path.join(folder, 'sprint/again.txt'), sprint);
    const answer = await json('import', 'sprint', 'sequential', '--tag', 'first');
    fs.rmSync(path.join(folder, 'sprint/again.txt'));
    const { imported, problems, repeated } = answer;
    expect({ problems, repeated }).toEqual({ problems: [], repeated: 1 });
    expect(imported).toHaveLength(2);
    expect(imported[0].pairId).toBe(imported[1].pairId);
    expect(imported[0].pairId).not.toBeNull();
    const { out } = await cli('export', imported[0].id, '--format', 'transcript');
    expect(out).toContain('42');
    expect(await cli('export', 'nosuchsession', '--format', 'log')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nosuchsession'),
    });
  });

  it('run: events as JSON lines are the log; saved, it can be exported', async () => {
    const question = 'Use 3, 5 and 7, each once, to make 15.';
    const args = [
      'run',
      question,
      '--endpoint',
      'built-in',
      '--tokens-per-second',
      '5000',
      '--json',
      '--save',
    ];
    const { code, out, err } = await cli(...args);
    expect(code).toBe(0);
    const parsed = parseLog(out);
    expect(parsed).toMatchObject({ ok: true });
    const id = /Saved as (\S+)/.exec(err)?.[1] ?? '';
    expect((await cli('export', id, '--format', 'log')).out).toBe(out);
  });

  it('run: a person reads the tree, the answer and the numbers by name', async () => {
    const { code, out } = await cli(
      ...['run', 'Use 3, 5 and 7, each once, to make 15.', '--tokens-per-second', '5000'],
    );
    expect(code).toBe(0);
    expect(out).toMatch(/Stage 1\n {2}├─ ✓ Plan \d+ tokens/);
    expect(out).toMatch(/Sequential tokens: \d+ \(authors, thinking counted, qwen3\)/);
    expect(out).toMatch(/Status: done/);
  });

  it('an endpoint that does not exist is named with those that do', async () => {
    const { code, err } = await cli('run', 'Anything?', '--endpoint', 'elsewhere');
    expect(code).toBe(1);
    expect(err).toContain('built-in');
  });

  it('compiled and installed under node_modules it runs without TypeScript', async () => {
    const root = path.resolve(import.meta.dirname, '../..');
    const installed = path.join(folder, 'node_modules/sprintscope');
    fs.mkdirSync(path.join(installed, 'bin/steps'), { recursive: true });
    const built = spawnSync(process.execPath, ['bin/build-command-line.mjs', path.join(installed, 'dist')], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(built.stderr).toBe('');
    for (const file of ['package.json', 'bin/sprintscope.mjs', 'bin/steps/dependencies.mjs'])
      fs.copyFileSync(path.join(root, file), path.join(installed, file));
    for (const name of fs.readdirSync(path.join(root, 'node_modules')))
      if (!name.startsWith('.'))
        fs.symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name));
    const script = path.join(installed, 'bin/sprintscope.mjs');
    const { code, out, err } = await runCommandLine(['metrics', 'sprint/one.txt'], { cwd: folder, script });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)[0]).toMatchObject({ stages: 2, answer: '50' });
  });
});
