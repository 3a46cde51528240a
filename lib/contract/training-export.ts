import * as z from 'zod/mini';
import { choice } from './fields.ts';

/**
 * The formats and options of training data. Plain data: menus are built from it, and requests are checked against it.
 */
export const trainingFormatIds = ['trl', 'ms-swift', 'llama-factory', 'axolotl'] as const;
export type TrainingFormatId = (typeof trainingFormatIds)[number];

/** `prompt-completion`: pre-templated texts, to which the trainer applies no chat template. */
export const rowShapes = ['prompt-completion', 'messages'] as const;
export type RowShape = (typeof rowShapes)[number];

/** One row a trajectory, or one for each call of the planner and of the executors. */
export const trainingUnits = ['trajectory', 'calls'] as const;
export type TrainingUnit = (typeof trainingUnits)[number];

export const contextPolicies = ['paper', 'authors'] as const;
export type ContextPolicy = (typeof contextPolicies)[number];

/** The chat templates for laying out or judging training data. */
export const chatTemplateIds = ['r1-distill', 'qwen3', 'plain'] as const;
export type ChatTemplateId = (typeof chatTemplateIds)[number];

export interface TrainingOptions {
  readonly format: TrainingFormatId;
  readonly unit: TrainingUnit;
  readonly shape: RowShape;
  /** Policy for the contexts of single calls. */
  readonly policy: ContextPolicy;
  readonly template: ChatTemplateId;
  /** Who writes the token that begins a text; the default is right for the format. */
  readonly begin?: 'data' | 'trainer';
  /** Seed of the split. */
  readonly seed: number;
  /** Share of the questions held out for testing, 0 to 1. */
  readonly test: number;
}

export const defaultTrainingOptions: TrainingOptions = {
  format: 'trl',
  unit: 'trajectory',
  shape: 'prompt-completion',
  policy: 'paper',
  template: 'r1-distill',
  seed: 1,
  test: 0.1,
};
const defaults = defaultTrainingOptions;

/** Query of `GET /api/curation/records/:id/export`. */
export const recordExportQuery = z.object({
  format: z._default(choice(trainingFormatIds), defaults.format),
  unit: z._default(choice(trainingUnits), defaults.unit),
  shape: z._default(choice(rowShapes), defaults.shape),
  policy: z._default(choice(contextPolicies), defaults.policy),
  template: z._default(choice(chatTemplateIds), defaults.template),
  begin: z.optional(choice(['data', 'trainer'])),
  seed: z._default(z.coerce.number('Must be a number').check(z.int('Must be a whole number')), defaults.seed),
  test: z.optional(z.coerce.number('Must be a number').check(z.gte(0, 'At least 0'), z.lte(1, 'At most 1'))),
});

export const selections = ['kept', 'not-rejected', 'accepted'] as const;
export type Selection = (typeof selections)[number];

/** Query of `GET /api/curation/batches/:id/export`. */
export const batchExportQuery = z.extend(recordExportQuery, { only: z._default(choice(selections), 'kept') });
