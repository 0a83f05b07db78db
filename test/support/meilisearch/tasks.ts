import type { Faults } from './serve.ts';

type Task = { uid: number; indexUid: string | null; status: 'enqueued' | 'processing' | 'succeeded' | 'failed' | 'canceled'; type: string; error: unknown; enqueuedAt: string; startedAt: string | null; finishedAt: string | null };

/** Everything that writes waits in line and is done one after the other, some time later. */
export class Tasks {
  readonly #all: (Task & { work: () => void })[] = [];
  #running = false;

  constructor(readonly faults: Faults) {}

  add(type: string, indexUid: string | null, work: () => void) {
    const task = { uid: this.#all.length, indexUid, status: 'enqueued' as const, type, error: null, enqueuedAt: new Date().toISOString(), startedAt: null, finishedAt: null, work };
    this.#all.push(task);
    void this.#run();
    return { taskUid: task.uid, indexUid, status: task.status, type, enqueuedAt: task.enqueuedAt };
  }

  get(uid: number): unknown {
    const task = this.#all[uid];
    if (!task) return undefined;
    const { work: _, startedAt, finishedAt, ...shown } = task;
    return { ...shown, ...(startedAt ? { startedAt } : {}), ...(finishedAt ? { finishedAt } : {}), batchUid: null, canceledBy: null, details: null, duration: null };
  }

  busy(): boolean {
    return this.#running;
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let task = this.#next(); task; task = this.#next()) {
      Object.assign(task, { status: 'processing', startedAt: new Date().toISOString() });
      await Bun.sleep(this.faults.taskMs);
      Object.assign(task, { ...this.#outcome(task.work), finishedAt: new Date().toISOString() });
    }
    this.#running = false;
  }

  #next() {
    return this.#all.find(({ status }) => status === 'enqueued');
  }

  #outcome(work: () => void): Pick<Task, 'status' | 'error'> {
    const failure = (code: string): Pick<Task, 'status' | 'error'> => ({ status: 'failed', error: { message: code, code, type: 'invalid_request', link: '' } });
    if (this.faults.cancelTasks) return { status: 'canceled', error: null };
    if (this.faults.failTasks) return failure(this.faults.failTasks);
    try {
      work();
      return { status: 'succeeded', error: null };
    } catch (code) {
      if (typeof code !== 'string') throw code;
      return failure(code);
    }
  }
}
