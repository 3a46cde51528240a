import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import type { ParserStart, ProtocolEvent, TextEnd } from '../events.ts';
import { anyEnd, anyStart, anyTag, anyText } from '../fixtures/arbitrary.ts';
import { eventsOf, joinDeltas } from '../fixtures/outline.ts';
import { checkWellFormed } from '../fixtures/well-formed.ts';
import { createParser } from './parser.ts';
import { MAX_TAG_LENGTH } from './tags-scanner.ts';
import { MAX_HELD_BLANK } from './trim.ts';

const DOCUMENT: ParserStart = { at: 'document' };
const minute = { timeout: 60_000 };

describe('for any text', () => {
  it('[P2] any chunking gives the same events once neighbouring deltas are joined', minute, () => {
    fc.assert(
      fc.property(
        anyText,
        anyStart,
        anyEnd,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
        (text, start, how, fractions) => {
          const whole = joinDeltas(eventsOf(text, start, how));
          const cuts = fractions.map((fraction) => Math.floor(fraction * text.length)).sort((a, b) => a - b);
          expectSame(joinDeltas(eventsOf(text, start, how, cuts)), whole);
        },
      ),
      { numRuns: propertyRuns() },
    );
  });

  it('[P2] single characters give the same events as the whole', minute, () => {
    fc.assert(
      fc.property(anyText, anyStart, anyEnd, (text, start, how) => {
        const whole = joinDeltas(eventsOf(text, start, how));
        const everywhere = Array.from({ length: text.length }, (_, i) => i);
        expectSame(joinDeltas(eventsOf(text, start, how, everywhere)), whole);
      }),
      { numRuns: propertyRuns() },
    );
  });

  it('[P1] [P5] nothing throws, each started piece ends once, offsets lie within the text', minute, () => {
    fc.assert(
      fc.property(anyText, anyStart, anyEnd, (text, start, how) => {
        checkWellFormed(eventsOf(text, start, how));
      }),
      {
        numRuns: propertyRuns(),
        // Seed 532816711: the parser read text after a quoted tag, which had settled that nothing was thinking,
        // although it had halted.
        examples: [
          [
            '</Final_answer>`</think>`<think>execution_1.1',
            { at: 'plan', stage: 2, executions: [2], thinkOpened: 'perhaps' },
            'complete',
          ],
        ],
      },
    );
  });

  it('[P1] strings of any UTF-16 units do not throw', minute, () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }),
        anyStart,
        anyEnd,
        (units, start, how) => {
          checkWellFormed(eventsOf(String.fromCharCode(...units), start, how));
        },
      ),
      { numRuns: propertyRuns() },
    );
  });

  it('[P3] what is held back is at most a tag candidate and a run of white space', minute, () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, size) => {
        const body = text.replaceAll('>', '').replaceAll('</', '');
        let said = 0;
        const parser = createParser(DOCUMENT, (event) => {
          if (event.type === 'plan-delta') said += event.text.length;
        });
        parser.feed('<Plan_1>.');
        for (let fed = 0; fed < body.length; fed += size) {
          parser.feed(body.slice(fed, fed + size));
          const held = Math.min(fed + size, body.length) + 1 - said;
          expect(held).toBeLessThanOrEqual(MAX_TAG_LENGTH + MAX_HELD_BLANK);
        }
      }),
      { numRuns: propertyRuns() },
    );
  });

  it('[P5] [P6] ending from within an event leaves nothing open and says nothing more', minute, () => {
    fc.assert(
      fc.property(anyText, anyStart, anyEnd, fc.nat({ max: 30 }), (text, start, how, last) => {
        const events: ProtocolEvent[] = [];
        const parser = createParser(start, (event) => {
          if (events.push(event) === last) parser.end(how);
        });
        parser.feed(text);
        parser.end(how);
        checkWellFormed(events);
      }),
      {
        numRuns: propertyRuns(),
        // Seed -1262525342: the parser opened a thought again that the thinking before it had opened.
        examples: [['</Question></think>a<Final_answer_1.1>', { at: 'document' }, 'complete', 5]],
      },
    );
  });

  it(
    '[P52] [P60] a tidy plan reads the same in a document and as a reply, with and without its tags',
    minute,
    () => {
      const part = fc.oneof(
        fc.constantFrom('x < 3', ' so ', '\n-----\n', 'Based on execution_1.1:', '\\boxed{4}', ' '),
        fc.constantFrom('a', ' b c ', 'execution_1.2\n').map((task) => `<prompt>${task}</prompt>`),
      );
      fc.assert(
        fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
          const body = parts.join('');
          fc.pre(body.trim() !== '');
          const reply = { at: 'plan', stage: 1 } as const;
          const inner = (text: string, start: ParserStart, how: TextEnd) =>
            joinDeltas(eventsOf(text, start, how)).filter(({ type }) => type !== 'halt');
          const inDocument = inner(`<Plan_1>${body}</Plan_1>`, DOCUMENT, 'aborted');
          expect(inner(`<Plan_1>${body}</Plan_1>`, reply, 'complete')).toEqual(inDocument);
          expect(inner(`<Plan_1>${body}`, reply, 'stop')).toEqual(inDocument);
          expect(inner(body, reply, 'stop')).toEqual(inDocument);
        }),
        { numRuns: propertyRuns() },
      );
    },
  );

  it('[P67] [P69] an unknown and a known habit of the template read the same', minute, () => {
    const starts = [
      { at: 'plan', stage: 2, executions: [2] },
      { at: 'execution', stage: 1, index: 1 },
      { at: 'answer' },
      { at: 'thought' },
    ] as const;
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom(...starts), anyEnd, (before, after, start, how) => {
        const noThinkTag = (part: string) => part.replace(/think/gi, 'thunk');
        const thinking = noThinkTag(before)
          .replace(/ {4094,}/g, '')
          .trim();
        const text = `${thinking}\n</think>\n${noThinkTag(after)}`;
        const learning = joinDeltas(eventsOf(text, { ...start, thinkOpened: 'perhaps' }, how));
        const at = learning.findIndex(({ type }) => type === 'was-thinking');
        // The draft ended the role's turn, or a closing tag follows.
        fc.pre(thinking !== '' && at >= 0);
        const known = joinDeltas(eventsOf(text, { ...start, thinkOpened: 'yes' }, how));
        expect(learning[at]).toEqual({ type: 'was-thinking', text: thinking });
        expect(known[0]).toEqual({ type: 'thinking-delta', text: thinking });
        expectSame(known.slice(1), learning.slice(at + 1));
      }),
      { numRuns: propertyRuns() },
    );
  });

  it('[P41] no word of a document is lost in silence', minute, () => {
    fc.assert(
      fc.property(fc.array(anyTag, { maxLength: 12 }), anyEnd, (tags, how) => {
        const words = [...tags, ''].map((_, i) => `word${i};`);
        const text = words.map((word, i) => `${word} ${tags[i] ?? ''} `).join('');
        const events = eventsOf(text, DOCUMENT, how);
        const told = events.map(textOf).join('\n');
        const isAbridged = told.includes('"…');
        for (const word of words) if (!isAbridged) expect(told).toContain(word);
      }),
      { numRuns: propertyRuns() },
    );
  });
});

/** `toEqual` costs more than the parser; we call it only to report a difference. */
function expectSame(events: ProtocolEvent[], expected: ProtocolEvent[]) {
  if (JSON.stringify(events) !== JSON.stringify(expected)) expect(events).toEqual(expected);
}

function textOf(event: ProtocolEvent): string {
  if (event.type === 'diagnostic') return event.explanation;
  return 'text' in event ? event.text : '';
}
