import type { Rule } from './types.ts';

/** Reasons stand in views/texts/retention.ts under the same key. */
export type Suggestion = Omit<Rule, 'reason'> & { material: 'exam_certificate' | 'merit' | 'apprentice' | 'grants' | 'support' | 'bookkeeping' | 'other_student' | 'exam_answer' | 'staff' };
const dispose = (material: Suggestion['material'], years: number, countedFrom: Rule['countedFrom'], yearEnd = false): Suggestion => ({ material, outcome: 'dispose', years, countedFrom, yearEnd, forgetCase: false });

/**
 * What schools commonly do, to choose from: none applies until the school itself has chosen it (facts: domain 5.1, with the
 * source of each; where sources differ, as for grants, the words say so). A fiscal year is taken for the calendar year.
 */
export const suggestions: Suggestion[] = [
  dispose('exam_certificate', 30, 'student_left'),
  dispose('merit', 10, 'student_left'),
  dispose('apprentice', 10, 'filed'),
  dispose('grants', 5, 'student_left'),
  dispose('support', 5, 'student_left'),
  dispose('bookkeeping', 5, 'sent', true),
  dispose('other_student', 0, 'student_left', true),
  dispose('exam_answer', 1, 'filed'),
  dispose('staff', 5, 'student_left'),
];
