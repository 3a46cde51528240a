import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordCounter } from '#lib/protocol/testing/word-counter.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { METRICS_VERSION, sessionMetrics } from '#lib/trace/metrics.ts';
import { DATA_MARK, TITLE_MARK, writeHtmlPage } from '../export/html-page.ts';
import { hostileText, sessionSaying } from '../testing/hostile-session.ts';
import { pageLog } from './page-log.ts';
import { readTraces } from './read-traces.ts';
import { logFromSource } from './trace-log.ts';

const player = `<!doctype html>\n<html lang="en">\n<head><title>${TITLE_MARK}</title></head>\n<body>\n${DATA_MARK}\n<script>"<Plan_1> <prompt_1.1>"</script>\n</body></html>`;

const old = readFileSync(new URL('../testing/player-page-2026-11-29.html', import.meta.url), 'utf8');

async function eventsOf(text: string, path = 'page.html') {
  const { format, traces, problems } = readTraces({ path, text });
  expect(problems).toEqual([]);
  expect(format).toBe('html-page');
  const [trace] = traces;
  if (!trace) throw new Error('the page holds a trace');
  return logFromSource(trace, { counter: wordCounter, startedAt: '2026-01-01T00:00:00Z' });
}

test('a page that is written is read again, event for event, whatever the session says', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      const events = sessionSaying(text);
      expect(await eventsOf(writeHtmlPage(player, events, { title: text }))).toEqual(events);
    }),
    { numRuns: 60 },
  );
});

describe('a page of the version before thinking counted', () => {
  test('opens under any name, with the numbers of today', async () => {
    for (const path of ['sprintscope-abc.html', 'page.txt', 'Pasted text']) {
      const state = foldEvents(await eventsOf(old, path));
      expect(state.session?.question).toBe('What is 6 times 7, plus 1? <b>Why?</b>');
      expect(state.stages[0]?.plan.prompts).toHaveLength(2);
      expect(state.stages[0]?.executions[1]?.text).toBe('It is 12, since 6 < 12.');
      expect(state.stages[0]?.executions[0]?.thinking).toMatch(/^Five sixes/);
      expect(state.answer?.text).toMatch(/43/);
    }
  });

  test('its thinking counts, as it does in the same text imported today', async () => {
    const state = foldEvents(await eventsOf(old));
    expect(METRICS_VERSION).toBe(2);
    const metrics = sessionMetrics(state);
    const thinking = [state.stages[0]?.plan, ...(state.stages[0]?.executions ?? [])].reduce(
      (sum, piece) => sum + (piece?.tokens?.thinking ?? 0),
      0,
    );
    expect(thinking).toBeGreaterThan(20);
    expect(metrics.thinkingTokens).toBe(thinking);
  });
});

describe('what is no such page', () => {
  const problemOf = (text: string, format?: 'html-page') => {
    const { traces, problems } = readTraces({ path: 'page.html', text }, format && { format });
    expect(traces).toEqual([]);
    expect(problems).toHaveLength(1);
    return problems[0];
  };

  test.each([
    ['a page', '<!DOCTYPE html><html><body><p>So 3.</p></body></html>'],
    ['a page that speaks of tags', '<html><body><Plan_1> a <prompt_1.1> b </prompt_1.1></body></html>'],
    ['a page whose text has <think>', '<!doctype html>\n<p><think>Hm.</think> 3</p>'],
    ['the player without a session', player],
  ])('%s is refused, and says what would be read', (_, text) => {
    expect(problemOf(text)?.message).toMatch(/^This is a web page without a log/);
    expect(problemOf(text)?.remedy).toMatch(/Sprintscope/);
    expect(problemOf(text, 'html-page')?.message).toMatch(/no log of Sprintscope/);
  });

  test('a page whose log was emptied or cut says so', () => {
    const page = writeHtmlPage(player, sessionSaying('x'));
    const start = page.indexOf('text/plain">') + 'text/plain">'.length;
    const end = page.indexOf('</script>', start);
    expect(problemOf(page.slice(0, start) + page.slice(end))?.message).toMatch(/without a session/);
    expect(problemOf(page.slice(0, end - 10))?.type).toBe('invalid-log');
    expect(problemOf(`${page.slice(0, end - 10)}<b>${page.slice(end)}`)?.type).toBe('invalid-log');
  });

  test('a log that is none is refused by the one reader of logs', async () => {
    const page = player.replace(DATA_MARK, '<script id="sprintscope-log" type="text/plain">{"a":1}</script>');
    const { traces } = readTraces({ path: 'page.html', text: page });
    expect(traces).toHaveLength(1);
    await expect(eventsOf(page)).rejects.toMatchObject({ type: 'invalid-log' });
  });

  test('a page made to be slow is not', () => {
    const text = `<html>${'<script id="sprintscope-log'.repeat(100_000)}`;
    // The square of its 2.7 million characters would outlast the test.
    expect(pageLog(text).ok).toBe(false);
  });
});
