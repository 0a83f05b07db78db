import { invalid } from '../core/errors.ts';
import { countedFrom, type CountedFrom, type Rule, type TypedRule } from './types.ts';

const mostYears = 150;
const mostReason = 300;

/**
 * A rule out of what was typed. Errors (invalid): retention.no_choice, retention.bad_years (`most`), retention.bad_day,
 * retention.no_reason where something is to be disposed of or kept and nothing says why, retention.long_reason (`most`).
 */
export function checkRule(typed: TypedRule): Rule {
  const reason = typed.reason.trim().replace(/\s+/g, ' ');
  if (reason.length > mostReason) throw invalid('retention.long_reason', { most: mostReason });
  if (typed.outcome === 'none') return { outcome: 'none', years: null, countedFrom: 'sent', yearEnd: false, forgetCase: false, reason };
  if (typed.outcome !== 'keep' && typed.outcome !== 'dispose') throw invalid('retention.no_choice');
  if (!reason) throw invalid('retention.no_reason');
  if (typed.outcome === 'keep') return { outcome: 'keep', years: null, countedFrom: 'sent', yearEnd: false, forgetCase: false, reason };
  const years = Number(typed.years.trim());
  if (!/^\d{1,3}$/.test(typed.years.trim()) || years > mostYears) throw invalid('retention.bad_years', { most: mostYears });
  if (!countedFrom.includes(typed.countedFrom as CountedFrom)) throw invalid('retention.bad_day');
  return { outcome: 'dispose', years, countedFrom: typed.countedFrom as CountedFrom, yearEnd: typed.yearEnd, forgetCase: typed.forgetCase === true, reason };
}

export const sameRule = (a: Rule, b: Rule): boolean =>
  a.outcome === b.outcome && a.years === b.years && a.countedFrom === b.countedFrom && a.yearEnd === b.yearEnd && a.forgetCase === b.forgetCase && a.reason === b.reason;
