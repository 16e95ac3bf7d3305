// Packs files in one ZIP file, with names in UTF-8 and the first date that the format knows.

const TABLE = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
const UTF8 = 0x800;
const FIRST_DAY = 0x21; // 1 January 1980

function checksum(content) {
  let sum = ~0;
  for (const byte of content) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 255];
  return ~sum >>> 0;
}

async function deflated(content) {
  const stream = new Blob([content]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Numbers in little-endian bytes, each of two or of four. */
function packed(...fields) {
  return fields.flatMap(([value, size]) => Array.from({ length: size }, (_, index) => (value >>> (8 * index)) & 255));
}

/** A ZIP file of `files` ({name, content}); those for which `isStored` holds are not compressed. */
export async function zipped(files, isStored) {
  const chunks = [];
  const directory = [];
  let offset = 0;
  for (const { name, content } of files) {
    const title = new TextEncoder().encode(name);
    const small = typeof CompressionStream === "undefined" || isStored(name) ? content : await deflated(content);
    const method = small === content ? 0 : 8;
    const shared = [[UTF8, 2], [method, 2], [0, 2], [FIRST_DAY, 2], [checksum(content), 4], [small.length, 4], [content.length, 4], [title.length, 2], [0, 2]];
    chunks.push(new Uint8Array(packed([0x04034b50, 4], [20, 2], ...shared)), title, small);
    directory.push(new Uint8Array(packed([0x02014b50, 4], [20, 2], [20, 2], ...shared, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4])), title);
    offset += 30 + title.length + small.length;
  }
  const size = directory.reduce((sum, chunk) => sum + chunk.length, 0);
  const end = packed([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [0, 2]);
  return new Uint8Array(await new Blob([...chunks, ...directory, new Uint8Array(end)]).arrayBuffer());
}
