import { describe, expect, it } from 'vitest';
import { diagnosticTable } from '#lib/protocol/diagnostics.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionStart, stampLog } from '#lib/trace/testing/log-builder.ts';
import { checks } from '../checks.ts';
import { diagnose } from '../diagnose.ts';
import { loggedExamples } from '../testing/examples-logged.ts';
import { traceOf } from '../testing/trace-of.ts';
import { loggedChecks } from './checks.ts';

const codesOf = async (transcript: string) => diagnose(await traceOf(transcript)).map(({ code }) => code);

/** A live log with nothing but one remark. */
const withRemark = (code: string, severity: 'warning' | 'note') =>
  foldEvents(
    stampLog([
      sessionStart(),
      { type: 'diagnostic', code, severity, place: { stream: 'plan:1' }, explanation: 'As it was.' },
    ]),
  );

describe('remarks of the log', () => {
  it.each(Object.entries(loggedExamples))('%s: triggered', async (code, { triggers }) => {
    expect(await codesOf(triggers)).toContain(code);
  });

  it.each(Object.entries(loggedExamples))('%s: nearly', async (code, { nearly }) => {
    expect(await codesOf(nearly)).not.toContain(code);
  });

  it.each(
    loggedChecks.filter(({ code }) => !(code in loggedExamples)).map((check) => [check.code, check] as const),
  )('%s: as the log of a run holds it', (code, { kind, severity, certainty }) => {
    const found = diagnose(withRemark(code, severity === 'warning' ? 'warning' : 'note'));
    expect(found).toMatchObject([{ code, kind, certainty, explanation: 'As it was.' }]);
    expect(diagnose(withRemark(code, 'note'), { off: new Set([code]) })).toEqual([]);
  });

  it('of every code of the parser are documented, with the severity they have', () => {
    const known = new Map(checks.map((check) => [check.code, check.severity]));
    for (const [code, { severity }] of Object.entries(diagnosticTable))
      expect([code, known.get(code)]).toEqual([code, severity]);
  });

  it('of an unknown code count by their severity', () => {
    expect(diagnose(withRemark('from-the-future', 'warning'))).toMatchObject([{ kind: 'fault' }]);
    expect(diagnose(withRemark('from-the-future', 'note'))).toMatchObject([{ kind: 'note' }]);
  });
});
