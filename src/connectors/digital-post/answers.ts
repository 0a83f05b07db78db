import type { Receipt, ReceiptStatus } from './types.ts';

const statuses = new Set<string>(['RECEIVED', 'COMPLETED', 'INVALID', 'NOT_ALLOWED'] satisfies ReceiptStatus[]);

type JsonObject = Record<string, unknown>;

/** The JSON object in a text, or null for anything else. */
export function jsonObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

/** Texts stay texts; a number is kept as it reads, because an error code of 0 is an error code too (facts: digital-post 3.3). */
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null);

/** A receipt as it came. What cannot be understood is null; the text itself is always kept. */
export function readReceipt(raw: string): Receipt {
  const json = jsonObject(raw) ?? {};
  const status = textOf(json.receiptStatus);
  return {
    raw,
    transmissionId: textOf(json.transmissionId),
    messageUuid: textOf(json.messageUUID)?.toLowerCase() ?? null,
    status: status !== null && statuses.has(status) ? (status as ReceiptStatus) : null,
    errorCode: textOf(json.errorCode),
    errorMessage: textOf(json.errorMessage),
    timeStamp: textOf(json.timeStamp),
  };
}

/** The peer's own error body `{code, message, fieldErrors}`, or null where the text is something else, a proxy's page for example. */
export function readErrorMessage(text: string): { code: string | null; message: string | null } | null {
  const json = jsonObject(text);
  if (json === null || !('code' in json || 'message' in json)) return null;
  return { code: textOf(json.code), message: textOf(json.message) };
}
