import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFormatIds } from '#lib/contract/exports.ts';
import { writeTranscript } from '#lib/protocol/writer.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog } from '#lib/trace/jsonl.ts';
import { arbitraryBrokenLog, arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import { hostileText, sessionSaying } from '../testing/hostile-session.ts';
import { readTraces } from '../traces/read-traces.ts';
import { ExportError } from './export-error.ts';
import { exportFormats, findExportFormat } from './export-formats.ts';
import { exportTrace } from './export-trace.ts';
import { DATA_MARK, TITLE_MARK } from './html-page.ts';

const player = async () => `<!doctype html>${TITLE_MARK}${DATA_MARK}`;

describe('every format', () => {
  it('is listed once, with an extension of its own', () => {
    expect(exportFormats.map(({ id }) => id)).toEqual([...exportFormatIds]);
    expect(new Set(exportFormats.map(({ extension }) => extension)).size).toBe(exportFormats.length);
  });

  it('is found by its id and nothing else', () => {
    expect(findExportFormat('otlp')?.title).toBe('OpenTelemetry spans');
    for (const name of ['', 'pdf', 'toString', 'OTLP']) expect(findExportFormat(name)).toBeNull();
  });

  it.each(exportFormatIds)('%s: any prefix of any log is written, the same each time', async (id) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(arbitraryLog, arbitraryBrokenLog), fc.nat(), async (log, cut) => {
        // A log from outside begins with its session; otherwise nothing identifies it.
        fc.pre(log[0]?.type === 'session-start');
        const events = log.slice(0, 1 + (cut % log.length));
        const text = await exportTrace(id, events, { player });
        expect(text).toBe(await exportTrace(id, events, { player }));
        expect(text === '').toBe(id === 'transcript' && writeTranscript(foldEvents(events)) === '');
      }),
      { numRuns: 40 },
    );
  });

  it.each(['chrome-trace', 'otlp'] as const)('%s is JSON whatever the texts are', async (id) => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        JSON.parse(await exportTrace(id, sessionSaying(text), { title: text }));
      }),
    );
  });
});

it('log: round-trips exactly', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        arbitraryLog,
        hostileText.map((text) => sessionSaying(text)),
      ),
      async (log) => {
        const text = await exportTrace('log', log);
        expect(parseLog(text)).toEqual({ ok: true, events: log });
        const again = parseLog(text);
        if (again.ok) expect(await exportTrace('log', again.events)).toBe(text);
      },
    ),
  );
});

describe('the right answer', () => {
  const answered = sessionSaying('So \\boxed{41}.');
  const judged = {
    expected: '42 \\text{ pears}',
    verdict: { verdict: 'different', how: 'different numbers' },
    ruling: null,
  } as const;

  it.each(['log', 'html'] as const)('comes back from an exported %s', async (id) => {
    const text = await exportTrace(id, answered, { judged, player });
    const path = id === 'log' ? 'trace.jsonl' : 'trace.html';
    const { traces, problems } = readTraces({ path, text });
    expect(problems).toEqual([]);
    expect(traces.map(({ expected }) => expected)).toEqual([judged.expected]);
  });

  it('goes with spans and slices, and what was said of the answer', async () => {
    const spans = await exportTrace('otlp', answered, { judged });
    for (const [name, value] of [
      ['answer', '41'],
      ['expected_answer', judged.expected],
      ['verdict', 'wrong'],
      ['verdict_reason', 'different numbers'],
    ])
      expect(JSON.parse(spans).resourceSpans[0].scopeSpans[0].spans[0].attributes).toContainEqual({
        key: `sprintscope.${name}`,
        value: { stringValue: value },
      });
    expect(JSON.parse(await exportTrace('chrome-trace', answered, { judged })).otherData).toMatchObject({
      answer: '41',
      expectedAnswer: judged.expected,
      verdict: 'wrong',
      verdictReason: 'different numbers',
    });
  });

  it.each(['graph-svg', 'timeline-svg'] as const)('stands below the title of %s', async (id) => {
    expect(await exportTrace(id, answered, { judged })).toContain('✗ wrong answer, expected 42 pears · ');
    const ruling = { seq: 0, correct: true, madeAt: '2026-12-01T00:00:00Z' };
    expect(await exportTrace(id, answered, { judged: { ...judged, ruling } })).toContain('✓ right answer · ');
    expect(await exportTrace(id, answered)).not.toMatch(/[✓✗]/);
  });
});

it('html: says so where there is no player page', async () => {
  await expect(exportTrace('html', sessionSaying('x'))).rejects.toMatchObject({ type: 'no-player' });
});

it('nothing at all is no session', async () => {
  for (const id of exportFormatIds)
    await expect(exportTrace(id, [], { player })).rejects.toThrow(ExportError);
});

it('graph: shows the answer of the session', async () => {
  expect(await exportTrace('graph-svg', sessionSaying('forty-two'))).toMatch(/>forty-two<\/text>/);
});
