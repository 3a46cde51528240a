import type {
  CurationDiagnostic,
  CurationUsage,
  Decomposition,
  Proposal,
  ProposalAuthor,
  Step,
} from '#lib/contract/curation-record.ts';
import { type CurationDiagnosticCode, diagnosticOf } from '../diagnostics.ts';
import { dependenciesByModel } from '../model/dependencies-by-model.ts';
import { createProposalSession, type ProposalSession, type UsageMeter } from '../model/proposal-session.ts';
import { stepsByModel } from '../model/steps-by-model.ts';
import { dependByRules } from '../rules/depend-by-rules.ts';
import { extractByRules, RULES_VERSION } from '../rules/extract-by-rules.ts';
import type { ModelProposer, ProposeInput, Proposer } from './proposer.ts';

/** A batch repeats a failed record anyway; these retries are for failures that pass in seconds. */
const DEFAULT_RETRIES = 3;
const RULES: ProposalAuthor = { kind: 'rules', version: RULES_VERSION };

/**
 * Splits a trace into steps with dependencies, each given, by rules or by a model. Checks a model's answers, sends them
 * back once, and repairs them with a diagnostic for each repair; if nothing in them is usable, the rules take over and
 * the proposal says so. By rules it works at once and cannot fail.
 * @throws ProposeError when the model cannot be asked (its `usage` says what was spent); contains no key
 * @throws the signal's reason when it aborts
 */
export async function propose(input: ProposeInput): Promise<Proposal> {
  input.signal.throwIfAborted();
  const diagnostics: CurationDiagnostic[] = [];
  const parentsProposer = input.parentsProposer ?? input.proposer;
  const sessions = openSessions(input, diagnostics);
  if (!input.steps || !input.parents)
    noteProposer(input.steps ? parentsProposer : input.proposer, diagnostics);

  const { steps, by: stepsBy } = await stepsFor(input, sessions, diagnostics);
  input.onProgress?.({ type: 'steps-found', steps: steps.length });
  const { parents, by: parentsBy } = await parentsFor(input, parentsProposer, steps, sessions, diagnostics);
  input.onProgress?.({ type: 'dependencies-found' });
  return { stepsBy, parentsBy, decomposition: { steps, parents }, diagnostics, usage: sessions.usage() };
}

interface Sessions {
  of(proposer: ModelProposer): ProposalSession;
  usage(): CurationUsage;
}

/** One session per model, so that the next request knows the window that a refusal revealed. */
function openSessions(input: ProposeInput, diagnostics: CurationDiagnostic[]): Sessions {
  const meter: UsageMeter = { total: { calls: 0, inputTokens: 0, outputTokens: 0 } };
  const open = new Map<ModelProposer, ProposalSession>();
  return {
    usage: () => meter.total,
    of(proposer) {
      const session =
        open.get(proposer) ??
        createProposalSession({
          proposer,
          meter,
          diagnostics,
          signal: input.signal,
          retries: input.retries ?? DEFAULT_RETRIES,
          tell: (progress) => input.onProgress?.(progress),
        });
      open.set(proposer, session);
      return session;
    },
  };
}

function noteProposer(proposer: Proposer, diagnostics: CurationDiagnostic[]): void {
  const note = (code: CurationDiagnosticCode, message: string) =>
    diagnostics.push(diagnosticOf(code, message));
  if (proposer.kind === 'model' && proposer.mode === 'native')
    note(
      'asked-by-completion',
      `The endpoint “${proposer.endpoint}” is set to mode “native”: ${proposer.name} is asked through text completions.`,
    );
  if (proposer.kind === 'rules' && proposer.asked === 'built-in')
    note(
      'built-in-means-rules',
      'The built-in reasoner plays Countdown and cannot read a trace: it was taken apart by rules.',
    );
}

async function stepsFor(
  { source, question, proposer, steps: given }: ProposeInput,
  { of }: Sessions,
  diagnostics: CurationDiagnostic[],
): Promise<{ steps: readonly Step[]; by: ProposalAuthor }> {
  if (given) return given;
  if (proposer.kind === 'rules') return { steps: extractByRules(source), by: RULES };
  const { steps, allByRules } = await stepsByModel(of(proposer), source, question);
  const numbered = steps.map((step, index) => ({ id: `s${index + 1}`, ...step }));
  if (!allByRules || steps.length === 0) return { steps: numbered, by: authorOf(proposer) };
  diagnostics.push(
    diagnosticOf(
      'steps-by-rules',
      `No answer of ${proposer.name} gave a usable step: the rules found the steps instead.`,
    ),
  );
  return { steps: extractByRules(source), by: RULES };
}

async function parentsFor(
  { source, question, parents: given }: ProposeInput,
  proposer: Proposer,
  steps: readonly Step[],
  { of }: Sessions,
  diagnostics: CurationDiagnostic[],
): Promise<{ parents: Decomposition['parents']; by: ProposalAuthor }> {
  if (given) return given;
  if (proposer.kind === 'rules') return { parents: dependByRules(source, steps), by: RULES };
  const { parents, allByRules } = await dependenciesByModel(of(proposer), { source, question, steps });
  if (!allByRules) return { parents, by: authorOf(proposer) };
  diagnostics.push(
    diagnosticOf(
      'dependencies-by-rules',
      `No answer of ${proposer.name} about dependencies was usable: the rules found them instead.`,
    ),
  );
  return { parents, by: RULES };
}

const authorOf = ({ name, endpoint }: ModelProposer): ProposalAuthor => ({
  kind: 'model',
  model: name,
  endpoint,
});
