export { runJobs } from './run.ts';
export { connectionKeeper, type Connection } from './post-office.ts';
