import pino from 'pino';

/** The technical log: never personal data (no names, numbers, titles), only ids, counts and reasons. */
export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error' | 'debug'>;

export function openLog(level: string, name: string): Log {
  return pino({ level, base: { process: name }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }));
}

export const silentLog: Log = pino({ level: 'silent' });
