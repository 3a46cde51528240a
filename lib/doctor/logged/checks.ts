import { severityOf } from '#lib/protocol/diagnostics.ts';
import type { Check } from '../check.ts';
import { loggedRunChecks } from './run.ts';
import { loggedStructureChecks } from './structure.ts';
import { loggedTagChecks } from './tags.ts';

/** What the log itself can hold: remarks of the parser on tags and structure, and of the orchestrator on a live run. */
export const loggedChecks: readonly Check[] = [
  ...loggedTagChecks,
  ...loggedStructureChecks,
  ...loggedRunChecks,
].map((check) => ({ ...check, severity: severityOf(check.code) }));
