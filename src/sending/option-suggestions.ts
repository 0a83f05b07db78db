import { dispatchCondition } from './find.ts';
import type { Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';

const most = 50;

/** What to suggest for department and cost code: the school's own list first, then what the actor's dispatches have used, newest first. */
export function optionSuggestions(reader: Reader, actor: Actor): { departments: string[]; costCodes: string[] } {
  const settings = readSettings(reader);
  const allowed = dispatchCondition(actor);
  const used = (column: 'department' | 'cost_code') => (reader.statement(
    `SELECT d.${column} AS word FROM dispatches d WHERE d.${column} IS NOT NULL AND ${allowed.sql} GROUP BY d.${column} ORDER BY max(d.created_at) DESC LIMIT ${most}`,
  ).all(...allowed.values) as { word: string }[]).map(({ word }) => word);
  return { departments: [...new Set([...listed(settings['sending.departments']), ...used('department')])], costCodes: used('cost_code') };
}

const listed = (text: string) => text.split(/[;\n]/).map((word) => word.trim()).filter(Boolean);
