import { describe, expect, it } from 'vitest';
import type { ProtocolEvent } from '../events.ts';
import { eventsOf, joinDeltas, outlineOf } from '../fixtures/outline.ts';
import { MAX_DIAGNOSTICS_PER_CODE } from './output.ts';
import { createParser } from './parser.ts';
import { MAX_TAG_LENGTH } from './tags-scanner.ts';
import { MAX_HELD_BLANK } from './trim.ts';

const DOCUMENT = { at: 'document' } as const;
const PLAN = { at: 'plan', stage: 1 } as const;

const planText = (text: string): string =>
  joinDeltas(eventsOf(text, DOCUMENT, 'stop'))
    .map((event) => (event.type === 'plan-delta' ? event.text : ''))
    .join('');

describe('when things are said', () => {
  it('[P4] prompt-end is said in the feed call that carries the last character of the tag', () => {
    const types: ProtocolEvent['type'][] = [];
    const parser = createParser(PLAN, (event) => types.push(event.type));
    for (const character of '<Plan_1>a <prompt_1.1> b </prompt_1.1') parser.feed(character);
    expect(types).not.toContain('prompt-end');
    parser.feed('>');
    expect(types.at(-1)).toBe('prompt-end');
  });

  it('[P12] prompt-start comes before the text of the prompt', () => {
    const outline = outlineOf(eventsOf('<Plan_1>a <prompt_1.1> b', DOCUMENT, 'stop'));
    expect(outline.slice(0, 4)).toEqual(['plan 1', '"a "', 'prompt 1.1 @2', '"b"']);
  });

  it('[P6] nothing is taken after halt, and end adds nothing', () => {
    const events: ProtocolEvent[] = [];
    const parser = createParser(PLAN, (event) => events.push(event));
    expect(parser.halted).toBe(false);
    parser.feed('a</Plan_1>b');
    expect(parser.halted).toBe(true);
    const count = events.length;
    parser.feed('<Final_answer>c');
    parser.end('complete');
    expect(events).toHaveLength(count);
  });

  it('[P6] a second end and text after the end are ignored', () => {
    const events: ProtocolEvent[] = [];
    const parser = createParser(DOCUMENT, (event) => events.push(event));
    parser.feed('<Plan_1>a');
    parser.end('complete');
    const count = events.length;
    parser.feed('b');
    parser.end('length');
    expect(events).toHaveLength(count);
  });
});

describe('[P6] sawTag', () => {
  const sawTag = (text: string, start: Parameters<typeof createParser>[0]) => {
    const parser = createParser(start, () => {});
    parser.feed(text);
    parser.end('complete');
    return parser.sawTag;
  };

  it.each([
    ['no tag', 'It is 4.', false],
    ['<think> alone', '<think>a</think> b', false],
    ['tags inside thinking', '<think><b> <Plan_1></think>', false],
    ['broken tags', '<prompt_1.1续> <plans> </code>', false],
    ['any protocol tag', 'a <prompt_1.1>', true],
    ['a tag that is text here', '<Final_answer>a <Plan_1>', true],
  ])('%s', (_, text, expected) => {
    expect(sawTag(text, PLAN)).toBe(expected);
  });

  it('a sequential run has no tags', () => {
    expect(sawTag('<Plan_1>a</Plan_1>', { at: 'thought' })).toBe(false);
  });
});

describe('bounds', () => {
  it('[P7] a tag of at most 64 characters is one, a longer one is text', () => {
    const tag = (length: number) => `<Plan_1${' '.repeat(length - 8)}>`;
    expect(outlineOf(eventsOf(`${tag(MAX_TAG_LENGTH)}a`, DOCUMENT, 'stop'))).toEqual([
      'plan 1',
      '"a"',
      '/plan 1',
    ]);
    expect(outlineOf(eventsOf(tag(MAX_TAG_LENGTH + 1), DOCUMENT, 'stop'))[0]).toBe('thought');
  });

  it('[P13] trailing white space of up to 4,096 characters is dropped, a longer run is text', () => {
    const blank = ' '.repeat(MAX_HELD_BLANK);
    expect(planText(`<Plan_1>a${blank}</Plan_1>`)).toBe('a');
    expect(planText(`<Plan_1>a${blank} </Plan_1>`)).toBe(`a${blank} `);
    expect(planText(`<Plan_1>a${blank}    </Plan_1>`)).toBe(`a${blank}    `);
  });

  it('[P13] white space inside the text stays, however long; before it, none does', () => {
    const blank = '\n'.repeat(3 * MAX_HELD_BLANK);
    expect(planText(`<Plan_1>${blank}a${blank}b</Plan_1>`)).toBe(`a${blank}b`);
  });

  it('[P65] a finding is told one by one up to a hundred times, then counted', () => {
    const events = eventsOf(`<Plan_1>a${'</prompt_1.1>'.repeat(1000)}</Plan_1>`, DOCUMENT, 'complete');
    const codes = events.flatMap((event) => (event.type === 'diagnostic' ? [event.code] : []));
    expect(codes.filter((code) => code === 'prompt-close-without-opening')).toHaveLength(
      MAX_DIAGNOSTICS_PER_CODE,
    );
    const last = events.at(-1);
    expect(last).toMatchObject({ type: 'diagnostic', code: 'more-diagnostics' });
    expect(last && 'explanation' in last && last.explanation).toContain(
      String(1000 - MAX_DIAGNOSTICS_PER_CODE),
    );
  });

  it('[P41] stray text is quoted and counted', () => {
    const stray = 'word '.repeat(100);
    const events = eventsOf(`<Plan_1>a</Plan_1>${stray}<Plan_2>b</Plan_2>`, DOCUMENT, 'complete');
    const finding = events.find((event) => event.type === 'diagnostic' && event.code === 'stray-text');
    expect(finding).toMatchObject({ severity: 'warning', place: { stage: 1 } });
    expect(finding && 'explanation' in finding && finding.explanation).toMatch(/^499 characters: "word word/);
  });

  it('[P61] the caller can tell a cut prompt: its end is said inside end(), not inside feed()', () => {
    const events: ProtocolEvent[] = [];
    const parser = createParser(PLAN, (event) => events.push(event));
    parser.feed('<Plan_1><prompt_1.1>a');
    expect(events.some(({ type }) => type === 'prompt-end')).toBe(false);
    parser.end('length');
    expect(events).toContainEqual({ type: 'prompt-end', stage: 1, index: 1, offset: 1, closed: false });
  });
});
