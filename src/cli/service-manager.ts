import { dlopen, FFIType } from 'bun:ffi';

/**
 * Tells systemd how a service is doing (sd_notify(3)): that it answers, that it is stopping, and, twice within
 * each WatchdogSec of its unit, that its event loop still turns. Does nothing where no service manager started us.
 * Through libsystemd, which every Debian with systemd has: the socket is a datagram one, which the runtime cannot
 * open itself, and a helper process would not count as the service's own word (NotifyAccess=main).
 */
export function tellServiceManager(stopping: AbortSignal): void {
  if (!process.env.NOTIFY_SOCKET) return;
  const library = dlopen('libsystemd.so.0', { sd_notify: { args: [FFIType.i32, FFIType.cstring], returns: FFIType.i32 } });
  const tell = (state: string) => void library.symbols.sd_notify(0, Buffer.from(`${state}\0`));
  tell('READY=1');
  const microseconds = Number(process.env.WATCHDOG_USEC ?? 0);
  const beat = microseconds > 0 ? setInterval(() => tell('WATCHDOG=1'), microseconds / 2000) : undefined;
  stopping.addEventListener('abort', () => {
    clearInterval(beat);
    tell('STOPPING=1');
  });
}
