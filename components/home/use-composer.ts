'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import {
  changedInstructions,
  defaultDraft,
  readDraft,
  type SettingsDraft,
} from '#components/actions/run/settings-draft.ts';
import type { RoleModes, SavedTexts } from '#components/actions/run/standard-texts.ts';
import { useBuiltInPace } from '#components/actions/run/use-built-in-pace.ts';
import { useTokenizerChoice } from '#components/actions/run/use-tokenizer-choice.ts';
import { ApiError, asApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import { useEndpoints } from '#components/api/use-endpoints.ts';
import { useStoredChoice } from '#components/ui/stored-choice.ts';
import type { Strategy } from '#lib/trace/events.ts';

/** The server names fields by path; here messages are beside their inputs, so we repeat only the messages. */
function readableFailure(problem: ApiError): ApiError {
  const messages = Object.values(problem.fields);
  if (messages.length === 0) return problem;
  return new ApiError('problem', {
    title: 'Not everything was accepted',
    detail: messages.join('. '),
    status: problem.status,
    fields: problem.fields,
  });
}

/** What a new session is sent; our own texts are fetched only where somebody changed some, and then they are here already. */
async function sentInstructions(draft: SettingsDraft, modes: RoleModes, saved: SavedTexts) {
  if (Object.keys(draft.instructions).length === 0) return undefined;
  const { standardTexts } = await import('#components/actions/run/standard-texts.ts');
  return changedInstructions(draft, standardTexts(modes, saved).shared);
}

/** Whether the question is no Countdown puzzle: false until what reads puzzles has been fetched, with the first words. */
function useIsOtherQuestion(question: string): boolean {
  const [isOther, setIsOther] = useState(false);
  useEffect(() => {
    let left = false;
    async function look() {
      const puzzles = await import('#lib/answers/countdown-question.ts').catch(() => null);
      if (!left) setIsOther(puzzles !== null && puzzles.parseCountdown(question) === null);
    }
    if (question.trim().length > 8) void look();
    else setIsOther(false);
    return () => {
      left = true;
    };
  }, [question]);
  return isOther;
}

/** Where the focus belongs when nothing started. */
export type RunOutcome = 'started' | 'question' | 'settings' | 'refused';

export type Composing = ReturnType<typeof useComposer>;

/** The question box's state, and what its button does. */
export function useComposer() {
  const router = useRouter();
  const state = useEndpoints();
  const [question, setQuestionText] = useState('');
  const [questionProblem, setQuestionProblem] = useState<string | null>(null);
  const [endpointId, setEndpointId] = useStoredChoice('endpoint', '');
  const [pace] = useBuiltInPace();
  const [tokenizer] = useTokenizerChoice();
  const [executorEndpointId, setExecutorEndpointId] = useState('');
  const [model, setModel] = useState('');
  const [strategy, setStrategy] = useState<Strategy>('sprint');
  const [draft, setDraft] = useState(defaultDraft);
  const [advancedOpen, setAdvancedOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiError | null>(null);

  const list = state.status === 'ready' ? state.list : null;
  const endpoints = list?.endpoints ?? [];
  const defaultEndpointId = list?.defaultEndpointId ?? null;
  // The endpoint last used here may be gone by now: then the default.
  const chosen =
    endpoints.find((endpoint) => endpoint.id === endpointId) ??
    endpoints.find((endpoint) => endpoint.id === defaultEndpointId) ??
    endpoints[0] ??
    null;
  const executor = endpoints.find((endpoint) => endpoint.id === executorEndpointId) ?? chosen;
  const modes = { planner: chosen?.mode ?? 'native', executor: executor?.mode ?? 'native' } as const;
  const saved = { planner: chosen?.instructions, executor: executor?.instructions };
  const isOtherQuestion = useIsOtherQuestion(question);

  function setQuestion(text: string) {
    setQuestionText(text);
    setQuestionProblem(null);
  }

  /** Starts the session and goes to it, or says what a person must correct first. */
  async function run(): Promise<RunOutcome> {
    if (busy) return 'started';
    if (question.trim() === '') {
      setQuestionProblem('Type a question first, or take one of the examples.');
      return 'question';
    }
    const reading = readDraft(draft);
    if (!reading.ok) {
      setAdvancedOpen(true);
      return 'settings';
    }
    setBusy(true);
    setFailure(null);
    try {
      const { id } = await api.createSession({
        question: question.trim(),
        strategy,
        endpointId: chosen?.id,
        model: chosen?.kind === 'built-in' ? undefined : model.trim() || undefined,
        executorEndpointId: strategy === 'sprint' ? executorEndpointId || undefined : undefined,
        tokensPerSecond: chosen?.kind === 'built-in' ? pace : undefined,
        tokenizer,
        instructions: await sentInstructions(draft, modes, saved),
        settings: Object.keys(reading.settings).length > 0 ? reading.settings : undefined,
      });
      router.push(`/sessions/${encodeURIComponent(id)}`);
      return 'started';
    } catch (error) {
      const problem = asApiError(error);
      setFailure(readableFailure(problem));
      setQuestionProblem(problem.fields.question ?? null);
      if (Object.keys(problem.fields).some((field) => field !== 'question' && field !== 'endpointId')) {
        setAdvancedOpen(true);
      }
      setBusy(false);
      return problem.fields.question ? 'question' : 'refused';
    }
  }

  return {
    loading: state.status === 'loading',
    endpoints,
    defaultEndpointId,
    chosen,
    /** What the instruction texts are where nobody types any. */
    modes,
    saved,
    question,
    setQuestion,
    questionProblem,
    isOtherQuestion,
    setEndpointId,
    executorEndpointId,
    setExecutorEndpointId,
    model,
    setModel,
    strategy,
    setStrategy,
    draft,
    setDraft,
    advancedOpen,
    setAdvancedOpen,
    busy,
    error: failure ?? (state.status === 'failed' ? state.error : null),
    run,
  };
}
