export { runJobs } from './run.ts';
export { poll } from './poll.ts';
export { connectionKeeper, type Connection } from './post-office.ts';
