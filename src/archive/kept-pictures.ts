/** So many bytes of small pictures are kept: about five thousand. */
const mostBytes = 16 * 1024 * 1024;
/** By what is on them, the one that was asked for longest ago first. */
const kept = new Map<string, Uint8Array>();
let bytes = 0;

/**
 * A picture that was made a while ago, or a new one. In memory only: nothing of a document is left on the disk when it is
 * destroyed. The caller has asked whether it may be seen. `key` names the blob, the page and the size.
 */
export async function keptPicture(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const known = kept.get(key);
  const picture = known ?? (await make());
  forget(key);
  kept.set(key, picture);
  bytes += picture.length;
  for (const oldest of kept.keys()) {
    if (bytes <= mostBytes) break;
    forget(oldest);
  }
  return picture;
}

function forget(key: string): void {
  bytes -= kept.get(key)?.length ?? 0;
  kept.delete(key);
}

/** How much is kept now. */
export const keptPictures = (): { pictures: number; bytes: number } => ({ pictures: kept.size, bytes });
