export { backOff, bringForward, claim, claimThese, dueGroups, dueOf, enqueue, extendLease, fail, finish, queueHealth, releaseOwner, retryAs, retryLater, stillMine, type Job, type QueueHealth } from './queue.ts';
export { getStatus, setStatus, type Status } from './statuses.ts';
