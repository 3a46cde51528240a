/**
 * Tags inside thinking. A transcript carries thinking between `<think>` and `</think>`, and thinking may mention tags:
 * when parsed, a `</think>` in it would end it and a `<Plan_1>` at its start would make the `<think>` an envelope. So
 * we write a backslash after the `<` of anything that begins like a tag, `<\/think>`, and reading removes one again.
 * Text that already has a backslash there gets one more, so that every text survives unchanged.
 */
const NAMES = String.raw`\/?(?:question|(?:seed:)?think|plan|prompt|execution|final[ _-]?answer)`;
const OPENING = new RegExp(String.raw`<(?=\\*${NAMES})`, 'gi');
const ESCAPED = new RegExp(String.raw`<\\(?=\\*${NAMES})`, 'gi');

/** Thinking, escaped for use inside `<think>`. */
export const escapeThinking = (thinking: string): string =>
  thinking.includes('<') ? thinking.replace(OPENING, '<\\') : thinking;

/** The thinking before escaping; unescaped thinking is unchanged. */
export const unescapeThinking = (written: string): string =>
  written.includes('<\\') ? written.replace(ESCAPED, '<') : written;
