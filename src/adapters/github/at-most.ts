/** Lets bytes through up to a limit, whatever was announced of them; above it fails with the error given. */
export function atMost(maxBytes: number, tooMany: () => Error) {
  return async function* limit(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooMany();
      yield chunk;
    }
  };
}
