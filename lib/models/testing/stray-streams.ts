import { strayContent } from './stray-streams/content.ts';
import { strayEnds } from './stray-streams/ends.ts';
import { strayEnvelopes } from './stray-streams/envelope.ts';
import { strayFraming } from './stray-streams/framing.ts';
import { otherApis } from './stray-streams/other-apis.ts';
import { wholeReplies } from './stray-streams/whole-replies.ts';
import type { StrayStream } from './stray-streams/write.ts';

/** All known ways in which servers deviate from the form of their stream, by name. */
export const strayStreams: Record<string, StrayStream> = {
  ...strayEnvelopes,
  ...strayFraming,
  ...otherApis,
  ...wholeReplies,
  ...strayEnds,
  ...strayContent,
};
