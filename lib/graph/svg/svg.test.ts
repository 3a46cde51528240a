import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { arbitraryBrokenLog, arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { worked } from '#lib/trace/testing/worked-example.ts';
import { layoutLanes } from '../layout-lanes.ts';
import { projectGraph } from '../project-graph.ts';
import { answer, logOf, stage } from '../testing/rounds-log.ts';
import { readMarkup } from '../testing/well-formed.ts';
import { writeGraphSvg } from './svg-graph.ts';
import { textWidth, truncate, wrap } from './svg-text.ts';
import { type SvgTheme, svgThemes } from './svg-theme.ts';
import { writeTimelineSvg } from './svg-timeline.ts';

const drawings = [
  ['graph', writeGraphSvg],
  ['timeline', writeTimelineSvg],
] as const;

const drawn = new Set([
  'svg',
  'title',
  'desc',
  'rect',
  'defs',
  'pattern',
  'circle',
  'marker',
  'path',
  'g',
  'clipPath',
  'text',
]);

const hostile = fc
  .array(
    fc.constantFrom(
      '</text><script>window.ran = true</script>',
      '<image href="https://trap.invalid/x.png"/>',
      '" onload="window.ran = true',
      "' ",
      '&',
      ']]>',
      '<!--',
      '\u0000',
      '\u001b',
      '\u202e',
      '\ud83d',
      '\ufffe',
      '\n',
      'word ',
      '数学 ',
      '😀',
      'x'.repeat(90),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const sessionSaying = (text: string) =>
  stampLog([
    sessionStart({ question: text, tokenizer: text }),
    { type: 'stage-start', stage: 1 },
    { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
    { type: 'prompt-start', stage: 1, index: 1, offset: 0 },
    { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'text', text: `${text}.` },
    { type: 'prompt-end', stage: 1, index: 1, offset: text.length + 1, tokens: 3, tokensWithTags: 7 },
    { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens: tokensOf(5) },
    { type: 'execution-start', stream: 'execution:1.1', attempt: 1, requestedAt: 60 },
    {
      type: 'execution-end',
      stream: 'execution:1.1',
      attempt: 1,
      status: 'failed',
      error: { type: 'x', message: text },
      tokens: tokensOf(0),
    },
  ]);

describe.each(drawings)('%s', (_, write) => {
  it('of any log is well-formed, of drawing elements only, and refers to nothing outside', () => {
    fc.assert(
      fc.property(
        fc.oneof(arbitraryLog, arbitraryBrokenLog),
        fc.constantFrom('light', 'dark'),
        (log, theme) => {
          const { elements, attributes } = readMarkup(write(foldEvents(log), { theme }));
          expect(elements.filter((name) => !drawn.has(name))).toEqual([]);
          for (const [name, value] of attributes) {
            expect(name).not.toMatch(/^on|href|^style$/i);
            if (name !== 'xmlns') expect(value).not.toMatch(/:\/\/|javascript:|url\((?!#)/);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('hostile text stays text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { elements, attributes } = readMarkup(
          write(foldEvents(sessionSaying(text)), { title: text, answer: text } as object),
        );
        expect(elements.filter((name) => !drawn.has(name))).toEqual([]);
        expect(attributes.filter(([name]) => /^on|href/i.test(name))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same text for the same state', () => {
    expect(write(worked)).toBe(write(worked));
  });

  it('names its numbers’ definition and tokenizer, and is named itself', () => {
    const svg = write(worked, { definition: 'paper', title: 'Six sevens' });
    expect(svg).toContain('150 sequential tokens (paper) of 340 in total · tokenizer test');
    expect(svg).toMatch(/role="img"[^>]*><title>[^<]*Six sevens<\/title>/);
  });

  it('dark and light differ in colours only', () => {
    const bare = (svg: string) => svg.replace(/#[0-9a-f]{6}/g, '#');
    expect(bare(write(worked, { theme: 'dark' }))).toBe(bare(write(worked, { theme: 'light' })));
    expect(write(worked, { theme: 'dark' })).not.toBe(write(worked, { theme: 'light' }));
  });
});

describe('the graph', () => {
  const state = foldEvents(logOf(stage(1, [10, 20]), stage(2, [5]), answer));

  it('has a card for every piece, with its tokens, and a mark for every fork and join', () => {
    const svg = writeGraphSvg(state, { answer: '42' });
    for (const words of [
      'Plan 1',
      'Plan 2',
      '1.1 task 1.1',
      '1.2 task 1.2',
      '2.1 task 2.1',
      'Final answer',
      '20 tok',
    ])
      expect(svg, words).toContain(`>${words}`);
    expect(svg.match(/>(Fork|Join) of stage \d</g)).toHaveLength(4);
  });

  it('the critical path is bright from the question to the answer, and only that', () => {
    const lines = [
      ...writeGraphSvg(state).matchAll(/<path d="M[^"]*C[^"]*" fill="none"[^>]* stroke="([^"]*)"/g),
    ];
    const bright = lines.filter(([, colour]) => colour === svgThemes.light.critLine);
    // Question, plan 1, fork, 1.2, join, plan 2, fork, 2.1, join, answer: nine lines between consecutive ones.
    expect([bright.length, lines.length]).toEqual([9, 11]);
  });

  it('is large enough for everything in it', () => {
    const graph = projectGraph(state);
    const { bounds } = layoutLanes(graph);
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(writeGraphSvg(state)) ?? [];
    expect(Number(width)).toBeGreaterThan(bounds.width);
    expect(Number(height)).toBeGreaterThan(bounds.height);
  });

  it('keeps the source of a formula in the card’s tooltip and shows plain characters', () => {
    const log = logOf(stage(1, [10]), [
      { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 0 },
      { type: 'answer-delta', stream: 'answer', attempt: 1, channel: 'text', text: '$\\frac{1}{2}$' },
    ]);
    const svg = writeGraphSvg(foldEvents(log));
    expect(svg).toContain('$\\frac{1}{2}$</title>');
    expect(svg).toContain('>1/2</text>');
  });
});

describe('the timeline', () => {
  it('has a row a stream and says what its axis counts', () => {
    const svg = writeTimelineSvg(foldEvents(logOf(stage(1, [10, 20]), answer)), { axis: 'tokens' });
    for (const row of ['Planner', 'Execution 1.1', 'Execution 1.2']) expect(svg).toContain(`>${row}</text>`);
    expect(svg).toContain('axis in tokens');
  });

  it('reads a log without a clock in tokens', () => {
    const log = stampLog([sessionStart({ clock: 'tokens' })]);
    expect(writeTimelineSvg(foldEvents(log))).toContain('axis in tokens');
  });
});

describe('text in a drawing', () => {
  const style = { size: 12 };
  const words = fc.array(
    fc.constantFrom('a', 'word', 'longer-word', 'x'.repeat(60), '数学', '😀', '\\frac{1}{2}'),
    {
      maxLength: 30,
    },
  );

  it('no line is wider than it may be, and there are no more than may be', () => {
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 30, max: 300 }),
        fc.integer({ min: 1, max: 5 }),
        (parts, width, lines) => {
          const found = wrap(parts.join(' '), width, lines, style);
          expect(found.length).toBeLessThanOrEqual(lines);
          for (const line of found) expect(textWidth(line, style)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('what fits is shown whole; what does not ends in an ellipsis', () => {
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ');
        const whole = wrap(text, 400, 100, style);
        expect(whole.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        if (whole.length > 2) expect(wrap(text, 400, 2, style).at(-1)).toMatch(/…$/);
      }),
    );
    expect(truncate('short', 400, style)).toBe('short');
  });
});

it('the colours are those of the app', () => {
  const css = readFileSync(join(import.meta.dirname, '../../../app/globals.css'), 'utf8');
  const session = readFileSync(join(import.meta.dirname, '../../../components/trace/trace.css'), 'utf8');
  const blocks = {
    light: /:root \{([^}]*)\}/.exec(css)?.[1] ?? '',
    dark: /\.dark \{([^}]*)\}/.exec(css)?.[1] ?? '',
  };
  const crit = [...session.matchAll(/--crit-line: (#\w+)/g)].map((match) => match[1]);
  for (const [name, theme] of Object.entries(svgThemes) as ['light' | 'dark', SvgTheme][])
    for (const [token, colour] of Object.entries(theme)) {
      if (token === 'critLine') continue;
      const variable = token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(blocks[name], `${name} ${token}`).toContain(`--${variable}: ${colour};`);
    }
  expect([svgThemes.light.critLine, svgThemes.dark.critLine]).toEqual(crit);
});
