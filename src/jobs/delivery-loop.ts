import type { Deps } from '../deps.ts';
import { deliverContainer, dueContainer, recordConnection, recordOutcome, sendAttempt, startAttempts, type Attempt, type DeliveryOutcome, type PostOffice } from '../sending/index.ts';
import { readSettings } from '../settings/index.ts';
import { troubleOf, type Connection } from './post-office.ts';

/** The connection is tried with one harmless call when nothing has gone through for so long. */
const trustMs = 60_000;
const idleMs = 150;
/** One is packed while another is on its way. */
const mostContainers = 2;
/** Letters that left together mostly come back together: so long one waits for the others, to share its flush. */
const gatherMs = 8;
const restMs = [1_000, 2_000, 5_000, 15_000, 30_000];

type Finished = { attempt: Attempt; outcome: DeliveryOutcome };

/**
 * Hands over due letters, `digitalPost.concurrency` at a time (a container counts as one), until `stopping` says so. Outcomes
 * of finished letters and attempts of the next ones share one transaction: about one flush a letter.
 * While the other side is away or refuses us nothing is attempted; letters wait and say why.
 */
export async function deliveryLoop(deps: Deps, worker: string, connect: () => Promise<Connection>, stopping: AbortSignal): Promise<void> {
  const inFlight = new Set<Promise<void>>();
  const finished: Finished[] = [];
  const containers = { going: 0, trouble: null as string | null, broken: null as unknown };
  let goodUntil = 0;
  let troubles = 0;

  const rest = async (trouble: { reason: string; detail: string }) => {
    deps.db.write((tx) => recordConnection(tx, deps, trouble));
    goodUntil = 0;
    await pause(restMs[Math.min(troubles++, restMs.length - 1)]!, stopping);
  };

  /** Writes finished outcomes and begins new attempts in one transaction. */
  const turn = (office: PostOffice | null, room: number): string | null => {
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
      const sent: Promise<void> = sendAttempt(deps, office!, attempt).then((outcome) => {
        finished.push({ attempt, outcome });
        inFlight.delete(sent);
      });
      inFlight.add(sent);
    }
    return trouble;
  };

  /** Begins with a container where one is due; true when it has. What it was answered comes into `containers`. */
  const beginContainer = (office: PostOffice): boolean => {
    const dispatchId = office.packs && containers.going < mostContainers ? dueContainer(deps) : null;
    if (dispatchId === null) return false;
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
    return true;
  };

  try {
    while (!stopping.aborted) {
      if (inFlight.size === 0 && finished.length === 0 && !hasDue(deps)) {
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
      while (inFlight.size < most && beginContainer(office)) continue;
      const trouble = turn(office, Math.max(0, most - inFlight.size)) ?? containers.trouble;
      if (containers.broken !== null) throw containers.broken;
      if (trouble) {
        await Promise.all(inFlight);
        turn(null, 0);
        containers.trouble = null;
        await rest({ reason: trouble, detail: '' });
      } else if (inFlight.size > 0) {
        await Promise.race(inFlight);
        if (inFlight.size > 0) await Promise.race([Promise.all(inFlight), pause(gatherMs, stopping)]);
      }
      else if (finished.length === 0) await pause(idleMs, stopping);
    }
  } finally {
    // Letters on their way are waited for, and what became of them is written: also when a write has just failed,
    // so that what is known does not become unknown.
    await Promise.all(inFlight);
    turn(null, 0);
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
