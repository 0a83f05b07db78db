/** What `parse` answers, or null where the words of the command line cannot be understood. */
export function wrongUse<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}
