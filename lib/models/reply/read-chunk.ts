import { type Segment, segmentsIn } from './content-segments.ts';
import { finishReasonIn } from './finish-reasons.ts';
import { isRecord, type JsonRecord, recordIn } from './json.ts';
import { type UsageCounts, usageIn } from './read-usage.ts';

/** What one JSON value of a stream says about the reply. */
export interface ChunkReading {
  segments: Segment[];
  /** `segments` hold the reply from its beginning, not only what is new. */
  whole: boolean;
  finish: string | null;
  usage: UsageCounts | null;
  id: string | null;
  model: string | null;
}

export interface ChunkReader {
  /**
   * Null for a value that is no part of a reply: null, `{}`, numbers, foreign events. `bare`: it came without `data:`,
   * as a whole body does, and so may a reply in a native form.
   */
  read(value: unknown, bare: boolean): ChunkReading | null;
}

/** The fields in which gateways wrap the reply. */
const ENVELOPES = ['data', 'result', 'output', 'response', 'body', 'chunk', 'completion'];
const MAX_ENVELOPES = 3;
/** We ask for one; OpenAI gives at most 128. */
const MAX_CHOICES = 128;

/** Fields that show a value without `choices` to be a chunk (Ollama, llama.cpp, TGI, Cohere, Gemini, Cloudflare). */
const NATIVE_FIELDS = [
  'response',
  'done',
  'stop',
  'is_finished',
  'finish_reason',
  'finishReason',
  'done_reason',
  'model',
  'role',
  'token',
  'generated_text',
  'usage',
];
const NATIVE_TYPE = /delta|text|content|message|token|think|reason|completion|chunk|generat/i;
const ENDS = /^(?:message_stop|response\.completed|done|end|finish(?:ed)?|complet(?:e|ed|ion))$/i;

/** Reads the chunks of one stream. Among several choices it follows the first, or the first that has words. */
export function createChunkReader(): ChunkReader {
  let followed: number | null = null;

  function choose(choices: readonly JsonRecord[]): JsonRecord | null {
    const indexOf = ({ index }: JsonRecord) => Number(index ?? followed ?? 0) || 0;
    if (followed !== null) return choices.find((choice) => indexOf(choice) === followed) ?? null;
    const choice = choices.find((each) => indexOf(each) === 0) ?? choices[0] ?? null;
    if (choice && wordsOf(choice).segments.length > 0) followed = indexOf(choice);
    return choice;
  }

  function readIn(value: unknown, bare: boolean, depth: number): ChunkReading | null {
    if (Array.isArray(value) && depth < MAX_ENVELOPES) return joined(value, bare, depth);
    if (!isRecord(value)) return null;
    // The event may repeat the whole reply while it reports the end.
    if (typeof value.type === 'string' && ENDS.test(value.type))
      return {
        ...reading(value, usageIn(value, null)),
        finish: finishReasonIn(value, ...heldIn(value)) ?? 'stop',
      };
    const choices = choicesIn(value);
    if (choices.length > 0) {
      const choice = choose(choices);
      if (!choice) return { ...reading(value, usageIn(value, null)), finish: null };
      const holders = [choice, ...heldIn(choice), recordIn(choice, 'details'), value];
      return {
        ...reading(value, usageIn(value, choice)),
        ...wordsOf(choice),
        finish: finishReasonIn(...holders),
      };
    }
    if (depth < MAX_ENVELOPES) {
      for (const name of ENVELOPES) {
        const inner = isRecord(value[name]) || Array.isArray(value[name]) ? value[name] : null;
        const read = inner && readIn(inner, bare, depth + 1);
        if (read)
          return {
            ...read,
            usage: read.usage ?? usageIn(value, null),
            finish: read.finish ?? finishReasonIn(value),
          };
      }
    }
    return readNative(value, bare);
  }

  /** Several chunks in one event, from a server that streams one JSON array. */
  function joined(values: readonly unknown[], bare: boolean, depth: number): ChunkReading | null {
    const readings = values
      .map((each) => readIn(each, bare, depth + 1))
      .filter((reading) => reading !== null);
    const [first] = readings;
    if (!first) return null;
    const last = <Field extends 'finish' | 'usage'>(field: Field): ChunkReading[Field] =>
      readings.findLast((each) => each[field] !== null)?.[field] ?? null;
    return {
      ...first,
      segments: readings.flatMap(({ segments }) => segments),
      finish: last('finish'),
      usage: last('usage'),
    };
  }

  return { read: (value, bare) => readIn(value, bare, 0) };
}

function choicesIn({ choices, candidates }: JsonRecord): JsonRecord[] {
  const found = choices ?? candidates;
  const list: unknown[] = Array.isArray(found) ? found : isRecord(found) ? [found] : [];
  return list
    .slice(0, MAX_CHOICES)
    .flatMap((choice) =>
      isRecord(choice) ? [choice] : typeof choice === 'string' ? [{ text: choice }] : [],
    );
}

const heldIn = (holder: JsonRecord) => [recordIn(holder, 'delta'), recordIn(holder, 'message')];

/** The words of a choice: from its delta, else from its message, else from the choice itself. */
function wordsOf(choice: JsonRecord): Pick<ChunkReading, 'segments' | 'whole'> {
  const [delta, message] = heldIn(choice);
  const fromDelta = typeof choice.delta === 'string' ? segmentsIn({ text: choice.delta }) : deltaWords(delta);
  if (fromDelta.length > 0) return { segments: withOwn(fromDelta, choice), whole: false };
  if (typeof choice.message === 'string')
    return { segments: segmentsIn({ text: choice.message }), whole: true };
  const fromMessage = message ? segmentsIn(message) : [];
  if (fromMessage.length > 0) return { segments: withOwn(fromMessage, choice), whole: true };
  return { segments: segmentsIn(choice), whole: false };
}

/** Cohere puts a message into the delta. */
function deltaWords(delta: JsonRecord | null | undefined): Segment[] {
  if (!delta) return [];
  const words = segmentsIn(delta);
  const message = words.length === 0 ? recordIn(delta, 'message') : null;
  return message ? segmentsIn(message) : words;
}

/** A channel that is empty there may be filled beside it: text completions put thinking next to `text`. */
function withOwn(segments: Segment[], choice: JsonRecord): Segment[] {
  const missing = segmentsIn(choice).filter(
    ({ channel }) => !segments.some((segment) => segment.channel === channel),
  );
  if (missing.length === 0) return segments;
  return [...segments, ...missing].sort((a, b) =>
    a.channel === b.channel ? 0 : a.channel === 'thinking' ? -1 : 1,
  );
}

const word = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;

const reading = (value: JsonRecord, usage: UsageCounts | null): ChunkReading => ({
  segments: [],
  whole: false,
  finish: null,
  usage,
  id: word(value.id),
  model: word(value.model),
});

/** A chunk without choices: one that only reports usage, a whole body of another kind, or one of a native API. */
function readNative(value: JsonRecord, bare: boolean): ChunkReading | null {
  const usage = usageIn(value, null);
  const base = reading(value, usage);
  const type = typeof value.type === 'string' ? value.type : '';
  const isChunk =
    (bare ||
      NATIVE_FIELDS.some((name) => value[name] !== undefined && value[name] !== null) ||
      'delta' in value ||
      isRecord(value.message)) &&
    (type === '' || NATIVE_TYPE.test(type));
  const finish = isChunk ? finishReasonIn(value, ...heldIn(value), recordIn(value, 'details')) : null;
  const words = isChunk ? nativeWords(value, type) : { segments: [], whole: false };
  if (words.segments.length > 0 || finish !== null || usage !== null) return { ...base, ...words, finish };
  // Still a chunk: `choices` is null or empty (Azure's first), or a step of a native stream has no words.
  return 'choices' in value || typeof value.done === 'boolean' ? base : null;
}

function nativeWords(value: JsonRecord, type: string): Pick<ChunkReading, 'segments' | 'whole'> {
  // Ollama's `message` holds only what is new; each one says whether it was the last.
  const incremental = 'done' in value;
  const token = recordIn(value, 'token');
  if (token)
    return { segments: token.special === true ? [] : segmentsIn({ text: token.text }), whole: false };
  if (typeof value.generated_text === 'string')
    return { segments: segmentsIn({ text: value.generated_text }), whole: true };
  if (typeof value.delta === 'string')
    return { segments: segmentsIn({ content: [{ type, text: value.delta }] }), whole: false };
  const words = wordsOf(typeof value.message === 'string' ? { ...value, message: undefined } : value);
  if (words.segments.some(({ channel }) => channel === 'text'))
    return { ...words, whole: words.whole && !incremental };
  // Ollama’s `generate` puts its text there, and its thinking beside it.
  const text = ['response', 'completion', 'output', 'answer', 'generation']
    .map((name) => value[name])
    .find((each) => typeof each === 'string' && each !== '');
  return { segments: [...words.segments, ...(text === undefined ? [] : segmentsIn({ text }))], whole: false };
}

const MAX_DEPTH = 6;

/** Servers write `"error": null`, `""`, `{}` and `{"code": 0, "message": ""}` into chunks where nothing went wrong. */
function isFault(error: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH) return true;
  if (typeof error === 'string') return error.trim() !== '';
  if (typeof error === 'number') return error !== 0;
  if (Array.isArray(error)) return error.some((each) => isFault(each, depth + 1));
  if (!isRecord(error)) return error === true;
  return Object.values(error).some((each) => isFault(each, depth + 1));
}

/** The object in a chunk that says what went wrong; null if nothing did. */
export function faultIn(chunk: unknown): unknown {
  if (!isRecord(chunk)) return null;
  if (isFault(chunk.error) || chunk.object === 'error' || chunk.type === 'error') return chunk;
  const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : null;
  return isRecord(choice) && isFault(choice.error) ? choice : null;
}
