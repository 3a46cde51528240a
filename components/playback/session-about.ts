import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import type { SessionSummary } from '#lib/contract/session.ts';
import type { SessionAbout } from './session-types.ts';

/** What a page says of a stored session beside its log. */
export function aboutOf(summary: SessionSummary): SessionAbout {
  const { title, sourceName = null, damaged } = summary;
  return { title, description: null, author: null, sourceName, damaged, judged: judgedOf(summary) };
}

export const judgedOf = ({
  expected = null,
  verdict = null,
  ruling = null,
}: SessionSummary): JudgedAnswer => ({
  expected,
  verdict,
  ruling,
});
