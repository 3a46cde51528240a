/** Normalises a name for comparison: `Model_Response` and `modelResponse` are the same. */
const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** In order of preference; the first names are the clearest sign of a trajectory. */
const SPRINT = [
  'sprinttrajectory',
  'plannertrajectory',
  'sprint',
  'sprinttrace',
  'sprintoutput',
  'sprintresponse',
];
const SEQUENTIAL = [
  'sequentialtrajectory',
  'basemodeltrajectory',
  'sequential',
  'sequentialtrace',
  'sequentialoutput',
  'sequentialresponse',
  'baseline',
  'baselineresponse',
  'basemodelresponse',
  'rft',
];
const TRACE = [
  ...SPRINT,
  ...SEQUENTIAL,
  'trajectory',
  'trajectories',
  'trace',
  'modelresponse',
  'response',
  'responses',
  'completion',
  'completions',
  'generation',
  'generations',
  'generatedtext',
  'modeloutput',
  'output',
  'outputs',
  'generatedsolution',
  'reasoning',
  'solution',
  'text',
  'content',
];
const QUESTION = [
  'question',
  'problem',
  'problemstatement',
  'query',
  'instruction',
  'prompt',
  'input',
  'user',
  'task',
];
const EXPECTED = [
  'expected',
  'expectedanswer',
  'truefinalanswer',
  'trueanswer',
  'groundtruth',
  'goldanswer',
  'gold',
  'referenceanswer',
  'correctanswer',
  'answer',
  'target',
];
const ID = [
  'id',
  'uid',
  'uniqueid',
  'problemidx',
  'problemid',
  'questionid',
  'sampleid',
  'key',
  'idx',
  'index',
  'name',
];

export interface KnownColumns {
  /** Columns that may hold a trajectory, best first. */
  readonly traces: readonly string[];
  readonly sprint: string | null;
  readonly sequential: string | null;
  readonly question: string | null;
  readonly expected: string | null;
  readonly id: string | null;
}

/** The roles of a table's columns. */
export function knownColumns(names: readonly string[]): KnownColumns {
  const byFolded = new Map<string, string>();
  for (const name of names) {
    const key = folded(name);
    if (!byFolded.has(key)) byFolded.set(key, name);
  }
  const first = (wanted: readonly string[]) => {
    const key = wanted.find((one) => byFolded.has(one));
    return key === undefined ? null : (byFolded.get(key) ?? null);
  };
  return {
    traces: TRACE.flatMap((one) => byFolded.get(one) ?? []),
    sprint: first(SPRINT),
    sequential: first(SEQUENTIAL),
    question: first(QUESTION),
    expected: first(EXPECTED),
    id: first(ID),
  };
}
