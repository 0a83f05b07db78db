/** An OLE compound file of these streams, each of at least 4,096 bytes so that it lies in sectors of its own ([MS-CFB] 2). At most 120 sectors. */
export function compoundFile(streams: Record<string, Buffer>): Buffer {
  const size = 512;
  const names = Object.keys(streams);
  const sectors: Buffer[] = [];
  const table = Buffer.alloc(size, 0xff);
  const put = (content: Buffer): number => {
    const first = sectors.length + 1;
    const count = Math.ceil(content.length / size);
    for (let n = 0; n < count; n++) {
      table.writeUInt32LE(n === count - 1 ? 0xfffffffe : first + n + 1, (first + n) * 4);
      sectors.push(Buffer.concat([content.subarray(n * size, (n + 1) * size), Buffer.alloc(size)], size));
    }
    return first;
  };
  const entry = (name: string, kind: number, start: number, length: number) => {
    const made = Buffer.alloc(128);
    made.write(name, 'utf16le');
    made.writeUInt16LE(2 * name.length + 2, 64);
    made.writeUInt8(kind, 66);
    for (const at of [68, 72, 76]) made.writeUInt32LE(0xffffffff, at);
    made.writeUInt32LE(start, 116);
    made.writeUInt32LE(length, 120);
    return made;
  };
  const rows = names.map((name) => entry(name, 2, put(streams[name]!), streams[name]!.length));
  const directory = put(Buffer.concat([entry('Root Entry', 5, 0xfffffffe, 0), ...rows]));
  table.writeUInt32LE(0xfffffffd, 0);
  const head = Buffer.alloc(size, 0xff);
  head.fill(0, 0, 76);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(head);
  head.writeUInt16LE(3, 26); head.writeUInt16LE(0xfffe, 28); head.writeUInt16LE(9, 30); head.writeUInt16LE(6, 32);
  head.writeUInt32LE(1, 44); head.writeUInt32LE(directory, 48); head.writeUInt32LE(4096, 56);
  head.writeUInt32LE(0xfffffffe, 60); head.writeUInt32LE(0xfffffffe, 68); head.writeUInt32LE(0, 76);
  return Buffer.concat([head, table, ...sectors]);
}
