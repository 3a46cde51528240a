import { anyWord } from '#lib/text/word-lists.ts';

/** Verbs of what may be asked in an exercise; a line that opens with one announces a task, a prompt may begin with it. */
export const COMMON_TASKS = anyWord(`
  # to find out
  find compute calculate solve determine evaluate count figure derive integrate differentiate test check identify
  examine compare see think look consider
  # to work on a formula
  simplify expand factor substitute plug rewrite express convert isolate rearrange combine group complete cross
  add subtract multiply divide square set
  # to write down
  write list draw define denote label note show prove
  # to go about it
  use apply try start break go work make get do move proceed approach tackle take assume suppose recall model
  # in a program
  sort parse implement iterate`);
