export { monthsOf, seesStatistics, statistics } from './statistics.ts';
export * from './types.ts';
