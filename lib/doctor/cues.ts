/**
 * Words with which a text refers to work done elsewhere. We try each pattern on one sentence, cut to
 * `LONGEST_SENTENCE`; patterns have bounded repetitions only.
 */
export const LONGEST_SENTENCE = 600;

const WORK =
  '(?:methods?|approach(?:es)?|ways?|calculations?|computations?|results?|answers?|values?|steps?|derivations?|verifications?|checks?|reasoning|factorizations?|findings?|conclusions?|statements?)';
const DONE =
  '(?:found|saw|seen|derived|computed|calculated|obtained|got|had|established|showed|shown|determined|noted|noticed|concluded|solved|tried|tested|did|done|verified|proved)';

/** "as we found earlier", "the previous result", "when I calculated the perimeter, we found …" */
const RECALL = [
  new RegExp(
    `\\b(?:we|i|you)(?:'ve| have| had)?(?: already| just| also)? ${DONE}\\b.{0,60}?\\b(?:earlier|before|previously|above)\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:earlier|previously|before|already|above),? (?:when )?(?:we|i|you)(?:'ve| have| had)?(?: already)? ${DONE}\\b`,
    'i',
  ),
  new RegExp(`\\bas (?:we |i |was |were )?(?:${DONE} )?(?:before|earlier|previously)\\b`, 'i'),
  new RegExp(`\\bwhen (?:we|i) (?:first )?${DONE}\\b.{0,80}?\\b(?:we|i) (?:found|got|obtained|had)\\b`, 'i'),
  new RegExp(
    `\\b(?:(?:the|my|our|that) (?:other|initial)|previous|earlier|preceding) (?:\\w+ )?${WORK}\\b`,
    'i',
  ),
  new RegExp(`\\b(?:we|i)(?: have| had|'ve)? already ${DONE}\\b`, 'i'),
  /\bfrom (?:earlier|before|the previous)\b/i,
  // "approaches 2 from above", "seen from above" refer to no text.
  /(?<!\b(?:approach|tend|converg|bound|limit|view|seen|look|fall|drop|light)\w{0,4}\b.{0,40})\bfrom above\b/i,
  /\b(?:tried|tested|checked|did|saw|found|had|computed|calculated) (?:it |that |this |\S{1,12} )?(?:earlier|before|already|previously)\b/i,
];

/** "which is the same as before", "that matches our previous result", "all methods lead to 1600" */
const AGREE = [
  /\b(?:the )?same(?: \w+)? as (?:before|earlier|previously|above|the (?:previous|other|first|earlier|direct)|we)\b/i,
  /\b(?:match(?:es)?|confirms?|agrees? with|consistent with|contradicts?|verifies|coincides? with)\b.{0,30}?\b(?:previous|earlier|other|initial|first|prior)\b/i,
  new RegExp(
    `\\b(?:get|gives?|yields?|got|that['’]s|is|arrive at|reach|leads? to|have)(?: us)? (?:again )?the same ${WORK}\\b`,
    'i',
  ),
  /\b(?:also|again) (?:results? in|gives?|yields?|leads? to|get|comes? to|confirms?)\b/i,
];

/** "both methods", "all approaches converge", "multiple ways confirm" */
const SEVERAL = [
  /\b(?:both|all|multiple|several|two|three|various|different|these|either)(?: of)?(?: the| these| our)?(?: \w+)? (?:methods|approaches|ways|calculations|computations|verifications|techniques|routes|derivations|checks)\b/i,
  /\b(?:through|using|by|with) both \w+ing\b.{0,60}? and \w+ing\b/i,
];
const TOGETHER =
  /\b(?:same|agree|converge|confirm|match|lead|consistent|arrive|coincide|result in|give|yield|point to|verif(?:y|ied))/i;

/** Signs that suffice for the doctor, but would be too weak for splitting into steps. */
const ECHOES = [
  /^(?:so |and |but |then |yes,? |thus,? )?again,? /i,
  /\baccording to (?:the|our|this|that) (?:formula|result|rule|equation|pattern|expression|theorem|derivation|conclusion)\b/i,
  /\b(?:earlier|previously|before|initially),? (?:when )?(?:we|i) (?:first )?(?:considered|thought|assumed|used|listed|tried|evaluated|checked)\b/i,
  /\b(?:as|like|which) (?:i|we) (?:initially|originally|first) \w+\b/i,
  // "once we found k = 3", "now that we know x"
  new RegExp(
    `\\b(?:once|after|now that|since|because) (?:we|i)(?:['’]ve| have| had)? (?:already )?(?:know|knew|${DONE})\\b`,
    'i',
  ),
  /[✓✔✅]/u,
];

/** "my previous calculation": earlier work of the text itself. */
const OWN_EARLIER =
  /\b(?:my|our) (?:previous|earlier|initial|first|original|prior) (?:\w+ )?(?:calculations?|computations?|results?|answers?|values?|findings?|conclusions?)\b/i;

export const ownEarlier = (sentence: string): RegExpExecArray | null => firstMatch([OWN_EARLIER], sentence);
/** Any of the ways in which a text may refer to work done elsewhere. */
export const pointsElsewhere = (sentence: string): RegExpExecArray | null =>
  recalls(sentence) ?? agrees(sentence) ?? firstMatch(ECHOES, sentence);
export const recalls = (sentence: string): RegExpExecArray | null => firstMatch(RECALL, sentence);
export const agrees = (sentence: string): RegExpExecArray | null => firstMatch(AGREE, sentence);

/** "That is the same as before": it refers to the sentence before. A contradiction names no value from elsewhere. */
export const looksBack = (sentence: string, cue: RegExpExecArray): boolean =>
  cue.index <= 30 &&
  !/\b(?:contradict|conflict|differ|discrepan|wrong|mistake|flaw|incorrect|not)/i.test(
    sentence.slice(0, LONGEST_SENTENCE),
  );

/** A sentence that says that several methods lead to one result. */
export function sumsUp(sentence: string): RegExpExecArray | null {
  const match = firstMatch(SEVERAL, sentence);
  return match && TOGETHER.test(sentence.slice(0, LONGEST_SENTENCE)) ? match : null;
}

/** Signs that a text itself tries a second method. */
const SECOND_WAY =
  /\b(?:alternative(?:ly)?|another (?:way|approach|method|check|angle)|other way|second(?:ly)? (?:way|approach|method)|secondly|different (?:way|approach|method)|(?:method|approach|way) (?:2|two)|first (?:way|approach|method)|let(?:'s| us| me) also|double-check|method 1|approach 1)\b/i;
/**
 * The offset where a text first does; infinite if it does not. Comparisons after that may be between its own two
 * methods.
 */
export const secondWayAt = (text: string): number => SECOND_WAY.exec(text)?.index ?? Number.POSITIVE_INFINITY;

/** A task to confirm something known, not to find it out. */
const VERIFYING =
  /\b(?:verif\w*|confirm\w*|(?:double|cross)?-?check(?:s|ed|ing)?|re-?(?:check|calculat|comput|evaluat|verif|confirm|examin|assess|cap|consider|visit)\w*|review\w*|validat\w*|ensur\w*|summari[sz]\w*|finali[sz]\w*|conclud\w*|test\w* (?:whether|if|that))\b/i;
export const isVerifying = (prompt: string): boolean => VERIFYING.test(prompt.slice(0, 2_000));

function firstMatch(patterns: readonly RegExp[], sentence: string): RegExpExecArray | null {
  const text = sentence.slice(0, LONGEST_SENTENCE);
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match) return match;
  }
  return null;
}
