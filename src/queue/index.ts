export { backOff, claim, enqueue, extendLease, fail, finish, queueHealth, releaseOwner, retryLater, stillMine, type Job, type QueueHealth } from './queue.ts';
