import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { arbitraryBrokenLog, arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { worked, workedThinking } from '#lib/trace/testing/worked-example.ts';
import { hostileText, sessionSaying } from '../testing/hostile-session.ts';
import { writeMarkdownReport } from './markdown-report.ts';
import { code, fence, inline } from './markdown-text.ts';

/** The lines outside any fence, by CommonMark's rule: a fence closes with at least as many of the same mark. */
function outside(markdown: string): string[] {
  const lines: string[] = [];
  let open: string | null = null;
  for (const line of markdown.split('\n')) {
    const fenced = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line);
    if (open === null) {
      if (fenced?.[1]) open = fenced[1];
      else lines.push(line);
    } else if (fenced?.[1]?.startsWith(open) && fenced[2]?.trim() === '') open = null;
  }
  expect(open, 'a fence is left open').toBeNull();
  return lines;
}

/** Code spans may contain anything: a run of backticks up to the next run of the same length. */
const withoutCode = (line: string): string => line.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');

const headings = (markdown: string): string[] => outside(markdown).filter((line) => /^#{1,6} /.test(line));

describe('right or wrong', () => {
  const state = foldEvents(sessionSaying('so \\boxed{7}'));
  const verdict = { verdict: 'different', how: 'other *numbers*' } as const;
  const judged = { expected: '8', verdict, ruling: null };

  it('stands with its reason below the answer, and is not there where it is not known', () => {
    expect(writeMarkdownReport(state, { judged })).toContain(
      '**✗ Wrong**: other \\*numbers\\*. Right answer: `8`.',
    );
    expect(writeMarkdownReport(state)).not.toMatch(/Right|Wrong|Undecided/);
  });

  it('names a person’s ruling as theirs', () => {
    const ruling = {
      seq: 0,
      correct: null,
      reason: 'The key is damaged',
      madeAt: '2026-11-30T00:00:00.000Z',
    };
    expect(writeMarkdownReport(state, { judged: { ...judged, ruling } })).toContain(
      '**? Undecided**: ruled by a person: The key is damaged.',
    );
  });
});

describe('whatever a model writes', () => {
  it('the document has the headings that the session’s structure gives it', () => {
    const expected = [
      '## Question',
      '## Answer',
      '## Numbers',
      '## Parallel work',
      '## Stages',
      '## Stage 1',
      '### Plan',
      '### 1.1',
      '## Final answer',
      '## Findings',
      '## Provenance',
    ];
    fc.assert(
      fc.property(hostileText, (text) => {
        const found = headings(writeMarkdownReport(foldEvents(sessionSaying(text)), { title: text }));
        expect(found.slice(1).filter((line) => !/^### (Faults|Leaks|Notes)$/.test(line))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('outside of code nothing opens an element, a link or a picture', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const report = writeMarkdownReport(foldEvents(sessionSaying(text)), { title: text });
        for (const line of outside(report).map(withoutCode)) {
          expect(line).not.toMatch(/</);
          expect(line).not.toMatch(/(?<!\\)\[/);
          expect(line).not.toMatch(/https?:\/\//);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('every row of a table has as many cells as its head', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        let cells = 0;
        for (const line of outside(writeMarkdownReport(foldEvents(sessionSaying(text)), { title: text }))) {
          if (!line.startsWith('|')) cells = 0;
          else {
            const count = line.match(/(?<!\\)\|/g)?.length ?? 0;
            if (cells === 0) cells = count;
            expect(count, line).toBe(cells);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('no control character but line breaks and tabs is left', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(writeMarkdownReport(foldEvents(sessionSaying(text)))).not.toMatch(/[^\P{C}\n\t]/u);
      }),
    );
  });

  it('no log is too broken to be reported on', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryLog, arbitraryBrokenLog), (log) => {
        outside(writeMarkdownReport(foldEvents(log)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('what it says', () => {
  const report = writeMarkdownReport(worked, { title: 'Six sevens' });

  it('the numbers with their definition, tokenizer and formula', () => {
    // Worked by hand in lib/trace: 90 + 40 + 90 and the answer's 10.
    expect(report).toMatch(
      /\| Sequential tokens, authors’ definition \(`authors`\) \| 240 tokens \| Per stage/,
    );
    expect(report).toMatch(/\| Sequential tokens, paper’s definition \(`paper`\) \| \d+ tokens \|/);
    expect(report).toContain('Counted with the tokenizer `test`.');
    expect(report).toMatch(/\| Parallelization ratio \| 1\.00 \| Prompts ÷ stages\. 3 ÷ 3\. \|/);
  });

  it('thinking beside text, and that it is counted', () => {
    expect(report).toContain('Reading: thinking counted.');
    const thought = writeMarkdownReport(workedThinking);
    const { totalTokens, thinkingTokens } = sessionMetrics(workedThinking);
    expect(thinkingTokens).toBeGreaterThan(0);
    expect(thought).toContain(
      `| ${totalTokens} tokens (${thinkingTokens} thinking + ${totalTokens - thinkingTokens} text) |`,
    );
    expect(thought).toMatch(/The plan: done, \d+ tokens \(\d+ thinking \+ \d+ text\)/);
  });

  it('≈ at the numbers of a stage whose log does not say when its planner thought, and at no other stage', () => {
    const prompt = { stage: 1, index: 1 } as const;
    const end = { type: 'plan-end', attempt: 1, status: 'done' } as const;
    const state = foldEvents(
      stampLog([
        sessionStart(),
        { type: 'stage-start', stage: 1 },
        { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
        { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'thinking', text: 'Before. ' },
        { type: 'prompt-start', ...prompt, offset: 0 },
        { type: 'prompt-end', ...prompt, offset: 0, tokens: 1, tokensWithTags: 2 },
        { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'thinking', text: 'After.' },
        { ...end, stream: 'plan:1', tokens: tokensOf(3, 2, 4) },
        { type: 'stage-end', stage: 1, status: 'done' },
        { type: 'stage-start', stage: 2 },
        { type: 'plan-start', stream: 'plan:2', attempt: 1, requestedAt: 0 },
        { ...end, stream: 'plan:2', tokens: tokensOf(5, 2, 6) },
        { type: 'stage-end', stage: 2, status: 'done' },
        { type: 'session-end', status: 'done' },
      ]),
    );
    expect(writeMarkdownReport(state)).toMatch(/\| 1 \| 1 \| 0 \| ≈7 \| ≈7 \|/);
    expect(writeMarkdownReport(state)).toMatch(/\| 2 \| 0 \| 0 \| 11 \| 11 \|/);
    // For the visible text alone, everything has a count.
    expect(writeMarkdownReport(state, { reading: 'visible' })).not.toMatch(/≈\d/);
  });

  it('every stage with its prompts, those of a plan-only stage too', () => {
    expect(headings(report).filter((line) => /^##+ (Stage )?\d/.test(line))).toEqual([
      '## Stage 1',
      '### 1.1',
      '### 1.2',
      '## Stage 2',
      '## Stage 3',
      '### 3.1',
    ]);
    expect(report).toContain('No prompt in this plan.');
  });

  it('whether the clock was measured; an import is given no times', () => {
    expect(report).toContain('| Clock | measured while it ran |');
    const imported = writeMarkdownReport(foldEvents(sessionSaying('text', { clock: 'tokens' })));
    expect(imported).toMatch(/\| Clock \| imported text has no clock/);
    expect(imported).toMatch(/Wall-clock time \| no clock/);
    expect(imported).not.toMatch(/, from \d/);
  });

  it('of a running session what is there so far, marked as such', () => {
    const running = writeMarkdownReport(foldEvents(sessionSaying('some words').slice(0, 6)));
    expect(running).toMatch(/status \*\*running\*\*, exported at event 5 while it ran/);
    expect(running).toContain('≈');
  });

  it('a log with nothing but its start', () => {
    expect(headings(writeMarkdownReport(foldEvents(stampLog([sessionStart()]))))).toContain('## Numbers');
  });
});

describe('foreign text', () => {
  it('a fence is longer than every run of backticks in it', () => {
    expect(fence('a ```` b')).toBe('`````text\na ```` b\n`````');
  });

  it('a code span holds backticks at its ends', () => {
    expect(code('`a`')).toBe('`` `a` ``');
    expect(code('  \n ')).toBe('–');
  });

  it('in a line marks are escaped and line breaks gone', () => {
    expect(inline('a *b* <i>\n[c](d) | $x$')).toBe('a \\*b\\* &lt;i&gt; \\[c\\](d) \\| \\$x\\$');
    expect(inline('www.trap.invalid https://trap.invalid')).toBe(
      'w&#119;w.trap.invalid https&#58;//trap.invalid',
    );
  });
});
