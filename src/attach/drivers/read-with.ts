import { open } from "node:fs/promises";

/** The file's bytes with `code` behind them. They are read into their place: to copy a bundle's megabytes once more takes
 *  longer than all else that is done with them. Throws what `readFile` throws. */
export async function readWith(file: URL, code: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.allocUnsafeSlow(size + Buffer.byteLength(code));
    let length = 0;
    while (length < size) {
      const { bytesRead } = await handle.read(bytes, length, size - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    length += Buffer.from(code).copy(bytes, length);
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}
