const TAG_START =
  /<(?=\/?(?:question|think|plan|prompt|execution|final[ _-]?answer)(?:\s*>|[\s_-]*\d|[_-]|\s*$))/gi;
const REFERENCE = /(?<![A-Za-z0-9_])(execution)_(?=\d)/gi;
const SEPARATOR = /^([^\S\n]*)-{5,}([^\S\n]*)$/gm;

/**
 * A text of the source as it may stand in a trajectory: what would be read as a tag of the protocol gets a space after
 * its `<`, what would be read as a reference to an execution loses its `_`. Any other text stays to the letter.
 */
export const plainText = (text: string): string => text.replace(TAG_START, '< ').replace(REFERENCE, '$1 ');

/** The same in a plan, where a line of five dashes stands between two trains of thought: one from the source gets three. */
export const plainPlanText = (text: string): string => plainText(text).replace(SEPARATOR, '$1---$2');
