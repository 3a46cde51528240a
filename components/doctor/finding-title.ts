import { checkTitle } from '#lib/doctor/checks.ts';
import type { Finding } from '#lib/doctor/finding.ts';

/** What a check is called; the code itself for one of another version. Brings all rules of the doctor with it. */
export const titleOf = ({ code }: Pick<Finding, 'code'>): string => checkTitle(code);
