/** A bar with its count in words; `live` announces it as it moves. */
export const Progress = ({ label, done, total, text, live }: { label: string; done: number; total: number; text: string; live?: boolean | undefined }) => (
  <div class="progress-block" {...(live ? { role: 'status', 'aria-live': 'polite' } : {})}>
    <progress class="progress" max={Math.max(total, 1)} value={total > 0 ? done : undefined} aria-label={label}></progress>
    <span class="progress-text">{text}</span>
  </div>
);
