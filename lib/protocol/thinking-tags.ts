/**
 * Tags inside thinking. A transcript carries thinking between `<think>` and `</think>`, and thinking may speak of tags:
 * read back, a `</think>` of its own would end it and a `<Plan_1>` at its start would make the `<think>` an envelope. So
 * a backslash goes behind the `<` of whatever begins like a tag, `<\/think>`, and reading takes one away again. What has
 * a backslash there already gets one more, so that every text comes back as it was.
 */
const NAMES = String.raw`\/?(?:question|(?:seed:)?think|plan|prompt|execution|final[ _-]?answer)`;
const OPENING = new RegExp(String.raw`<(?=\\*${NAMES})`, 'gi');
const ESCAPED = new RegExp(String.raw`<\\(?=\\*${NAMES})`, 'gi');

/** Thinking as it stands inside `<think>`. */
export const escapeThinking = (thinking: string): string =>
  thinking.includes('<') ? thinking.replace(OPENING, '<\\') : thinking;

/** The thinking that was written so; any other thinking is left as it is. */
export const unescapeThinking = (written: string): string =>
  written.includes('<\\') ? written.replace(ESCAPED, '<') : written;
