import type { Judgement } from '../judgement.ts';
import type { EngineQuestion } from './questions.ts';

/** From a thread with the engine: first that it is loaded, then an answer to each question. */
export type FromEngine = { readonly ready: true } | { readonly judgement: Judgement };
export type ToEngine = EngineQuestion;
