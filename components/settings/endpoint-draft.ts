import type { EndpointInput } from '#lib/contract/endpoint-requests.ts';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import { defaultTimeouts } from '#lib/models/endpoint.ts';
import type { EndpointPreset } from '#lib/models/endpoints/presets.ts';
import type { Mode } from '#lib/trace/events.ts';
import {
  type ExtrasDraft,
  type ExtrasField,
  extrasField,
  extrasFromEndpoint,
  extrasFromPreset,
  readExtras,
} from './extras-draft.ts';

/** The endpoint form as typed. Times in seconds, since nobody thinks of timeouts in milliseconds. */
export interface EndpointDraft extends ExtrasDraft {
  name: string;
  baseUrl: string;
  model: string;
  mode: Mode;
  contextWindow: string;
  firstTokenSeconds: string;
  stallSeconds: string;
  totalSeconds: string;
  key: KeyDraft;
}

/** `keep`: the stored key stays. `none`: no key is stored and the person typed none. */
export type KeyDraft =
  | { kind: 'keep' }
  | { kind: 'none' }
  | { kind: 'set'; text: string }
  | { kind: 'clear' };

export type DraftField = Exclude<keyof EndpointDraft, 'mode' | 'key' | keyof ExtrasDraft>;

const seconds = (durationMs: number) => String(Math.round(durationMs / 1000));

export function draftFromPreset(preset: EndpointPreset): EndpointDraft {
  return {
    name: preset.id === 'custom' ? '' : preset.name,
    baseUrl: preset.baseUrl,
    model: '',
    mode: preset.mode,
    contextWindow: '',
    ...timeoutTexts(defaultTimeouts),
    ...extrasFromPreset(preset),
    key: { kind: 'none' },
  };
}

export function draftFromEndpoint(endpoint: PublicEndpoint): EndpointDraft {
  return {
    name: endpoint.name,
    baseUrl: endpoint.baseUrl,
    model: endpoint.model,
    mode: endpoint.mode,
    contextWindow: endpoint.contextWindow === null ? '' : String(endpoint.contextWindow),
    ...timeoutTexts(endpoint.timeouts),
    ...extrasFromEndpoint(endpoint),
    key: { kind: endpoint.hasKey ? 'keep' : 'none' },
  };
}

function timeoutTexts(timeouts: PublicEndpoint['timeouts']) {
  return {
    firstTokenSeconds: seconds(timeouts.firstTokenMs),
    stallSeconds: seconds(timeouts.stallMs),
    totalSeconds: seconds(timeouts.totalMs),
  };
}

export type DraftReading = { ok: true; input: EndpointInput } | { ok: false; problems: Problems };

/**
 * Reads the form; the server checks again and knows more (whether the address is one). `storedHeaders`: names of the
 * headers whose values the server has and keeps.
 */
export function readEndpointDraft(draft: EndpointDraft, storedHeaders: readonly string[] = []): DraftReading {
  const extras = readExtras(draft, storedHeaders);
  const problems: Problems = { ...extras.problems };
  const name = draft.name.trim();
  const baseUrl = draft.baseUrl.trim();
  const model = draft.model.trim();
  if (name === '') problems.name = 'Give it a name.';
  if (!/^https?:\/\//i.test(baseUrl)) problems.baseUrl = 'Begin with http:// or https://.';
  if (model === '') problems.model = 'Name the model to ask for.';

  const windowText = draft.contextWindow.trim();
  const contextWindow = windowText === '' ? null : Number(windowText);
  if (contextWindow !== null && !(Number.isInteger(contextWindow) && contextWindow >= 256)) {
    problems.contextWindow = 'A whole number of at least 256, or nothing.';
  }
  for (const field of ['firstTokenSeconds', 'stallSeconds', 'totalSeconds'] as const) {
    const value = Number(draft[field]);
    if (draft[field].trim() === '' || !(value >= 1 && value <= 86_400)) {
      problems[field] = 'Between 1 and 86,400 seconds.';
    }
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems };

  const ms = (text: string) => Math.round(Number(text) * 1000);
  return {
    ok: true,
    input: {
      name,
      baseUrl,
      model,
      mode: draft.mode,
      contextWindow,
      timeouts: {
        firstTokenMs: ms(draft.firstTokenSeconds),
        stallMs: ms(draft.stallSeconds),
        totalMs: ms(draft.totalSeconds),
      },
      ...extras.input,
      ...keyInput(draft.key),
    },
  };
}

/** What we send about the key: nothing where it does not change. */
function keyInput(key: KeyDraft): { apiKey?: string | null } {
  if (key.kind === 'set' && key.text.trim() !== '') return { apiKey: key.text.trim() };
  return key.kind === 'clear' ? { apiKey: null } : {};
}

/** What is wrong, by field of the form. */
export type Problems = Partial<Record<DraftField | ExtrasField | 'apiKey', string>>;

const serverFields: Readonly<Record<string, DraftField | 'apiKey'>> = {
  name: 'name',
  baseUrl: 'baseUrl',
  apiKey: 'apiKey',
  model: 'model',
  contextWindow: 'contextWindow',
  'timeouts.firstTokenMs': 'firstTokenSeconds',
  'timeouts.stallMs': 'stallSeconds',
  'timeouts.totalMs': 'totalSeconds',
};

/** Maps the server's messages from its own paths to the form's fields; leaves out those without a field in the form. */
export function fieldProblems(fields: Readonly<Record<string, string>>): Problems {
  const problems: Problems = {};
  for (const [path, message] of Object.entries(fields)) {
    const field = serverFields[path] ?? extrasField(path);
    if (field) problems[field] = message;
  }
  return problems;
}

/** Whether a problem concerns a field that is folded away at first. */
export function hasFoldedProblem(problems: Problems): boolean {
  const inView = new Set(['name', 'baseUrl', 'apiKey', 'model']);
  return Object.keys(problems).some((field) => !inView.has(field));
}

/** Scheme, host and port of a half-typed address; empty while it is none. */
export function originOf(address: string): string {
  try {
    return new URL(address.trim()).origin;
  } catch {
    return '';
  }
}

export function sameAddress(one: string, other: string): boolean {
  return one.trim().replace(/\/+$/, '') === other.trim().replace(/\/+$/, '');
}
