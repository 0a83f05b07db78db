export { backOff, claim, enqueue, extendLease, fail, finish, queueHealth, releaseOwner, retryLater, stillMine, type Job, type QueueHealth } from './queue.ts';
export { getStatus, setStatus, type Status } from './statuses.ts';
