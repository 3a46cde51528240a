/** Every threshold of the pipeline after the dependencies are known. Plain data: stored with each record. */
export interface CurationSettings {
  /** The named profile these started from; `custom` once one of them was changed. */
  readonly profile: 'paper' | 'authors' | 'custom';
  /** How the length of an execution is taken: lines in it, or last line − first line (the authors' script). */
  readonly shortMeasure: 'lines' | 'span';
  /** An execution with less than this joins its plan. */
  readonly shortBelow: number;
  /** What is divided by the number of stages. */
  readonly ratioOf: 'steps' | 'prompts';
  readonly minRatio: number;
  /** Stages before the final answer; 11 is 12 with the answer. Null: no limit, as below. */
  readonly maxStages: number | null;
  readonly maxPrompts: number | null;
  /** Of the whole written sample. */
  readonly maxTokens: number | null;
  /** Reject where the expected answer is known and the final one differs, and where a whole trace gives none. */
  readonly requireCorrect: boolean;
  /** Reject records whose critical path is no shorter than the trace that they were made of. */
  readonly requireSaving: boolean;
  /** Reject records with leaks instead of only flagging them. */
  readonly rejectLeaks: boolean;
  /** Comments are written into the plans that follow, or left out. */
  readonly comments: 'observations' | 'dropped';
  /** What stands around the rounds: `<think>` as models write it (DESIGN.md §2), or nothing, as in the authors' files. */
  readonly envelope: 'think' | 'none';
}

export type ProfileName = 'paper' | 'authors';

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
