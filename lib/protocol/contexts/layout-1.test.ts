import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '#lib/base/sha256.ts';
import type { Instructions, TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog } from '#lib/trace/jsonl.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { type SampleSession, sampleLog } from '../testing/sample-session.ts';
import { contextText } from './context.ts';
import { contextFor } from './contexts.ts';

// Recorded when layout 1 was the only one: whole sessions over HTTP, and hashes of random sessions' contexts.
const folder = path.join(import.meta.dirname, '../testing/layout-1');
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const logs = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
const samples = JSON.parse(read('samples.json')) as {
  sample: SampleSession;
  instructions?: Instructions;
  sent: Record<string, string>;
}[];

function logOf(name: string): TraceEvent[] {
  const parsed = parseLog(read(name));
  if (!parsed.ok) throw parsed.error;
  return parsed.events;
}

describe('layout 1: sessions from before layouts had a number', () => {
  test.each(logs)('%s: every call is rebuilt byte for byte', (name) => {
    const events = logOf(name);
    const state = foldEvents(events);
    // A plan that became the answer is no longer in the state; the answer has its context.
    const planned = new Set(state.stages.map(({ plan }) => plan.stream));
    let checked = 0;
    for (const event of events) {
      if (!('contextSha256' in event) || !event.contextSha256) continue;
      if (event.type === 'plan-start' && !planned.has(event.stream)) continue;
      const rebuilt = contextText(contextFor(state, event.stream, event.attempt));
      expect(sha256Hex(rebuilt), `${event.stream}, attempt ${event.attempt}`).toBe(event.contextSha256);
      checked++;
    }
    expect(checked).toBeGreaterThan(0);
  });

  test('so are those of random sessions: both modes and policies, reminders, forced answers, no instructions', () => {
    for (const { sample, instructions, sent } of samples) {
      const state = foldEvents(
        sampleLog(sample).map((event) =>
          event.type === 'session-start' && instructions ? { ...event, instructions } : event,
        ),
      );
      for (const [call, sha256] of Object.entries(sent)) {
        const [stream, attempt] = call.split(' ');
        const rebuilt = contextText(contextFor(state, stream as StreamId, Number(attempt)));
        expect(sha256Hex(rebuilt), call).toBe(sha256);
      }
    }
  });
});
