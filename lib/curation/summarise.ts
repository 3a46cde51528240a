import type { Curated } from './curated.ts';
import type { CurationSummary } from './record.ts';

/** What a list and the funnel show of a record. @param diagnostics how many its proposal has */
export function summarise({ numbers, stages, reasons, leaks }: Curated, diagnostics = 0): CurationSummary {
  return {
    ...numbers,
    promptsPerStage: stages.map(({ prompts }) => prompts.length),
    reasons,
    leaks: leaks.length,
    diagnostics,
  };
}
