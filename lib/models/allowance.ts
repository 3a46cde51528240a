/** Of twice what was asked for, no honest server falls short: its tokenizer counts, and thinking may have a limit of its own. */
const TIMES = 2;
/** Where very little is asked for, a few sentences of thinking are no flood. */
const SPARE_TOKENS = 512;

/** Texts of any language average under four characters a token, Chinese, Japanese, Korean and emoji under two. */
const CHARACTERS_A_TOKEN = 4;
const WIDE_FROM = 0x2e80;
const WIDE_WEIGHT = 2;

/** How much text and thinking together a call takes before it hangs up. */
export interface Allowance {
  /** As much of a piece as there is room for. */
  take(text: string): string;
  /** Something did not fit. */
  readonly exceeded: boolean;
}

/** At most about twice the tokens that were asked for, estimated low: an honest reply that was cut would be worse than some words too many. */
export function createAllowance(maxTokens: number): Allowance {
  let left = (maxTokens * TIMES + SPARE_TOKENS) * CHARACTERS_A_TOKEN;
  let exceeded = false;
  return {
    take(text) {
      for (let at = 0; at < text.length; at++) {
        const weight = text.charCodeAt(at) >= WIDE_FROM ? WIDE_WEIGHT : 1;
        if (weight > left) {
          exceeded = true;
          left = 0;
          // Not between the halves of one character.
          return text.slice(0, isLowSurrogate(text.charCodeAt(at)) ? at - 1 : at);
        }
        left -= weight;
      }
      return text;
    },
    get exceeded() {
      return exceeded;
    },
  };
}

const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
