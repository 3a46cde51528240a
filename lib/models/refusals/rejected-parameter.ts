import type { Complaint, ServerError } from './server-error.ts';
import { type ParameterRange, rangeRefusing } from './value-range.ts';

/** A field of our request that a server refuses. */
export interface Rejection {
  /** Top-level name as we sent it. */
  parameter: string;
  /** Set if the server refuses only the value. */
  range?: ParameterRange;
  /** The name that the server wants instead. */
  renameTo?: string;
}

type Sent = Readonly<Record<string, unknown>>;

/** A request is incomplete without these fields. */
const INDISPENSABLE = new Set(['model', 'messages', 'prompt', 'stream']);

const TOKEN_LIMITS = ['max_tokens', 'max_completion_tokens', 'max_new_tokens', 'max_output_tokens'] as const;
const isTokenLimit = (name: string): boolean => (TOKEN_LIMITS as readonly string[]).includes(name);
const TOKEN_LIMIT_WORDS =
  /\bmax(?:imum)?[ _-]?(?:completion[ _-]?|new[ _-]?|output[ _-]?)?tokens\b|\bmax(?:imum)?(?: allowed)? number of (?:output |completion |new )?tokens\b|\b(?:completion|output|generation|response) (?:tokens|length)\b/i;

/**
 * Names that are also words count only in quotes, or if the server calls them a parameter. Servers use `temperature` as
 * a word in no other sense.
 */
const isWord = (name: string): boolean =>
  /^[a-z]+$/.test(name) && name !== 'temperature' && name !== 'logprobs';

const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const escaped = (text: string): string => text.replace(/[^\w]/g, '\\$&');

/** Where a sentence names the field; null = nowhere. */
function placeOf(name: string, message: string, value: unknown): number | null {
  // `include_usage` can only refer to `stream_options`; a plain word can mean anything.
  const inside = isFields(value) ? Object.keys(value).filter((key) => !isWord(key)) : [];
  const names = [name, ...inside];
  const spellings = [...new Set([...names, ...names.map(camelCase)])].map(escaped).join('|');
  const places = [
    new RegExp(`[\`'"“‘]\\s*(?:[\\w.]+\\.)?(?:${spellings})\\b[\\w.]*[\`'"”’]`, 'i'),
    new RegExp(
      `\\b(?:parameters?|arguments?|fields?|propert(?:y|ies)|options?|keys?|supplied|supported|param)\\s*:?\\s*(?:${spellings})\\b`,
      'i',
    ),
    new RegExp(`\\b(?:supported|allowed|permitted)\\b[^:.\\n]{1,40}:\\s*(?:${spellings})\\b`, 'i'),
    new RegExp(`(?:^|\\n|[;(]\\s*)(?:${spellings})(?:\\.[\\w.]+)?\\s*(?::|=|\\n)`, 'i'),
    new RegExp(
      `(?:^|\\n|[;:.]\\s+)(?:${spellings})\\s+(?:must|should|is|are|cannot|can|may|has|does|exceeds|out of)\\b`,
      'i',
    ),
    new RegExp(`\\b(?:${spellings})\\s+(?:parameter|argument|field|option|property|value)\\b`, 'i'),
    ...(isWord(name) ? [] : [new RegExp(`(?<![\\w-])(?:${spellings})(?![\\w-])`, 'i')]),
    ...(name === 'stop' ? [/\bstop(?:[ _-]?(?:sequences?|strings?|words?)|[ _-]tokens?)\b/i] : []),
    ...(isTokenLimit(name) ? [TOKEN_LIMIT_WORDS] : []),
  ];
  const found = places.map((place) => message.search(place)).filter((at) => at >= 0);
  return found.length > 0 ? Math.min(...found) : null;
}

/** The name under which we sent a field, from the server's name for it. */
function sentAs(name: string, sent: Sent): string | null {
  // A server may name `constructor` or `toString`, which every object has.
  const has = (key: string) => Object.hasOwn(sent, key) && sent[key] !== undefined && !INDISPENSABLE.has(key);
  if (has(name)) return name;
  const same = Object.keys(sent).find(
    (key) => has(key) && camelCase(key).toLowerCase() === camelCase(name).toLowerCase(),
  );
  if (same) return same;
  const holder = Object.keys(sent).find((key) => {
    const fields = has(key) ? sent[key] : null;
    return isFields(fields) && !isWord(name) && Object.hasOwn(fields, name);
  });
  if (holder) return holder;
  if (/^(?:max_?)(?:new_?|output_?|completion_?)?tokens$/i.test(name)) return TOKEN_LIMITS.find(has) ?? null;
  if (/^stop_?(?:sequences?|words?|strings?)$/i.test(name) && has('stop')) return 'stop';
  return null;
}

/** What servers complain about without naming a field: Ollama's “does not support thinking”, vLLM's chat template. */
const THEMES: readonly [RegExp, readonly string[]][] = [
  [/\bchat[ _]template\b/i, ['chat_template_kwargs']],
  [
    /\b(?:thinking|reasoning)\b/i,
    ['reasoning_effort', 'reasoning', 'thinking', 'think', 'enable_thinking', 'chat_template_kwargs'],
  ],
];
const byTheme = (text: string, sent: Sent): string[] =>
  THEMES.filter(([words]) => words.test(text))
    .flatMap(([, fields]) => fields)
    .filter((name) => sent[name] !== undefined);

/** The fields that a complaint may be about, the likeliest first. */
function suspects({ path, text }: Complaint, sent: Sent): string[] {
  for (const part of path ?? []) {
    if (INDISPENSABLE.has(part)) return [];
    const name = sentAs(part, sent);
    if (name !== null) return [name];
  }
  const named = Object.keys(sent)
    .filter((name) => sent[name] !== undefined && !INDISPENSABLE.has(name))
    .flatMap((name) => {
      const at = placeOf(name, text, sent[name]);
      return at === null ? [] : [{ name, at }];
    });
  if (named.length === 0) return byTheme(text, sent);
  // If two names are at one place, the server means the longer one.
  return named.sort((a, b) => a.at - b.at || b.name.length - a.name.length).map(({ name }) => name);
}

const REJECTION =
  /unsupported|not? (?:be )?support|n[o']t support|unrecogni[sz]ed|unknown|not permitted|not allowed|unexpected|extra (?:inputs?|fields?|forbidden)|extra_forbidden|invalid|deprecated|too (?:many|long|large|high|big|low|small)|greater|exceed|only the default|only 1|must be|should be|cannot|can't|not available|not implemented|not enabled|no longer|ignored|incompatible|mutually exclusive|additional propert|not a valid|(?:should|may|can) only|only .{0,20}(?:supported|allowed|accepted)|is not|does not|removed|非法|不支持/i;

/** Words that leave no doubt, whatever the status: servers also crash on fields that they do not know. */
const UNMISTAKABLE =
  /unexpected keyword argument|unknown (?:field|parameter|argument)|unrecognized (?:request )?(?:argument|field|parameter|keys?)|extra inputs? (?:are|is)? ?not permitted|(?:unsupported|not support(?:ed)?) (?:parameter|value|field)|unsupportedparam|additional propert/i;

export const isUnmistakablyRejection = ({ said }: ServerError): boolean => UNMISTAKABLE.test(said);

const INSTEAD =
  /\b(?:use|try|replaced by|renamed to|in favou?r of|did you mean)\s*[`'"“]?([a-z][a-z_]{2,40})[`'"”]?/i;

/** The field of our request that an error is about; null if it is about something else. */
export function rejectionIn(error: ServerError, sent: Sent): Rejection | null {
  const about = error.complaints.map((complaint) => ({ complaint, names: suspects(complaint, sent) }));
  for (const { complaint, names } of about) {
    for (const parameter of names) {
      const range = rangeRefusing(parameter, sent[parameter], complaint.text, complaint);
      if (range !== null) return { parameter, range };
    }
  }
  for (const { complaint, names } of about) {
    const [parameter] = names;
    if (parameter === undefined) continue;
    if (complaint.path === null && !REJECTION.test(`${error.code} ${complaint.text}`)) continue;
    const instead = INSTEAD.exec(complaint.text)?.[1];
    const renames =
      instead !== undefined &&
      isTokenLimit(parameter) &&
      isTokenLimit(instead) &&
      sent[instead] === undefined;
    return { parameter, ...(renames && { renameTo: instead }) };
  }
  return null;
}
