/** A local file, and the name that it has in a bundle: `[a-z0-9][a-z0-9.-]*`, at most 255 characters. */
export interface VaultEntry {
  readonly name: string;
  readonly path: string;
}

/**
 * Keeps files where others can read and write: what is sealed can be read only with the same API key, and does not open when
 * it was altered or moved. Memory does not grow with the size of the files.
 */
export interface Vault {
  /**
   * Packs files into one bundle at `path`, which appears when it is whole. `subject` says where the bundle will lie, in words
   * that a reader knows from elsewhere (repository, run id, artifact name): it opens under no other. Throws for names that are
   * none or doubled, and for what cannot be read or written.
   */
  seal(request: { path: string; subject: string; entries: readonly VaultEntry[] }): Promise<void>;
  /**
   * Unpacks a bundle into `folder`, where nothing may have its entries' names yet, and gives the path of each entry by name.
   * Nothing is unpacked before the whole bundle proved authentic, nothing stays when it fails. `maxBytes` bounds what all
   * entries hold together. Throws SealError for a bundle that does not open.
   */
  open(request: {
    path: string;
    subject: string;
    folder: string;
    maxBytes: number;
  }): Promise<ReadonlyMap<string, string>>;
}
