import { describe, expect, it } from 'vitest';
import { checks, computedChecks } from './checks.ts';
import { diagnose } from './diagnose.ts';
import { examples } from './testing/examples.ts';
import { traceOf } from './testing/trace-of.ts';

const codesOf = async (transcript: string, question?: string) =>
  diagnose(await traceOf(transcript, question)).map(({ code }) => code);

/** Only a live run writes such a log: faults/live.test.ts. */
const liveOnly = ['piece-failed', 'truncated-piece', 'possibly-cut'];

describe('each check that is computed', () => {
  it('has a trace that triggers it and one that nearly does', () => {
    expect(Object.keys(examples).sort()).toEqual(
      computedChecks
        .map(({ code }) => code)
        .filter((code) => !liveOnly.includes(code))
        .sort(),
    );
  });

  it.each(Object.entries(examples))('%s: triggered', async (code, { triggers, question }) => {
    expect(await codesOf(triggers, question)).toContain(code);
  });

  it.each(Object.entries(examples))('%s: nearly', async (code, { nearly, question }) => {
    expect(await codesOf(nearly, question)).not.toContain(code);
  });
});

describe('checks', () => {
  it('are documented, each once', () => {
    expect(new Set(checks.map(({ code }) => code)).size).toBe(checks.length);
    for (const check of checks) {
      expect(check.title.length, check.code).toBeGreaterThan(5);
      expect(check.description.length, check.code).toBeGreaterThan(20);
      expect(check.example.length, check.code).toBeGreaterThan(8);
    }
  });
});
