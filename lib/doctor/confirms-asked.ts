import { memoised } from '#lib/base/memo.ts';
import { askedSubject, stem } from './asked-subject.ts';
import type { Examined } from './examined.ts';

/** What is to be confirmed, as far as it may name what the question asks for: "confirm the probability". */
const CONFIRMS =
  /\b(?:verif(?:y|ying)|(?:re-?)?confirm(?:ing)?|(?:re-?)?check(?:ing)?|validat(?:e|ing)|re-?evaluat(?:e|ing))\s+(?:the\s+)?((?:[a-z-]+\s+){0,2}[a-z-]+)/gi;
/** Words after which something else than the thing itself is meant: "check whether the", "verify each". */
const PASSES_ON =
  /^(?:if|that|whether|how|why|what|by|using|with|each|any|an?|steps?|calculations?|computations?)$/i;

/** Offset in a prompt's text where the name of what the question asks for ends; null where it confirms no such thing. */
export function confirmsAsked(trace: Examined, prompt: string): number | null {
  const noun = askedNoun(trace);
  if (noun === null) return null;
  for (const match of prompt.matchAll(CONFIRMS)) {
    const words = (match[1] ?? '').split(/\s+/);
    const at = words.findIndex((word) => stem(word.toLowerCase()) === noun);
    if (at < 0 || words.slice(0, at).some((word) => PASSES_ON.test(word))) continue;
    return match.index + match[0].length - words.slice(at + 1).join(' ').length;
  }
  return null;
}

const askedNoun = memoised(({ state }: Examined): string | null => {
  const noun = askedSubject(state.session?.question ?? '').nouns.at(-1);
  return noun === undefined ? null : stem(noun);
});
