import type { Problem } from '../../../src/core/errors.ts';
import { sentenceOf } from '../../texts.ts';

export type OptionField = 'title' | 'type' | 'replyBy' | 'point' | 'date' | 'time' | 'signBy' | 'costCode' | 'department';

/** Which field a refusal is about. */
const fieldOf: Record<string, OptionField> = {
  'options.no_title': 'title', 'options.title_too_long': 'title', 'options.title_has_number': 'title', 'options.unknown_type': 'type',
  'options.bad_date': 'date', 'options.date_past': 'date', 'options.date_far': 'date', 'options.bad_time': 'time', 'options.time_past': 'time',
  'options.reply_by_bad': 'replyBy', 'options.reply_by_early': 'replyBy', 'options.reply_by_far': 'replyBy',
  'options.unknown_contact_point': 'point',
  'options.sign_by_bad': 'signBy', 'options.sign_by_early': 'signBy', 'options.sign_by_far': 'signBy',
  'options.cost_code_too_long': 'costCode', 'options.department_too_long': 'department', 'options.accounts_have_number': 'department',
};

/** The sentence to show at a field, where the refusal is about that one. */
export const errorAt = (problem: Problem | undefined, field: OptionField): string | undefined =>
  problem && fieldOf[problem.reason] === field ? sentenceOf(problem) : undefined;
