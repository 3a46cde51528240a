import type { Finding } from '#lib/contract/findings.ts';
import { checkTitle } from '#lib/doctor/checks.ts';

/** What a check is called; the code itself for one of another version. Brings all rules of the doctor with it. */
export const titleOf = ({ code }: Pick<Finding, 'code'>): string => checkTitle(code);
