import {
  type CurationInstructions,
  defaultCurationInstructions,
} from './instructions/curation-instructions.ts';
import type { ProposalSession } from './proposal-session.ts';

export const instructionsOf = ({ proposer }: ProposalSession): CurationInstructions =>
  proposer.instructions ?? defaultCurationInstructions;
