import type { Deps } from '../deps.ts';
import { deliverContainer, dueContainer, recordConnection, recordOutcome, sendAttempt, startAttempts, type Attempt, type DeliveryOutcome, type PostOffice } from '../sending/index.ts';
import { readSettings } from '../settings/index.ts';
import { troubleOf, type Connection } from './post-office.ts';
import type { Marks } from './posting-marks.ts';
import { openSlots } from './slots.ts';

/** The connection is tried with one harmless call when nothing has gone through for so long. */
const trustMs = 60_000;
const idleMs = 150;
/** One is packed while another is on its way. */
const mostContainers = 2;
/** Letters that left together mostly come back together: so long one waits for the others, to share its flush (milliseconds). */
const gatherMs = 8;
const restMs = [1_000, 2_000, 5_000, 15_000, 30_000];

/** Told of an attempt that was opened and never begun. */
const notTried = 'not tried';

type Finished = { attempt: Attempt; outcome: DeliveryOutcome };
type NotSent = Extract<DeliveryOutcome, { kind: 'not_sent' }>;

/**
 * Hands over due letters, `digitalPost.concurrency` at a time (a container counts as one), until `stopping` says so. Outcomes
 * of finished letters and attempts of the next ones share one transaction. As many letters more as may be on their way are
 * opened and read meanwhile, so that the other side need not wait for our disk; `marks` tells them from those that have gone.
 * While the other side is away or refuses us nothing is attempted; letters wait and say why.
 */
export async function deliveryLoop(deps: Deps, { worker, connect, marks }: { worker: string; connect: () => Promise<Connection>; marks: Marks }, stopping: AbortSignal): Promise<void> {
  /** Begun and not finished: on their way, or ready to go. */
  const inFlight = new Set<Promise<void>>();
  const onTheWay = openSlots();
  const finished: Finished[] = [];
  const containers = { going: 0, trouble: null as string | null, broken: null as unknown };
  /** Why letters that are ready stay; what is found out by one is not tried by the next. */
  let staying: NotSent | null = null;
  let goodUntil = 0;
  let troubles = 0;

  const rest = async (trouble: { reason: string; detail: string }) => {
    deps.db.write((tx) => recordConnection(tx, deps, trouble));
    goodUntil = 0;
    await pause(restMs[Math.min(troubles++, restMs.length - 1)]!, stopping);
  };

  /** Writes finished outcomes and begins new attempts in one transaction; at most `most` are on their way. */
  const turn = (office: PostOffice | null, room: number, most: number): string | null => {
    const done = finished.slice();
    if (done.length === 0 && room === 0) return null;
    let trouble: string | null = null;
    const begun = deps.db.write((tx) => {
      for (const { attempt, outcome } of done) trouble = recordOutcome(tx, deps, attempt, outcome) ?? trouble;
      return trouble || !office || room === 0 ? [] : startAttempts(tx, deps, worker, room, office.packs ? undefined : ['deliver-letter', 'deliver-in-container']);
    });
    // Only now: an outcome that could not be written is tried once more when the loop ends.
    finished.splice(0, done.length);
    if (done.some(({ outcome }) => outcome.kind === 'accepted')) goodUntil = deps.clock.now().getTime() + trustMs;
    for (const attempt of begun) {
      const mayGo = async ({ attemptId }: Attempt) => {
        const gone = await onTheWay.take(most);
        if (staying === null) marks.mark(attemptId);
        else gone();
        return staying ? { ...staying, detail: notTried } : gone;
      };
      const sent: Promise<void> = sendAttempt(deps, office!, attempt, mayGo).then((outcome) => {
        finished.push({ attempt, outcome });
        if (outcome.kind === 'not_sent') staying = outcome;
        inFlight.delete(sent);
      });
      inFlight.add(sent);
    }
    return trouble;
  };

  const containerDue = (office: PostOffice) => (office.packs && containers.going < mostContainers ? dueContainer(deps) : null);

  /** Begins with a container. What it was answered comes into `containers`. */
  const beginContainer = (office: PostOffice, dispatchId: string): void => {
    containers.going += 1;
    const going: Promise<void> = deliverContainer(deps, office, worker, dispatchId).then(({ accepted, trouble }) => {
      if (accepted) goodUntil = deps.clock.now().getTime() + trustMs;
      containers.trouble = trouble ?? containers.trouble;
    }, (error: unknown) => {
      containers.broken = error;
    }).finally(() => {
      containers.going -= 1;
      inFlight.delete(going);
    });
    inFlight.add(going);
  };

  /** Until so many letters have come back, or the first of them has waited long enough. */
  const gather = async (most: number) => {
    await Promise.race(inFlight);
    const late = pause(gatherMs, stopping).then(() => true);
    while (finished.length < most && inFlight.size > 0) if (await Promise.race([late, ...inFlight]) === true) return;
  };

  try {
    while (!stopping.aborted) {
      if (inFlight.size === 0 && finished.length === 0 && !hasDue(deps)) {
        // Only here: what became of every letter that went is written.
        marks.clear();
        await pause(idleMs, stopping);
        continue;
      }
      let office: PostOffice | null = null;
      try {
        office = (await connect()).office;
        if (deps.clock.now().getTime() > goodUntil && inFlight.size === 0) {
          const probed = await office.probe();
          if (!probed.ok) {
            await rest(probed);
            continue;
          }
          goodUntil = deps.clock.now().getTime() + trustMs;
          troubles = 0;
          deps.db.write((tx) => recordConnection(tx, deps, null));
        }
      } catch (error) {
        await rest(troubleOf(error));
        continue;
      }
      const most = readSettings(deps.db)['digitalPost.concurrency'];
      let due = containerDue(office);
      for (; due !== null && inFlight.size < most; due = containerDue(office)) beginContainer(office, due);
      // A container waits for room among the letters, so none are begun ahead of it.
      const ahead = due === null && containers.going === 0 ? most : 0;
      const trouble = turn(office, Math.max(0, most + ahead - inFlight.size), most) ?? containers.trouble;
      if (containers.broken !== null) throw containers.broken;
      if (trouble) {
        await Promise.all(inFlight);
        turn(null, 0, 0);
        containers.trouble = null;
        staying = null;
        await rest({ reason: trouble, detail: '' });
      } else if (inFlight.size > 0) {
        await gather(most);
      } else if (finished.length === 0) await pause(idleMs, stopping);
    }
  } finally {
    // Letters on their way are waited for, and what became of them is written: also when a write has just failed,
    // so that what is known does not become unknown.
    await Promise.all(inFlight);
    turn(null, 0, 0);
  }
}

function hasDue(deps: Deps): boolean {
  return deps.db.statement("SELECT 1 FROM jobs WHERE kind IN ('deliver-letter', 'deliver-in-container') AND state = 'waiting' AND run_at <= ? LIMIT 1").get(deps.clock.now().toISOString()) !== undefined;
}

/** Whether letters are on their way out at this moment. */
export function lettersLeaving(deps: Deps): boolean {
  return deps.db.statement("SELECT 1 FROM jobs WHERE kind IN ('deliver-letter', 'deliver-in-container') AND state = 'leased' LIMIT 1").get() !== undefined;
}

export function pause(milliseconds: number, stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => { clearTimeout(timer); stopping.removeEventListener('abort', end); resolve(); };
    const timer = setTimeout(end, milliseconds);
    stopping.addEventListener('abort', end);
  });
}
