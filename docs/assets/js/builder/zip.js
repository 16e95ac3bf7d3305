// Writes ZIP files, with names in UTF-8 and the first date that the format knows.

/** @import { NamedFile } from "./files.js" */

const CHECKSUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});
const UTF8 = 0x800;
const FIRST_DAY = 0x21; // 1 January 1980
// as written on Unix: a program that takes them for files of DOS may read their names in an old alphabet
const MADE_ON_UNIX = 0x314;
const READABLE = 0o100644 * 2 ** 16; // to its owner, who may write it, and to all

/**
 * The CRC-32 of a content.
 *
 * @param {Uint8Array} content
 */
function checksum(content) {
  let sum = ~0;
  for (const byte of content) sum = (sum >>> 8) ^ CHECKSUMS[(sum ^ byte) & 255];
  return ~sum >>> 0;
}

/** @param {Uint8Array<ArrayBuffer>} content */
async function deflated(content) {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * A number of four bytes, as two of two. Browsers run on machines alone that put the lower byte first, as ZIP files do.
 *
 * @param {number} number
 */
const long = (number) => [number, number >>> 16];

/**
 * A ZIP file.
 *
 * @param {NamedFile[]} files
 * @param {(name: string) => boolean} isStored whether a file is not compressed
 */
export async function zipped(files, isStored) {
  const chunks = [];
  const directory = [];
  let offset = 0;
  for (const { name, content } of files) {
    const title = new TextEncoder().encode(name);
    const packed = isStored(name) ? content : await deflated(content);
    const shared = [
      UTF8,
      packed === content ? 0 : 8, // the method: stored or deflated
      0,
      FIRST_DAY,
      ...long(checksum(content)),
      ...long(packed.length),
      ...long(content.length),
      title.length,
      0,
    ];
    chunks.push(Uint16Array.of(...long(0x04034b50), 20, ...shared), title, packed);
    // beside what is shared: versions; no comment, disk 0, no inner attributes; rights; where the file begins
    directory.push(
      Uint16Array.of(...long(0x02014b50), MADE_ON_UNIX, 20, ...shared, 0, 0, 0, ...long(READABLE), ...long(offset)),
      title,
    );
    offset += 30 + title.length + packed.length;
  }
  const size = directory.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const count = files.length;
  const end = Uint16Array.of(...long(0x06054b50), 0, 0, count, count, ...long(size), ...long(offset), 0);
  return new Uint8Array(await new Blob([...chunks, ...directory, end]).arrayBuffer());
}
