// The little that the command line takes of Node's modules, which Deno has as well.

declare module "node:buffer" {
  export const Buffer: {
    from(content: Uint8Array | string, encoding?: "base64"): Uint8Array & { toString(encoding: "base64"): string };
  };
}

declare module "node:process" {
  const process: { stdin: object; stdout: { write(text: string): boolean } };
  export default process;
}

declare module "node:readline" {
  export function createInterface(options: { input: object }): AsyncIterable<string>;
}
