/** What a check of the box found: in order, worth a look, or a fault that stops something. Nothing about any person. */
export type Finding = { check: string; level: 'ok' | 'warning' | 'fault'; text: string };

export const ok = (check: string, text: string): Finding => ({ check, level: 'ok', text });
export const warning = (check: string, text: string): Finding => ({ check, level: 'warning', text });
export const fault = (check: string, text: string): Finding => ({ check, level: 'fault', text });
