import { NotesPanel } from '#components/annotations/notes-panel.tsx';
import { OpinionsPanel } from '#components/annotations/opinions-panel.tsx';
import { AnswerLine } from '#components/answers/answer-line.tsx';
import { RightAnswer } from '#components/answers/right-answer.tsx';
import { SessionDoctor } from '#components/doctor/session-doctor.tsx';
import { ParallelWork } from './parallel-work.tsx';
import { Provenance } from './provenance.tsx';
import { Rounds } from './rounds.tsx';
import { Usage } from './usage.tsx';

/** The left column under the numbers: the answer's line, what parallel work was for, where the trace comes from, usage, rounds, what the doctor found. */
export function RailDetails() {
  return (
    <>
      <AnswerLine />
      <RightAnswer />
      <ParallelWork />
      <Provenance />
      <Usage />
      <Rounds />
      <SessionDoctor />
      <OpinionsPanel />
      <NotesPanel />
    </>
  );
}
