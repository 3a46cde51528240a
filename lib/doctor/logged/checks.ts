import { severityOf } from '#lib/protocol/diagnostics.ts';
import type { Check } from '../check.ts';
import { loggedRunChecks } from './run.ts';
import { loggedStructureChecks } from './structure.ts';
import { loggedTagChecks } from './tags.ts';

/**
 * The remarks that a log itself can contain: of the parser on tags and structure, and of the orchestrator on a live
 * run.
 */
export const loggedChecks: readonly Check[] = [
  ...loggedTagChecks,
  ...loggedStructureChecks,
  ...loggedRunChecks,
].map((check) => ({ ...check, severity: severityOf(check.code) }));
