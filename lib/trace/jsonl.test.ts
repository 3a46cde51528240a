import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOG_VERSION, type TraceEvent } from './events.ts';
import { foldEvents } from './fold.ts';
import { parseLog, writeLog } from './jsonl.ts';
import { checkMigrations, type LogMigration, logMigrations } from './log-migrations.ts';
import { arbitraryLog } from './testing/arbitrary-log.ts';
import { sessionStart, stampLog } from './testing/log-builder.ts';
import { normaliseLog } from './testing/normalise-log.ts';

const [start, end] = writeLog(stampLog([sessionStart(), { type: 'session-end', status: 'done' }])).split(
  '\n',
);

describe('writeLog, parseLog', () => {
  it('[J1] round-trips exactly, events and bytes', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const text = writeLog(events);
        const parsed = parseLog(text);
        if (!parsed.ok) throw parsed.error;
        expect(parsed.events).toEqual(events);
        expect(writeLog(parsed.events)).toBe(text);
      }),
    );
  });

  it('[J2] takes blank lines, CRLF, a byte order mark and a missing last newline', () => {
    const parsed = parseLog(`\uFEFF${start}\r\n\r\n${end}`);
    expect(parsed.ok && parsed.events.map(({ type }) => type)).toEqual(['session-start', 'session-end']);
  });

  it.each([
    ['nothing', '\n\n', 'empty', 2],
    ['a file cut off', `${start}\n${end?.slice(0, 20)}`, 'not-json', 2],
    ['JSON that is no event', `${start}\n\n[1]`, 'not-an-event', 3],
    [
      'an event with a wrong field',
      `${start}\n{"seq":1,"at":0,"type":"stage-start","stage":0}`,
      'not-an-event',
      2,
    ],
    ['an unknown event', `${start}\n{"seq":1,"at":0,"type":"coffee-break"}`, 'not-an-event', 2],
    ['another beginning', `${end}`, 'no-session-start', 1],
    [
      'a newer version',
      `${start?.replace(`"logVersion":${LOG_VERSION}`, '"logVersion":99')}`,
      'unsupported-version',
      1,
    ],
    [
      'no version',
      `${start?.replace(`"logVersion":${LOG_VERSION}`, '"logVersion":"1"')}`,
      'unsupported-version',
      1,
    ],
  ])('[J3] says in which line %s is', (_, text, type, line) => {
    const parsed = parseLog(text);
    expect(parsed.ok).toBe(false);
    expect(!parsed.ok && { type: parsed.error.type, line: parsed.error.line }).toEqual({ type, line });
    expect(!parsed.ok && parsed.error.message).toMatch(new RegExp(`^Line ${line}: `));
  });
});

describe('migrations', () => {
  const step = (to: number): LogMigration => ({ to, title: `to ${to}`, migrate: (event) => event });

  it('[J4] lead from version 1 to the current one without a gap', () => {
    expect(() => checkMigrations(logMigrations, LOG_VERSION)).not.toThrow();
    expect(() => checkMigrations([step(2), step(3)], 3)).not.toThrow();
    expect(() => checkMigrations([step(2), step(4)], 3)).toThrow();
    expect(() => checkMigrations([step(2)], 3)).toThrow();
    expect(() => checkMigrations([step(3), step(2)], 3)).toThrow();
  });

  it('[J4] take every event of an old log to the current version, in order', () => {
    const old = `${start?.replace(`"logVersion":${LOG_VERSION}`, '"logVersion":1')}\n{"seq":1,"at":9,"type":"halt","status":"done"}\n`;
    const migrations: LogMigration[] = [
      {
        to: 2,
        title: 'halt was the name of session-end',
        migrate: (event) => (event.type === 'halt' ? { ...event, type: 'session-finish' } : event),
      },
      {
        to: 3,
        title: 'session-finish became session-end; versions are checked as 1 in this test',
        migrate: (event) => (event.type === 'session-finish' ? { ...event, type: 'session-end' } : event),
      },
    ];
    const parsed = parseLog(old, { current: 3, migrations });
    expect(parsed.ok && parsed.events[1]).toEqual({ seq: 1, at: 9, type: 'session-end', status: 'done' });
  });
});

describe('normaliseLog', () => {
  it('[J5] gives the same for any chunking and any times', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.integer({ min: 1, max: 5 }), (events, size) => {
        const rechunked = events
          .flatMap((event): TraceEvent[] => {
            if (!('channel' in event)) return [event];
            const pieces = event.text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
            return ['', ...pieces].map((text) => ({ ...event, text }));
          })
          .map((event, seq) => ({ ...event, seq, at: event.at * 3 + 1 }));
        expect(normaliseLog(rechunked)).toEqual(normaliseLog(events));
      }),
    );
  });

  it('[J5] keeps every text, and normalising twice changes nothing', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const normal = normaliseLog(events);
        expect(normaliseLog(normal)).toEqual(normal);
        expect(foldEvents(normal).stages.map(({ plan }) => plan.text)).toEqual(
          foldEvents(events).stages.map(({ plan }) => plan.text),
        );
      }),
    );
  });
});
