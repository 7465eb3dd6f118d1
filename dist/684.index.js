export const id = 684;
export const ids = [684];
export const modules = {

/***/ 30684:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGeminiService: () => (/* binding */ createGeminiService)
});

// EXTERNAL MODULE: ./node_modules/@google/genai/dist/node/index.mjs + 1 modules
var node = __webpack_require__(67964);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(44942);
// EXTERNAL MODULE: ./node_modules/p-retry/index.js + 1 modules
var p_retry = __webpack_require__(74995);
;// CONCATENATED MODULE: ./build/adapters/gemini/errors.js


const maxReasonChars = 1000;
/** The error object of a reply, wherever the SDK put it: its message is the body's JSON text. */
function readBody(text) {
    try {
        const parsed = JSON.parse(text);
        return typeof parsed.error === 'object' && parsed.error !== null ? parsed.error : { message: text };
    }
    catch {
        return { message: text };
    }
}
function retryDelayMs(body) {
    if (!Array.isArray(body.details))
        return undefined;
    const delay = body.details.find((detail) => String(detail?.['@type']).endsWith('RetryInfo'))?.retryDelay;
    const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(delay ?? '')?.[1]);
    return seconds > 0 ? seconds * 1000 : undefined;
}
/** Keys that the service knows but refuses have their own words; the usual causes are few. */
function hintFor(status, message) {
    if (/api key/i.test(message) || status === 401)
        return 'Check the secret behind gemini-api-key.';
    if (status === 403)
        return 'The key may lack access to this project, or may have been blocked as leaked; see AI Studio.';
    if (status === 429)
        return 'Quota, spend limit or enqueued tokens are used up; batches need a paid tier.';
    return undefined;
}
/** Any failure of a call as a ServiceError; a reason never holds the key. */
function toServiceError(error, action, apiKey) {
    const clean = (text) => text.replaceAll(apiKey, '***').slice(0, maxReasonChars);
    if (error instanceof node/* ApiError */.hD)
        return fromReply(error.status, error.message, action, clean, error);
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    const reason = error instanceof Error
        ? error.name === 'TimeoutError'
            ? 'no answer in time'
            : error.message + cause
        : String(error);
    return new errors/* ServiceError */._7(clean(reason), { action, cause: error });
}
/** The same for a reply that we read ourselves. */
function fromReply(status, text, action, clean, cause) {
    const body = readBody(text);
    const message = clean(body.message ?? text);
    const retryAfterMs = retryDelayMs(body);
    const hint = hintFor(status, message);
    return new errors/* ServiceError */._7(message, {
        action,
        status,
        ...(body.status === undefined ? {} : { code: body.status }),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        ...(hint === undefined ? {} : { hint }),
        cause,
    });
}

;// CONCATENATED MODULE: ./build/adapters/gemini/download.js








const idleTimeoutMs = 120_000;
const maxRedirects = 5;
const maxErrorBytes = 64 * 1024;
const newline = 0x0a;
/**
 * Downloads a result file byte for byte. The SDK's own download ends the process when the connection drops in mid-body
 * (3.1.0), and a body streamed through fetch is held in memory (nodejs/undici#4058): hence node's own HTTP. A body that ends
 * early, or whose last line is not JSON, is fetched again from its start; `path` only ever holds a whole file.
 */
async function downloadResult(options) {
    const part = `${options.path}.part`;
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(options.path), { recursive: true });
    const attempt = async () => {
        const message = await requestEither(addressForms(options), options);
        const status = message.statusCode ?? 0;
        if (status !== 200)
            throw await readFailure(message, status, options);
        const bytes = await receive(message, part, options.signal);
        await checkLastLine(part, options.name);
        await (0,promises_.rename)(part, options.path);
        return { bytes };
    };
    try {
        return await (0,p_retry/* default */.Ay)(attempt, {
            retries: options.maxAttempts - 1,
            minTimeout: Math.min(1000, options.maxPauseMs),
            maxTimeout: options.maxPauseMs,
            randomize: true,
            signal: options.signal,
            shouldRetry: ({ error }) => !(error instanceof errors/* ServiceError */._7) || error.isTransient,
        });
    }
    finally {
        await (0,promises_.rm)(part, { force: true });
    }
}
/** The reference has the plain form, the guide's curl sample the one with /download; each was seen alone. */
function addressForms({ baseUrl, apiVersion, name }) {
    const base = baseUrl.replace(/\/$/, '');
    const id = name.replace(/^files\//, '');
    if (!/^[A-Za-z0-9._-]+$/.test(id))
        throw new errors/* ServiceError */._7('the service named a result file that is no file name', {
            action: `download ${name}`,
            status: 200,
        });
    const path = `${apiVersion}/files/${id}:download?alt=media`;
    return [`${base}/${path}`, `${base}/download/${path}`];
}
async function requestEither(addresses, options) {
    const [first = '', second] = addresses;
    const message = await request(first, options);
    if (message.statusCode !== 404 || second === undefined)
        return message;
    message.resume();
    return request(second, options);
}
/** Follows redirects by hand: the key goes to the service's own origin and nowhere else. */
async function request(address, options) {
    const client = new lib/* HttpClient */.Qq('gemini-batch-eval', [], { allowRedirects: false, socketTimeout: idleTimeoutMs });
    const home = new URL(options.baseUrl).origin;
    let url = new URL(address);
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
        const headers = url.origin === home ? { 'x-goog-api-key': options.apiKey } : {};
        const { message } = await client.get(url.href, headers);
        const location = message.headers.location;
        if (location === undefined || (message.statusCode ?? 0) < 300 || (message.statusCode ?? 0) >= 400)
            return message;
        message.resume();
        url = new URL(location, url);
    }
    throw new errors/* ServiceError */._7('too many redirects', { action: `download ${options.name}`, status: 310 });
}
async function receive(message, path, signal) {
    const announced = message.headers['content-length'];
    await (0,external_node_stream_promises_.pipeline)(message, (0,external_node_fs_.createWriteStream)(path), { signal });
    const { size } = await (0,promises_.stat)(path);
    if (announced !== undefined && Number(announced) !== size)
        throw new CutDownloadError(`${size} of ${announced} bytes arrived`);
    return size;
}
/** The body ended early: worth another try from the start. */
class CutDownloadError extends Error {
}
async function readFailure(message, status, options) {
    let text = '';
    for await (const chunk of message) {
        text += String(chunk);
        if (text.length > maxErrorBytes)
            break;
    }
    return fromReply(status, text, `download ${options.name}`, (words) => words.replaceAll(options.apiKey, '***').slice(0, 1000));
}
/** A file cut at a line's border cannot be told from a short one; cut anywhere else, its last line is not JSON. */
async function checkLastLine(path, name) {
    const handle = await (0,promises_.open)(path);
    try {
        const { size } = await handle.stat();
        let start = size;
        let tail = Buffer.alloc(0);
        while (start > 0 && tail.subarray(0, -1).lastIndexOf(newline) < 0) {
            const length = Math.min(start, Math.max(64 * 1024, tail.length));
            start -= length;
            const { buffer } = await handle.read(Buffer.alloc(length), 0, length, start);
            tail = Buffer.concat([buffer, tail]);
        }
        const line = tail
            .subarray(tail.subarray(0, -1).lastIndexOf(newline) + 1)
            .toString('utf8')
            .trim();
        if (line !== '')
            JSON.parse(line);
    }
    catch (error) {
        if (error instanceof SyntaxError)
            throw new CutDownloadError(`the last line of ${name} is not JSON`);
        throw error;
    }
    finally {
        await handle.close();
    }
}

;// CONCATENATED MODULE: ./build/adapters/gemini/job.js
const asObject = (value) => (typeof value === 'object' && value !== null ? value : {});
const asText = (value) => (typeof value === 'string' && value !== '' ? value : undefined);
const asCount = (value) => Number(value ?? 0) || 0;
/** google.rpc.Code.CANCELLED, which a cancelled operation carries as its error. */
const cancelledCode = 1;
/**
 * Reads a batch job from the operation on the wire. The SDK's own BatchJob drops the operation's error and the statistics,
 * and the wire says BATCH_STATE_ where the documentation says JOB_STATE_: only what follows the prefix counts.
 */
function readJob(operation) {
    const { name, done, error: rawError, response: rawResponse, metadata: rawMetadata } = asObject(operation);
    const metadata = asObject(rawMetadata);
    const output = { ...asObject(metadata.output), ...asObject(rawResponse) };
    const error = rawError === undefined || rawError === null ? undefined : asObject(rawError);
    const resultFile = asText(output.responsesFile);
    const createTime = asText(metadata.createTime);
    const endTime = asText(metadata.endTime);
    const inputFile = asText(asObject(metadata.inputConfig).fileName);
    return {
        name: asText(name) ?? asText(metadata.name) ?? '',
        displayName: asText(metadata.displayName) ?? '',
        model: (asText(metadata.model) ?? '').replace(/^models\//, ''),
        state: readState(metadata.state, done === true, error),
        ...(inputFile === undefined ? {} : { inputFile }),
        ...(resultFile === undefined ? {} : { resultFile }),
        ...(error === undefined
            ? {}
            : { error: { code: asText(error.code) ?? asCount(error.code), message: asText(error.message) ?? '' } }),
        ...(metadata.batchStats === undefined ? {} : { stats: readStats(asObject(metadata.batchStats)) }),
        ...(createTime === undefined ? {} : { createTime }),
        ...(endTime === undefined ? {} : { endTime }),
    };
}
function readState(state, isDone, error) {
    const word = (asText(state) ?? 'UNSPECIFIED').replace(/^(BATCH|JOB)_STATE_/, '');
    const isOpen = word === 'UNSPECIFIED' || word === 'PENDING' || word === 'RUNNING';
    if (!isDone || !isOpen)
        return word;
    // The operation has ended although its metadata lags behind.
    if (error === undefined)
        return 'SUCCEEDED';
    return error.code === cancelledCode ? 'CANCELLED' : 'FAILED';
}
/** Counts are int64 strings on the wire, and left out when zero. */
function readStats(stats) {
    return {
        requests: asCount(stats.requestCount),
        succeeded: asCount(stats.successfulRequestCount),
        failed: asCount(stats.failedRequestCount),
        pending: asCount(stats.pendingRequestCount),
    };
}

;// CONCATENATED MODULE: ./build/adapters/gemini/piece.js
const statusHeader = 'x-goog-upload-status';
const receivedHeader = 'x-goog-upload-size-received';
/**
 * Sends one piece of a resumable upload. After a lost or failed answer it asks the service how much it has, and sends only
 * what is missing: pieces are never sent blindly twice, and a piece that arrived counts as sent.
 */
async function sendPiece(url, init, send, retry) {
    const headers = new Headers(init.headers);
    const offset = Number(headers.get('x-goog-upload-offset'));
    const isLast = (headers.get('x-goog-upload-command') ?? '').includes('finalize');
    const piece = init.body instanceof Blob ? init.body : new Blob([init.body]);
    let from = offset;
    let isUnsure = false;
    return retry(async () => {
        if (isUnsure) {
            const answer = await query(url, headers, send);
            if (answer.headers.get(statusHeader) === 'final')
                return answer;
            const received = Number(answer.headers.get(receivedHeader) ?? Number.NaN);
            if (!(received >= from && received <= offset + piece.size))
                return answer;
            if (received === offset + piece.size && !isLast)
                return accepted();
            from = received;
        }
        isUnsure = true;
        headers.set('x-goog-upload-offset', String(from));
        const answer = await send(url, { ...init, headers, body: piece.slice(from - offset) });
        // An answer of success without the status header says nothing about the effect.
        if (answer.ok && !answer.headers.has(statusHeader))
            return new Response(await answer.text(), { status: 503 });
        return answer;
    });
}
function query(url, headers, send) {
    const asked = new Headers(headers);
    asked.delete('x-goog-upload-offset');
    asked.set('x-goog-upload-command', 'query');
    return send(url, { method: 'POST', headers: asked });
}
/** What the service would have said had its answer arrived. */
function accepted() {
    return new Response(null, { status: 200, headers: { [statusHeader]: 'active' } });
}

;// CONCATENATED MODULE: ./build/adapters/gemini/wire.js


const firstPauseMs = 1000;
/** Uploads of one 8 MiB piece over a slow line. */
const pieceTimeoutMs = 10 * 60_000;
const retriedStatus = new Set([408, 429, 500, 502, 503, 504]);
/**
 * The fetch that the SDK is given. It closes gaps of @google/genai 3.1: every call has a time limit; answers are read whole,
 * so that a reset in mid-body is a failed try and not a crash; calls that can be repeated are, also after network errors,
 * honouring Retry-After; a lost answer to a piece of an upload is found out by asking for the offset. Creating a batch job is
 * sent exactly once: it is not idempotent, and each job is paid for.
 */
function createWire(options) {
    const sendOnce = (url, init) => sendWithin(options.callTimeoutMs, options.signal, url, init);
    return (url, init) => {
        const command = new Headers(init.headers).get('x-goog-upload-command') ?? '';
        if (command.startsWith('upload')) {
            const send = (to, request) => sendWithin(pieceTimeoutMs, options.signal, to, request);
            return sendPiece(url, init, send, (attempt) => retry(options, attempt));
        }
        const mayRepeat = init.method !== 'POST' || url.endsWith(':cancel') || command === 'start';
        return mayRepeat ? retry(options, () => sendOnce(url, init)) : sendOnce(url, init);
    };
}
/** Sends one request and reads its answer whole. */
async function sendWithin(timeoutMs, signal, url, init) {
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { ...init, signal: AbortSignal.any([signal, timeout]) });
    const body = await response.arrayBuffer();
    const hasBody = body.byteLength > 0 && response.status !== 204 && response.status !== 304;
    return new Response(hasBody ? body : null, {
        status: response.status,
        statusText: response.statusText,
        headers: response.headers,
    });
}
/** A failed try whose answer says that asking again can help. */
class RetriedAnswer extends Error {
    response;
    constructor(response) {
        super(`HTTP ${response.status}`);
        this.response = response;
    }
}
/** Repeats a request until it is answered by something else than a passing fault, and at last hands over what came last. */
async function retry(options, attempt) {
    const run = async () => {
        const response = await attempt();
        if (retriedStatus.has(response.status))
            throw new RetriedAnswer(response);
        return response;
    };
    try {
        return await (0,p_retry/* default */.Ay)(run, {
            retries: options.maxAttempts - 1,
            minTimeout: Math.min(firstPauseMs, options.maxPauseMs),
            maxTimeout: options.maxPauseMs,
            randomize: true,
            signal: options.signal,
            onFailedAttempt: ({ error, retriesLeft }) => (retriesLeft > 0 ? waitAsAsked(error, options) : undefined),
        });
    }
    catch (error) {
        if (error instanceof RetriedAnswer)
            return error.response;
        throw error;
    }
}
async function waitAsAsked(error, options) {
    const seconds = error instanceof RetriedAnswer ? Number(error.response.headers.get('retry-after')) : 0;
    if (!(seconds > 0))
        return;
    await new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, seconds * 1000);
        options.signal.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(options.signal.reason);
        }, { once: true });
    });
}

;// CONCATENATED MODULE: ./build/adapters/gemini/service.js






/** SDK 3.x defaults to v1, where batches, files and preview models are not documented. */
const apiVersion = 'v1beta';
/** Without a page size the list was seen empty (googleapis/python-genai#1250). */
const pageSize = 100;
/** The Gemini API through the SDK, with what the SDK drops or lacks put back (see wire.ts, job.ts, download.ts). */
function createGeminiService(options) {
    const wire = createWire(options);
    const sdk = new node/* GoogleGenAI */.M4({
        apiKey: options.apiKey,
        apiVersion,
        // An environment that asks for Vertex must not redirect the key.
        enterprise: false,
        httpOptions: { baseUrl: options.baseUrl, fetch: wire },
    });
    const attempt = (action, call) => translate(action, options, call);
    const raw = (call) => tap(wire, call);
    return {
        uploadFile: ({ path, displayName, mimeType }) => attempt('upload the requests', async () => {
            const file = await sdk.files.upload({ file: path, config: { mimeType, displayName } });
            return readFile(file);
        }),
        deleteFile: (name) => attempt(`delete ${name}`, async () => {
            await sdk.files.delete({ name });
        }),
        listFiles: ({ pageToken }) => attempt('list the uploaded files', async () => {
            const config = { pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
            const page = await raw((httpOptions) => sdk.files.list({ config: { ...config, httpOptions } }));
            const { files, nextPageToken } = page;
            return { files: (files ?? []).map(readFile), ...(nextPageToken ? { nextPageToken } : {}) };
        }),
        createJob: ({ model, fileName, displayName }) => attempt(`create a batch job for ${model}`, async () => readJob(await raw((httpOptions) => sdk.batches.create({ model, src: fileName, config: { displayName, httpOptions } })))),
        getJob: (name) => attempt(`look at ${name}`, async () => readJob(await raw((httpOptions) => sdk.batches.get({ name, config: { httpOptions } })))),
        listJobs: ({ pageToken }) => attempt('list the batch jobs', async () => {
            const config = { pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
            const page = await raw((httpOptions) => sdk.batches.list({ config: { ...config, httpOptions } }));
            const { operations, nextPageToken } = page;
            return { jobs: (operations ?? []).map(readJob), ...(nextPageToken ? { nextPageToken } : {}) };
        }),
        cancelJob: (name) => attempt(`cancel ${name}`, async () => {
            await sdk.batches.cancel({ name });
        }),
        downloadFile: ({ name, path }) => attempt(`download ${name}`, () => downloadResult({ ...options, apiVersion, name, path })),
    };
}
/** Runs an SDK call and hands over the body as it was on the wire. */
async function tap(wire, call) {
    let body;
    const tapped = async (url, init) => {
        const response = await wire(url, init);
        const text = await response.clone().text();
        if (response.ok)
            body = text === '' ? {} : JSON.parse(text);
        return response;
    };
    await call({ fetch: tapped });
    return body;
}
async function translate(action, options, call) {
    try {
        return await call();
    }
    catch (error) {
        if (options.signal.aborted)
            throw options.signal.reason;
        throw error instanceof errors/* ServiceError */._7 ? error : toServiceError(error, action, options.apiKey);
    }
}
function readFile(file) {
    const { name, displayName, sizeBytes, state, expirationTime } = (file ?? {});
    // An upload was seen answered 200 without a file (googleapis/python-genai#1590).
    if (typeof name !== 'string')
        throw new errors/* ServiceError */._7('the reply names no file', { action: 'upload the requests', status: 200, code: 'NO_FILE' });
    return {
        name,
        displayName: typeof displayName === 'string' ? displayName : '',
        sizeBytes: Number(sizeBytes ?? Number.NaN),
        isActive: state === undefined || state === 'ACTIVE',
        expiresAt: Date.parse(String(expirationTime)),
    };
}


/***/ })

};
