/** Why something is where it is; the sentence is in views/texts under the key. */
export type Reason = { key: string; values: Record<string, string | number> };
