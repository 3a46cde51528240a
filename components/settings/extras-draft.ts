import type { EndpointInput } from '#lib/contract/endpoint-requests.ts';
import type { Endpoint, PublicEndpoint, SavedInstructions } from '#lib/models/endpoint.ts';
import { type ExtraBody, extraBodyProblem, type JsonObject } from '#lib/models/endpoints/extra-body.ts';
import { headerNameProblem, headerValueProblem } from '#lib/models/endpoints/headers.ts';
import { type EndpointPreset, presetOf } from '#lib/models/endpoints/presets.ts';
import { effortsOf, type ReasoningEffort } from '#lib/models/endpoints/reasoning-effort.ts';
import type { Mode } from '#lib/trace/events.ts';
import { jsonErrorOffset } from './json-error.ts';

/** The folded part of the form, as typed. */
export interface ExtrasDraft {
  /** Id of the preset that it started from; empty for none. */
  preset: string;
  /** JSON; empty for nothing. Where `extraApart` is false it applies to executors too. */
  extraPlanner: string;
  extraExecutor: string;
  extraApart: boolean;
  headers: readonly HeaderDraft[];
  reasoningEffort: ReasoningEffort;
  thinkingTag: Endpoint['thinkingTag'];
  priceInput: string;
  priceOutput: string;
  instructions: Readonly<SavedInstructions>;
}

/** One row. `value` null: the server has a value, which stays. `key` identifies the row, since names change. */
export interface HeaderDraft {
  readonly key: number;
  readonly name: string;
  readonly value: string | null;
}

export type ExtrasField =
  | 'extraPlanner'
  | 'extraExecutor'
  | 'headers'
  | 'priceInput'
  | 'priceOutput'
  | 'reasoningEffort'
  | 'instructions';
export type ExtrasProblems = Partial<Record<ExtrasField, string>>;

export const noExtras: ExtrasDraft = {
  preset: '',
  extraPlanner: '',
  extraExecutor: '',
  extraApart: false,
  headers: [],
  reasoningEffort: 'default',
  thinkingTag: 'auto',
  priceInput: '',
  priceOutput: '',
  instructions: {},
};

const jsonText = (fields: JsonObject | undefined): string =>
  fields && Object.keys(fields).length > 0 ? JSON.stringify(fields, null, 2) : '';

const presetText = (preset: EndpointPreset | null, mode: Mode): string => jsonText(preset?.extraBody?.[mode]);

export const extrasFromPreset = (preset: EndpointPreset): ExtrasDraft => ({
  ...noExtras,
  preset: preset.id,
  extraPlanner: presetText(preset, preset.mode),
});

export function extrasFromEndpoint(endpoint: PublicEndpoint): ExtrasDraft {
  const planner = jsonText(endpoint.extraBody?.planner);
  const executor = jsonText(endpoint.extraBody?.executor);
  const { price } = endpoint;
  return {
    preset: endpoint.preset ?? '',
    extraPlanner: planner,
    extraExecutor: executor,
    extraApart: planner !== executor,
    headers: (endpoint.headerNames ?? []).map((name, key) => ({ key, name, value: null })),
    reasoningEffort: endpoint.reasoningEffort ?? 'default',
    thinkingTag: endpoint.thinkingTag ?? 'auto',
    priceInput: price ? String(price.inputPerMillion) : '',
    priceOutput: price ? String(price.outputPerMillion) : '',
    instructions: endpoint.instructions ?? {},
  };
}

/** Adapts the draft to another mode: fields from the preset change with it, those that a person wrote stay. */
export function extrasForMode(
  draft: ExtrasDraft,
  baseUrl: string,
  from: Mode,
  to: Mode,
): Partial<ExtrasDraft> {
  const preset = presetOf({ preset: draft.preset, baseUrl });
  const untouched = !draft.extraApart && draft.extraPlanner.trim() === presetText(preset, from);
  return untouched ? { extraPlanner: presetText(preset, to) } : {};
}

/** The efforts that the server of this draft supports. */
export function effortChoices(draft: { preset: string; baseUrl: string; reasoningEffort: ReasoningEffort }) {
  const known = effortsOf(presetOf(draft)?.effort ?? 'openai');
  return known.includes(draft.reasoningEffort) ? known : [...known, draft.reasoningEffort];
}

/** The initial members for a server found on this machine, in the API's form. */
export function presetInput(preset: EndpointPreset | null): Pick<EndpointInput, 'preset' | 'extraBody'> {
  const fields = preset?.extraBody?.prompted;
  return {
    ...(preset && { preset: preset.id }),
    ...(fields && { extraBody: { planner: fields, executor: fields } }),
  };
}

/**
 * The draft in the API's form; `stored`: names of the headers that the server has, empty where they do not follow the
 * address.
 */
export function readExtras(
  draft: ExtrasDraft,
  stored: readonly string[],
): { input: Partial<EndpointInput>; problems: ExtrasProblems } {
  const problems: ExtrasProblems = {};
  const planner = readJson(draft.extraPlanner);
  const executor = draft.extraApart ? readJson(draft.extraExecutor) : planner;
  if (typeof planner === 'string') problems.extraPlanner = planner;
  if (draft.extraApart && typeof executor === 'string') problems.extraExecutor = executor;
  const headers = readHeaders(draft.headers, stored);
  if (typeof headers === 'string') problems.headers = headers;
  const price = readPrice(draft, problems);
  if (typeof planner === 'string' || typeof executor === 'string' || typeof headers === 'string')
    return { input: {}, problems };
  return {
    problems,
    input: {
      preset: draft.preset || null,
      extraBody: bodyOf(planner, executor),
      headers,
      price,
      reasoningEffort: draft.reasoningEffort,
      thinkingTag: draft.thinkingTag,
      instructions: Object.keys(draft.instructions).length > 0 ? draft.instructions : null,
    },
  };
}

function bodyOf(planner: JsonObject | null, executor: JsonObject | null): ExtraBody | null {
  if (!planner && !executor) return null;
  return { ...(planner && { planner }), ...(executor && { executor }) };
}

/** The object of a text; null for none, a message where it cannot be one. */
function readJson(text: string): JsonObject | null | string {
  if (text.trim() === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return parseProblem(text);
  }
  const problem = extraBodyProblem(value);
  if (problem === null) return value as JsonObject;
  const name = /“([^”]+)”/.exec(problem)?.[1];
  const line = name === undefined ? 0 : lineAt(text, text.indexOf(JSON.stringify(name)));
  return line > 0 ? `Line ${line}: ${problem}.` : `${problem}.`;
}

const lineAt = (text: string, offset: number): number =>
  text.slice(0, Math.max(0, offset)).split('\n').length;

function parseProblem(text: string): string {
  const offset = jsonErrorOffset(text) ?? text.length;
  const rest = /^\S{1,20}/.exec(text.slice(offset))?.[0];
  // The JSON breaks off before the trailing empty lines.
  const line = lineAt(text, rest ? offset : text.trimEnd().length);
  return rest ? `Line ${line}: this is no JSON from “${rest}” on.` : `Line ${line}: the JSON ends too early.`;
}

/** Names → values to set, null to remove; nothing for those that stay. */
function readHeaders(
  rows: readonly HeaderDraft[],
  stored: readonly string[],
): Record<string, string | null> | string {
  const changes: Record<string, string | null> = {};
  const seen = new Set<string>();
  for (const { name, value } of rows) {
    const trimmed = name.trim();
    if (trimmed === '' && (value ?? '').trim() === '') continue;
    const problem =
      headerNameProblem(trimmed) ??
      (value === null ? null : headerValueProblem(value.trim())) ??
      (seen.has(trimmed.toLowerCase()) ? 'stands here twice' : null);
    if (problem) return `${trimmed === '' ? '' : `${trimmed}: `}${problem}.`;
    seen.add(trimmed.toLowerCase());
    if (value !== null) changes[trimmed] = value.trim();
  }
  for (const name of stored) if (!seen.has(name.toLowerCase())) changes[name] = null;
  return changes;
}

function readPrice(
  { priceInput, priceOutput }: ExtrasDraft,
  problems: ExtrasProblems,
): { inputPerMillion: number; outputPerMillion: number } | null {
  const texts = { priceInput: priceInput.trim(), priceOutput: priceOutput.trim() };
  if (texts.priceInput === '' && texts.priceOutput === '') return null;
  for (const field of ['priceInput', 'priceOutput'] as const) {
    const amount = Number(texts[field].replace(',', '.'));
    if (texts[field] === '') problems[field] = 'Give both prices, 0 for what costs nothing.';
    else if (!(amount >= 0 && amount <= 1_000_000)) problems[field] = 'A number of at least 0, or nothing.';
  }
  return {
    inputPerMillion: Number(texts.priceInput.replace(',', '.')),
    outputPerMillion: Number(texts.priceOutput.replace(',', '.')),
  };
}

/** The form's field for a path of the server's; null where there is none. */
export function extrasField(path: string): ExtrasField | null {
  if (path.startsWith('extraBody.executor')) return 'extraExecutor';
  if (path.startsWith('extraBody')) return 'extraPlanner';
  if (path.startsWith('headers')) return 'headers';
  if (path === 'price.outputPerMillion') return 'priceOutput';
  if (path.startsWith('price')) return 'priceInput';
  if (path === 'reasoningEffort') return 'reasoningEffort';
  return path.startsWith('instructions') ? 'instructions' : null;
}
