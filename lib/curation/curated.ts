import type { LineRange, Rejection } from '#lib/contract/curation-record.ts';
import type { Finding } from '#lib/contract/findings.ts';

/** A step with its place in the rounds. */
export interface CuratedStep {
  readonly id: string;
  /** From 1, in the order of the source. */
  readonly number: number;
  readonly stage: number;
  /** `2.1` where an executor gets it; null for a plan-only step. */
  readonly promptName: string | null;
  /** Why it has no prompt; null where it has one. */
  readonly planOnlyBecause: 'no-execution' | 'short' | 'by-hand' | null;
  /** Numbers of the steps it needs, ascending. */
  readonly parents: readonly number[];
  /** The same without redundant edges (those that follow from others), for display. */
  readonly shownParents: readonly number[];
  /** The executions that introduce its text in the plan (`1.1`); empty if none do. */
  readonly basedOn: readonly string[];
}

export interface CuratedStage {
  readonly stage: number;
  /** Step numbers in their order. */
  readonly steps: readonly number[];
  readonly prompts: readonly { readonly prompt: string; readonly step: number }[];
}

/**
 * A step whose execution uses something that only a sibling of its stage found, and the dependency that would fix it.
 */
export interface CurationLeak {
  /** Step id and number of the step that uses it, and of the one that found it. */
  readonly step: string;
  readonly stepNumber: number;
  readonly from: string;
  readonly fromNumber: number;
  /** What it uses, in the doctor's words. */
  readonly explanation: string;
}

export interface Coverage {
  readonly lost: readonly LineRange[];
  readonly twice: readonly LineRange[];
}

/** Before → after: tokens of the source and of the written trajectory; the ratio follows the profile's definition. */
export interface CuratedNumbers {
  readonly steps: number;
  readonly stages: number;
  readonly prompts: number;
  /** By the profile's definition; 0 without stages. */
  readonly ratio: number;
  /** Of the source: its text as in a sequential session, and the final answer that it gives separately. */
  readonly sequentialTokensBefore: number;
  /** Definition `authors` of DESIGN.md §1. */
  readonly sequentialTokensAfter: number;
  readonly totalTokensAfter: number;
  /** Of the whole sample as written, including the question and tags. */
  readonly sampleTokens: number;
}

/** Everything that follows from a decomposition; each edit recomputes all of it. */
export interface Curated {
  readonly steps: readonly CuratedStep[];
  readonly stages: readonly CuratedStage[];
  readonly numbers: CuratedNumbers;
  /** The tagged transcript. */
  readonly trajectory: string;
  readonly kept: boolean;
  readonly reasons: readonly Rejection[];
  readonly leaks: readonly CurationLeak[];
  /** The doctor's findings about the trajectory: faults and leaks, no statistics. */
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}
