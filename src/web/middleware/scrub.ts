/**
 * An error's own words without anything that may be somebody's: quoted parts and runs of digits are
 * taken out, and what is left is cut at 200 characters.
 */
export function scrubbed(message: string): string {
  return message.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '"..."').replace(/\d[\d\s-]{3,}\d/g, '#').slice(0, 200);
}
