import type { IncomingMessage } from 'node:http';
import type { Behaviour } from './options.ts';
import type { Route } from './routes.ts';
import type { RecordedRequest, StoredFile } from './types.ts';

/** What all parts of a running emulator share. */
export interface Emulation {
  behaviour: Behaviour;
  url: string;
  readonly seed: number;
  /** Where bytes are kept. */
  readonly folder: string;
  readonly nextId: (length: number) => string;
}

/** A request under way. */
export interface Exchange {
  readonly record: RecordedRequest;
  readonly route: Route;
  readonly owner: string;
  readonly request: IncomingMessage;
  /** The connection is to break when so many bytes of a piece have come in. */
  readonly cutAfterBytes?: number;
  readonly onBytes: (bytes: Buffer) => void;
}

/** An answer to send: a JSON body, or the bytes of a file. */
export interface Answer {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly file?: StoredFile;
}

/** How an operation is carried out; refusals are thrown. */
export type Handler = (exchange: Exchange) => Answer | Promise<Answer>;

/** The bytes did not all come in: the client, or a fault, broke the connection. */
export class Broken extends Error {}
