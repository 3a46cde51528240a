'use client';

import { NotesPanel } from '#components/annotations/notes-panel.tsx';
import { OpinionsPanel } from '#components/annotations/opinions-panel.tsx';
import { AnswerLine } from '#components/answers/answer-line.tsx';
import { RightAnswer } from '#components/answers/right-answer.tsx';
import { SessionDoctor } from '#components/doctor/session-doctor.tsx';
import { Numbers } from './numbers.tsx';
import { ParallelWork } from './parallel-work.tsx';
import { Provenance } from './provenance.tsx';
import { Rounds } from './rounds.tsx';
import { Usage } from './usage.tsx';

/** The left column: numbers, the answer's line, what parallel work was for, where the trace comes from, usage, rounds, what the doctor found. */
export function Rail() {
  return (
    <div className="flex flex-col gap-5 px-4 pt-3.5 pb-6">
      <Numbers />
      <AnswerLine />
      <RightAnswer />
      <ParallelWork />
      <Provenance />
      <Usage />
      <Rounds />
      <SessionDoctor />
      <OpinionsPanel />
      <NotesPanel />
    </div>
  );
}
