export const id = 686;
export const ids = [686];
export const modules = {

/***/ 46686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGeminiService: () => (/* binding */ createGeminiService)
});

// EXTERNAL MODULE: ./node_modules/@google/genai/dist/node/index.mjs + 1 modules
var node = __webpack_require__(67964);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/adapters/gemini/asked-pause.js
/** How long a refusal asks to wait: its Retry-After (seconds, or a date), else the RetryInfo of its body. */
function askedPauseMs(headers, body, now) {
    const asked = headers.get('retry-after') ?? '';
    const headerMs = /^[\d.]+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - now;
    return headerMs > 0 ? headerMs : retryInfoMs(body);
}
/** The delay in a google.rpc.RetryInfo among an error's details, such as `1.5s`. */
function retryInfoMs(error) {
    const { details } = (error ?? {});
    if (!Array.isArray(details))
        return undefined;
    const info = details.find((detail) => String(detail?.['@type']).endsWith('RetryInfo'));
    const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(String(info?.retryDelay))?.[1]);
    return seconds > 0 ? seconds * 1000 : undefined;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./node_modules/p-retry/index.js + 1 modules
var p_retry = __webpack_require__(74995);
// EXTERNAL MODULE: ./build/adapters/clock.js + 1 modules
var clock = __webpack_require__(15217);
// EXTERNAL MODULE: ./build/adapters/http-get.js
var http_get = __webpack_require__(46512);
;// CONCATENATED MODULE: ./build/adapters/gemini/errors.js



const maxReasonChars = 1000;
/** The error object of a reply, wherever the SDK put it: its message is the body's JSON text. */
function readErrorBody(text) {
    try {
        const parsed = JSON.parse(text);
        return typeof parsed.error === 'object' && parsed.error !== null ? parsed.error : { message: text };
    }
    catch {
        return { message: text };
    }
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
/** What the words of a failure are cleaned with: they never hold the key, and are bounded. */
function cleaner(apiKey) {
    return (text) => (apiKey === '' ? text : text.replaceAll(apiKey, '***')).slice(0, maxReasonChars);
}
/** Any failure of a call as a ServiceError; `askedMs` is the pause that its headers asked for. */
function toServiceError(error, action, apiKey, askedMs) {
    const clean = cleaner(apiKey);
    if (error instanceof node/* ApiError */.hD)
        return fromReply(error.status, error.message, { action, clean, askedMs, cause: error });
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    const reason = error instanceof Error
        ? error.name === 'TimeoutError'
            ? 'no answer in time'
            : error.message + cause
        : String(error);
    return new errors/* ServiceError */._7(clean(reason), { action, cause: error });
}
/** The same for a reply that we read ourselves. */
function fromReply(status, text, { action, clean, askedMs, cause }) {
    const body = readErrorBody(text);
    const message = clean(String(body.message ?? text));
    const retryAfterMs = askedMs ?? retryInfoMs(body);
    const hint = hintFor(status, message);
    return new errors/* ServiceError */._7(message, {
        action,
        status,
        ...(typeof body.status === 'string' ? { code: clean(body.status) } : {}),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        ...(hint === undefined ? {} : { hint }),
        cause,
    });
}

;// CONCATENATED MODULE: ./build/adapters/gemini/piece.js
const statusHeader = 'x-goog-upload-status';
const receivedHeader = 'x-goog-upload-size-received';
/**
 * Sends one piece of a resumable upload. After a lost or failed answer it asks the service how much it has, and sends only
 * what is missing: pieces are never sent blindly twice, and a piece that arrived counts as sent.
 */
async function sendPiece(url, init, { sendBytes, ask, retry }) {
    const headers = new Headers(init.headers);
    const offset = Number(headers.get('x-goog-upload-offset'));
    const isLast = (headers.get('x-goog-upload-command') ?? '').includes('finalize');
    const piece = init.body instanceof Blob ? init.body : new Blob([init.body]);
    let from = offset;
    let isUnsure = false;
    return retry(async () => {
        if (isUnsure) {
            const answer = await query(url, headers, ask);
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
        const answer = await sendBytes(url, { ...init, headers, body: piece.slice(from - offset) });
        // An answer of success without the status header says nothing about the effect.
        if (answer.ok && !answer.headers.has(statusHeader))
            return new Response(await answer.text(), { status: 503 });
        return answer;
    });
}
function query(url, headers, ask) {
    const asked = new Headers(headers);
    asked.delete('x-goog-upload-offset');
    asked.set('x-goog-upload-command', 'query');
    return ask(url, { method: 'POST', headers: asked });
}
/** What the service would have said had its answer arrived. */
function accepted() {
    return new Response(null, { status: 200, headers: { [statusHeader]: 'active' } });
}

;// CONCATENATED MODULE: ./build/adapters/gemini/redirect.js
const maxRedirects = 5;
/** These ask for the same request again, method and body included. */
const keepsRequest = new Set([307, 308]);
const redirects = new Set([301, 302, 303, 307, 308]);
/**
 * Sends with fetch and follows redirects by hand: within the origin of the request only, so that neither the key nor the
 * data goes to another; and never so that a request is sent without its body. Any other redirect is answered as a refusal.
 */
const sendToOrigin = async (url, init) => {
    const method = (init.method ?? 'GET').toUpperCase();
    let here = new URL(url);
    for (let followed = 0;; followed++) {
        const response = await fetch(here, { ...init, redirect: 'manual' });
        const location = response.headers.get('location');
        if (!redirects.has(response.status) || location === null)
            return response;
        await response.body?.cancel();
        const problem = problemOf(response.status, location, here, method);
        if (problem !== undefined)
            return refusal(response.status, problem);
        if (followed === maxRedirects)
            return refusal(response.status, `${here.origin} redirects too often`);
        here = new URL(location, here);
    }
};
function problemOf(status, location, here, method) {
    if (!URL.canParse(location, here.href))
        return `${here.origin} redirects to what is no address`;
    const { origin, protocol, host } = new URL(location, here);
    if (origin !== here.origin)
        return `${here.origin} redirects to another server, ${protocol}//${host}, which gets neither the key nor the data`;
    if (method === 'GET' || keepsRequest.has(status))
        return undefined;
    return `${here.origin} answers ${method} with a redirect that would drop the request`;
}
/** "Misdirected request": of 3xx the SDK keeps no status, and an error without one would count as a lost answer. */
const refusalStatus = 421;
/** In the form of the service's own errors. */
function refusal(status, message) {
    const error = { code: refusalStatus, status: 'REDIRECTED', message: `${message} (status ${status})` };
    return new Response(JSON.stringify({ error }), {
        status: refusalStatus,
        headers: { 'content-type': 'application/json' },
    });
}

;// CONCATENATED MODULE: ./build/adapters/gemini/wire.js






const firstPauseMs = 1000;
/** A pause of the service's choice that is still waited inside a call. */
const defaultMaxAskedPauseMs = 10 * 60_000;
/** One 8 MiB piece over a slow line takes longer than a JSON call. */
const pieceTimeoutFactor = 10;
const retriedStatus = new Set([408, 429, 500, 502, 503, 504]);
/**
 * The fetch that the SDK is given. It closes gaps of @google/genai 3.1: every call has a time limit; answers are read whole,
 * so that a reset in mid-body is a failed try and not a crash; calls that can be repeated are, also after network errors,
 * honouring Retry-After; redirects never carry the key to another server; a lost answer to a piece of an upload is found out by asking for the offset. Creating a batch job is
 * sent exactly once: it is not idempotent, and each job is paid for.
 */
function createWire(options) {
    const { limit = AbortSignal.timeout.bind(AbortSignal), callTimeoutMs } = options;
    const within = (ms) => (url, init) => sendUntil(AbortSignal.any([options.signal, limit(ms)]), url, init);
    const sendOnce = within(callTimeoutMs);
    return (url, init) => {
        const command = new Headers(init.headers).get('x-goog-upload-command') ?? '';
        if (command.startsWith('upload')) {
            const sendBytes = within(callTimeoutMs * pieceTimeoutFactor);
            return sendPiece(url, init, { sendBytes, ask: sendOnce, retry: (attempt) => retry(options, attempt) });
        }
        const mayRepeat = init.method !== 'POST' || url.endsWith(':cancel') || command === 'start';
        return mayRepeat ? retry(options, () => sendOnce(url, init)) : sendOnce(url, init);
    };
}
/** Sends one request and reads its answer whole. */
async function sendUntil(signal, url, init) {
    const response = await sendToOrigin(url, { ...init, signal });
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
    askedMs;
    constructor(response, askedMs) {
        super(`HTTP ${response.status}`);
        this.response = response;
        this.askedMs = askedMs;
    }
}
/** Repeats a request until it is answered by something else than a passing fault, and at last hands over what came last. */
async function retry(options, attempt) {
    const run = async () => {
        const response = await attempt();
        if (retriedStatus.has(response.status))
            throw new RetriedAnswer(response, await readAskedPause(response));
        return response;
    };
    try {
        return await (0,p_retry/* default */.Ay)(run, {
            retries: options.maxAttempts - 1,
            minTimeout: Math.min(firstPauseMs, options.maxPauseMs),
            maxTimeout: options.maxPauseMs,
            randomize: true,
            signal: options.signal,
            onFailedAttempt: ({ error, retriesLeft }) => retriesLeft > 0 && mayWait(error, options) ? waitAsAsked(error, options) : undefined,
            shouldRetry: ({ error }) => mayWait(error, options),
        });
    }
    catch (error) {
        if (error instanceof RetriedAnswer)
            return error.response;
        throw error;
    }
}
async function readAskedPause(response) {
    const body = readErrorBody(await response.clone().text());
    return askedPauseMs(response.headers, body, Date.now()) ?? 0;
}
function mayWait(error, options) {
    const askedMs = error instanceof RetriedAnswer ? error.askedMs : 0;
    return askedMs <= (options.maxAskedPauseMs ?? defaultMaxAskedPauseMs);
}
async function waitAsAsked(error, { signal }) {
    const askedMs = error instanceof RetriedAnswer ? error.askedMs : 0;
    if (askedMs > 0)
        await clock/* systemClock */.m.sleep(askedMs, signal);
}

;// CONCATENATED MODULE: ./build/adapters/gemini/download.js











const download_maxRedirects = 5;
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
            onFailedAttempt: ({ error, retriesLeft }) => (retriesLeft > 0 ? download_waitAsAsked(error, options) : undefined),
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
    const { callTimeoutMs: idleTimeoutMs, signal } = options;
    const home = new URL(options.baseUrl).origin;
    let url = new URL(address);
    for (let redirects = 0; redirects <= download_maxRedirects; redirects++) {
        const headers = url.origin === home ? { 'x-goog-api-key': options.apiKey } : {};
        const message = await (0,http_get/* openBody */.B)(url, { headers, idleTimeoutMs, signal });
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
    for await (const chunk of message.setEncoding('utf8')) {
        text += chunk;
        if (text.length > maxErrorBytes)
            break;
    }
    const headers = new Headers({ 'retry-after': message.headers['retry-after'] ?? '' });
    const askedMs = askedPauseMs(headers, readErrorBody(text), Date.now());
    return fromReply(status, text, { action: `download ${options.name}`, clean: cleaner(options.apiKey), askedMs });
}
/** A refusal may name its pause; a longer one than may be waited here ends the download. */
async function download_waitAsAsked(error, options) {
    const askedMs = error instanceof errors/* ServiceError */._7 && error.isTransient ? (error.retryAfterMs ?? 0) : 0;
    if (askedMs > (options.maxAskedPauseMs ?? defaultMaxAskedPauseMs))
        throw error;
    if (askedMs > 0)
        await clock/* systemClock */.m.sleep(askedMs, options.signal);
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
    const error = rawError === undefined || rawError === null ? undefined : asObject(rawError);
    const resultFile = asText(asObject(rawResponse).responsesFile) ?? asText(asObject(metadata.output).responsesFile);
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

;// CONCATENATED MODULE: ./build/adapters/gemini/service.js







/** SDK 3.x defaults to v1, where batches, files and preview models are not documented. */
const apiVersion = 'v1beta';
/** Without a page size the list was seen empty (googleapis/python-genai#1250). */
const pageSize = 100;
/** The Gemini API through the SDK, with what the SDK drops or lacks put back (see wire.ts, job.ts, download.ts). */
function createGeminiService(options) {
    const wire = createWire(options);
    let made;
    // It remarks on a missing key when it is made: only what sends something makes it.
    const sdk = () => {
        made ??= createSdk(options, wire);
        return made;
    };
    const attempt = (action, call) => translate(action, options, wire, call);
    return {
        uploadFile: ({ path, displayName, mimeType }) => attempt('upload the requests', async () => {
            const file = await sdk().files.upload({ file: path, config: { mimeType, displayName } });
            return readFile(file);
        }),
        deleteFile: (name) => attempt(`delete ${name}`, ({ httpOptions }) => deleteFile(sdk(), name, httpOptions)),
        listFiles: ({ pageToken }) => attempt('list the uploaded files', async ({ httpOptions, heard }) => {
            await sdk().files.list({ config: { ...pageConfig(pageToken), httpOptions } });
            const { files, nextPageToken } = heard.body;
            return { files: (files ?? []).map(readFile), ...(nextPageToken ? { nextPageToken } : {}) };
        }),
        createJob: ({ model, fileName, displayName }) => {
            const action = `create a batch job for ${model}`;
            return attempt(action, async ({ httpOptions, heard }) => {
                await sdk().batches.create({ model, src: fileName, config: { displayName, httpOptions } });
                return readNamedJob(heard.body, action);
            });
        },
        getJob: (name) => attempt(`look at ${name}`, async ({ httpOptions, heard }) => {
            await sdk().batches.get({ name, config: { httpOptions } });
            return readNamedJob(heard.body, `look at ${name}`);
        }),
        listJobs: ({ pageToken }) => attempt('list the batch jobs', async ({ httpOptions, heard }) => {
            await sdk().batches.list({ config: { ...pageConfig(pageToken), httpOptions } });
            const { operations, nextPageToken } = heard.body;
            return { jobs: (operations ?? []).map(readJob), ...(nextPageToken ? { nextPageToken } : {}) };
        }),
        cancelJob: (name) => attempt(`cancel ${name}`, async ({ httpOptions }) => {
            await sdk().batches.cancel({ name, config: { httpOptions } });
        }),
        downloadFile: ({ name, path }) => attempt(`download ${name}`, () => downloadResult({ ...options, apiVersion, name, path })),
    };
}
function createSdk({ apiKey, baseUrl }, wire) {
    return new node/* GoogleGenAI */.M4({
        apiKey,
        apiVersion,
        // An environment that asks for Vertex must not redirect the key.
        enterprise: false,
        httpOptions: { baseUrl, fetch: wire },
    });
}
function pageConfig(pageToken) {
    return { pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
}
function tap(wire) {
    const heard = { body: {}, askedMs: undefined };
    const tapped = async (url, init) => {
        const response = await wire(url, init);
        const text = await response.clone().text();
        if (response.ok)
            heard.body = text === '' ? {} : JSON.parse(text);
        else
            heard.askedMs = askedPauseMs(response.headers, readErrorBody(text), Date.now());
        return response;
    };
    return { httpOptions: { fetch: tapped }, heard };
}
async function translate(action, options, wire, call) {
    const line = tap(wire);
    try {
        return await call(line);
    }
    catch (error) {
        if (options.signal.aborted)
            throw options.signal.reason;
        throw error instanceof errors/* ServiceError */._7 ? error : toServiceError(error, action, options.apiKey, line.heard.askedMs);
    }
}
/** A file that is gone is deleted: the answer to an earlier try may have been lost, or its time was over. */
async function deleteFile(sdk, name, httpOptions) {
    try {
        await sdk.files.delete({ name, config: { httpOptions } });
    }
    catch (error) {
        const isGone = error instanceof node/* ApiError */.hD &&
            (error.status === 404 || (error.status === 403 && /may not exist/i.test(error.message)));
        if (!isGone)
            throw error;
    }
}
/** A job without a name could never be found again: such an answer says nothing of what happened. */
function readNamedJob(operation, action) {
    const job = readJob(operation);
    if (job.name === '')
        throw new errors/* ServiceError */._7('the reply names no job', { action });
    return job;
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
