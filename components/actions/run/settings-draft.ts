import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { ContextPolicy, Instructions, SessionSettings } from '#lib/trace/events.ts';

/** The number settings of a session, each with its range, as a person edits them. */
export const numberFields = {
  parallelism: { label: 'Calls at once', min: 1, max: 64, step: 1, unit: 'calls' },
  maxStages: { label: 'Most stages', min: 1, max: 100, step: 1, unit: 'stages' },
  temperature: { label: 'Temperature', min: 0, max: 2, step: 0.1, unit: '' },
  plannerMaxTokens: { label: 'Planner, tokens a call', min: 1, max: 1_000_000, step: 1, unit: 'tokens' },
  executorMaxTokens: { label: 'Executor, tokens a call', min: 1, max: 1_000_000, step: 1, unit: 'tokens' },
  sequentialMaxTokens: { label: 'Sequential, tokens', min: 1, max: 1_000_000, step: 1, unit: 'tokens' },
  maxAttempts: { label: 'Attempts per call', min: 1, max: 20, step: 1, unit: 'attempts' },
} as const;

export type NumberField = keyof typeof numberFields;

/** Texts as typed; we read numbers only when the session starts, so that a half-typed one is no error yet. */
export interface SettingsDraft {
  numbers: Readonly<Record<NumberField, string>>;
  contextPolicy: ContextPolicy;
  forkAt: SessionSettings['forkAt'];
  /** Only the texts that a person has changed: the others follow the mode of the chosen endpoint. */
  instructions: Readonly<Partial<Instructions>>;
}

const fieldNames = Object.keys(numberFields) as NumberField[];

export const defaultDraft: SettingsDraft = {
  numbers: Object.fromEntries(fieldNames.map((name) => [name, String(defaultSettings[name])])) as Record<
    NumberField,
    string
  >,
  contextPolicy: defaultSettings.contextPolicy,
  forkAt: defaultSettings.forkAt,
  instructions: {},
};

/** What is wrong with one field's text, or null. */
export function numberProblem(name: NumberField, text: string): string | null {
  const { min, max, step } = numberFields[name];
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return 'Enter a number.';
  if (step === 1 && !Number.isInteger(value)) return 'Enter a whole number.';
  if (value < min || value > max) {
    return `Between ${min.toLocaleString('en-US')} and ${max.toLocaleString('en-US')}.`;
  }
  return null;
}

export type SettingsReading =
  | { ok: true /** Only what differs from the defaults. */; settings: Partial<SessionSettings> }
  | { ok: false; problems: Partial<Record<NumberField, string>> };

/** Reads a draft into the request for a new session; what equals the default stays out. */
export function readDraft(draft: SettingsDraft): SettingsReading {
  const problems: Partial<Record<NumberField, string>> = {};
  const settings: Partial<SessionSettings> = {};
  for (const name of fieldNames) {
    const problem = numberProblem(name, draft.numbers[name]);
    if (problem) problems[name] = problem;
    else if (Number(draft.numbers[name]) !== defaultSettings[name])
      settings[name] = Number(draft.numbers[name]);
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  if (draft.contextPolicy !== defaultSettings.contextPolicy) settings.contextPolicy = draft.contextPolicy;
  if (draft.forkAt !== defaultSettings.forkAt) settings.forkAt = draft.forkAt;
  return { ok: true, settings };
}

/** Replaces one role's text; typing the default's words again, or null, returns to the default. */
export function withText(
  texts: Readonly<Partial<Instructions>>,
  role: keyof Instructions,
  text: string | null,
  standard: string,
): Partial<Instructions> {
  const { [role]: _replaced, ...others } = texts;
  return text === null || text === standard ? others : { ...others, [role]: text };
}

/** The same of a draft. */
export function withInstruction(
  draft: SettingsDraft,
  role: keyof Instructions,
  text: string | null,
  ours: string,
): SettingsDraft {
  return { ...draft, instructions: withText(draft.instructions, role, text, ours) };
}

/**
 * The texts to send with a new session: undefined where every text is ours. `shared`: the shared part that is shown
 * where nobody changed it; we send it along with texts for both roles, since without it the server would take those for
 * whole instructions.
 */
export function changedInstructions(
  { instructions }: SettingsDraft,
  shared?: string,
): Partial<Instructions> | undefined {
  if (Object.keys(instructions).length === 0) return undefined;
  const isBoth = instructions.planner !== undefined && instructions.executor !== undefined;
  return isBoth && shared !== undefined ? { shared, ...instructions } : instructions;
}
