import * as z from 'zod/mini';
import type { Frozen } from './passed-on.ts';

const limit = (least: number, most: number) =>
  z
    .number('Must be a number')
    .check(z.gte(least, `At least ${least}`), z.lte(most, `At most ${most.toLocaleString('en')}`));
/** Null: no limit. */
const wholeLimit = (most: number) =>
  z
    .nullable(limit(1, most))
    .check(z.refine((value) => value === null || Number.isInteger(value), 'Must be a whole number'));
const flag = z.boolean('Must be true or false');

/** Every threshold of the pipeline after the dependencies are known. Plain data: stored with each record. */
export const allSettings = z.strictObject({
  /** The named profile these started from; `custom` once one of them was changed. */
  profile: z.enum(['paper', 'authors', 'custom'], 'Must be "paper", "authors" or "custom"'),
  /** How we measure an execution: by its number of lines, or by last line − first line (the authors' script). */
  shortMeasure: z.enum(['lines', 'span'], 'Must be "lines" or "span"'),
  /** An execution shorter than this joins its plan. */
  shortBelow: z.int('Must be a whole number').check(z.gte(0, 'At least 0'), z.lte(1000, 'At most 1,000')),
  /** The number that we divide by the number of stages. */
  ratioOf: z.enum(['steps', 'prompts'], 'Must be "steps" or "prompts"'),
  minRatio: limit(0, 100),
  /** Stages before the final answer; 11 is 12 with the answer. Null: no limit, as below. */
  maxStages: wholeLimit(1000),
  maxPrompts: wholeLimit(1000),
  /** Tokens of the whole written sample. */
  maxTokens: wholeLimit(10_000_000),
  /** Reject records with a known expected answer and a different final one, and whole traces without an answer. */
  requireCorrect: flag,
  /** Reject records whose critical path is no shorter than the source trace. */
  // Records judged before this setting existed keep their verdict.
  requireSaving: z._default(flag, false),
  /** Reject records with leaks instead of only flagging them. */
  rejectLeaks: flag,
  /** Whether comments are written into the following plans, or left out. */
  comments: z.enum(['observations', 'dropped'], 'Must be "observations" or "dropped"'),
  /** The text around the rounds: `<think>` as models write it (DESIGN.md §2), or nothing, as in the authors' files. */
  envelope: z.enum(['think', 'none'], 'Must be "think" or "none"'),
});
export type CurationSettings = Frozen<z.output<typeof allSettings>>;

export const profileName = z.enum(['paper', 'authors'], 'Must be "paper", "authors" or all settings');
export type ProfileName = z.infer<typeof profileName>;

/** `paper`: SPRINT §3.2 and appendix; `authors`: as their published scripts behave. */
export const profiles: Readonly<Record<ProfileName, CurationSettings>> = {
  paper: {
    profile: 'paper',
    shortMeasure: 'lines',
    shortBelow: 3,
    ratioOf: 'steps',
    minRatio: 1.5,
    maxStages: 11,
    maxPrompts: 8,
    maxTokens: 7_168,
    requireCorrect: true,
    requireSaving: true,
    rejectLeaks: true,
    comments: 'observations',
    envelope: 'think',
  },
  authors: {
    profile: 'authors',
    shortMeasure: 'span',
    shortBelow: 3,
    ratioOf: 'prompts',
    minRatio: 1.5,
    maxStages: 11,
    maxPrompts: null,
    maxTokens: null,
    requireCorrect: false,
    requireSaving: false,
    rejectLeaks: false,
    comments: 'dropped',
    envelope: 'none',
  },
};
