import { type Part, parts } from '#lib/contract/curation-edits.ts';
import type { LineRange, SourceLines } from '#lib/contract/curation-record.ts';

/** The owner of a line: the step's index and its part. */
export interface Owner {
  readonly step: number;
  readonly part: Part;
}

export type PartRanges = Readonly<Record<Part, readonly LineRange[]>>;

/** Lines that a second step claimed. */
export interface SecondClaim {
  readonly range: LineRange;
  readonly owner: Owner;
  readonly claimer: Owner;
}

/** One owner per line, between two lines of a trace. The first claim wins. */
export interface LineOwners {
  /** @returns what another step already owned, as runs */
  claim(claimer: Owner, range: LineRange): SecondClaim[];
  ownerOf(line: number): Owner | null;
  /** Runs of lines that nobody claimed; a line whose text is missing is not among them. */
  unclaimed(): LineRange[];
  /** By step index, without steps that have no lines. In the order of the steps' first lines. */
  rangesBySteps(): ReadonlyMap<number, PartRanges>;
}

/** @param within the caller clips claims to these lines: nobody claims others */
export function createLineOwners(source: SourceLines, within: LineRange): LineOwners {
  // A number per line, not an object: traces have thousands of lines, and hostile answers claim each many times.
  const codes = new Int32Array(within.last - within.first + 1);
  const codeOf = ({ step, part }: Owner) => step * parts.length + parts.indexOf(part) + 1;
  const ownerIn = (code: number): Owner | null => {
    const part = parts[(code - 1) % parts.length];
    return code === 0 || !part ? null : { step: Math.floor((code - 1) / parts.length), part };
  };
  const codeAt = (line: number): number => codes[line - within.first] ?? 0;

  return {
    claim(claimer, { first, last }) {
      const own = codeOf(claimer);
      const taken: { code: number; first: number; last: number }[] = [];
      for (let line = first; line <= last; line++) {
        const code = codeAt(line);
        if (code === 0) codes[line - within.first] = own;
        if (code === 0 || code === own) continue;
        const before = taken.at(-1);
        if (before?.code === code && before.last === line - 1) before.last = line;
        else taken.push({ code, first: line, last: line });
      }
      return taken.flatMap((run) => {
        const owner = ownerIn(run.code);
        return owner ? [{ range: { first: run.first, last: run.last }, owner, claimer }] : [];
      });
    },
    ownerOf: (line) => ownerIn(codeAt(line)),
    unclaimed() {
      const runs: { first: number; last: number }[] = [];
      for (let line = within.first; line <= within.last; line++) {
        if (codeAt(line) !== 0 || source.lines[line - 1]?.missing) continue;
        const before = runs.at(-1);
        if (before?.last === line - 1) before.last = line;
        else runs.push({ first: line, last: line });
      }
      return runs;
    },
    rangesBySteps() {
      const steps = new Map<number, Record<Part, { first: number; last: number }[]>>();
      for (let line = within.first; line <= within.last; line++) {
        const owner = ownerIn(codeAt(line));
        if (!owner) continue;
        const own = steps.get(owner.step) ?? { plan: [], execution: [], comment: [] };
        steps.set(owner.step, own);
        const before = own[owner.part].at(-1);
        if (before?.last === line - 1) before.last = line;
        else own[owner.part].push({ first: line, last: line });
      }
      return steps;
    },
  };
}
