/** How much a caller may run ahead of the even pace. */
const burstMilliseconds = 100;
const firstPause = 250;
const longestPause = 8000;

/**
 * Our own restraint: Digital Post documents no rate limit, so we keep one (facts: digital-post 3.1).
 * `turn` waits until the next call may go. `slowDown` after a busy or silent peer holds all calls back,
 * twice as long each time, until `recovered`.
 */
export function openThrottle(callsPerSecond: number) {
  const interval = 1000 / Math.max(callsPerSecond, 0.01);
  let due = 0;
  let blockedUntil = 0;
  let pause = firstPause;
  return {
    async turn(): Promise<void> {
      const now = performance.now();
      const at = Math.max(now, due - burstMilliseconds, blockedUntil);
      due = Math.max(due, at) + interval;
      if (at > now) await Bun.sleep(at - now);
    },
    slowDown() {
      const now = performance.now();
      // Calls already on their way fail together: that is one sign of trouble, not many.
      if (now < blockedUntil) return;
      blockedUntil = now + pause;
      pause = Math.min(pause * 2, longestPause);
    },
    recovered() {
      pause = firstPause;
    },
  };
}
