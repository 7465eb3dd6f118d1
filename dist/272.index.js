export const id = 272;
export const ids = [272];
export const modules = {

/***/ 46512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ openBody)
/* harmony export */ });
/* harmony import */ var _actions_http_client__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44942);

/**
 * Asks for a large body and hands it over as a stream, whatever its status; redirects are the caller's to follow. A server
 * that falls silent is an error, and an abort ends the request at once: neither leaves a socket that holds the process.
 */
async function openBody(url, { headers = {}, idleTimeoutMs, signal }) {
    signal.throwIfAborted();
    const client = new _actions_http_client__WEBPACK_IMPORTED_MODULE_0__/* .HttpClient */ .Qq('gemini-batch-eval', [], { allowRedirects: false, socketTimeout: idleTimeoutMs });
    const aborted = Promise.withResolvers();
    const onAbort = () => {
        client.dispose();
        aborted.reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        const { message } = await Promise.race([client.get(url.href, { ...headers }), aborted.promise]);
        // The client itself only half closes a connection that fell silent; a peer that is gone never answers to that.
        message.setTimeout(idleTimeoutMs, () => message.destroy(new Error(`no bytes came for ${idleTimeoutMs / 1000} s`)));
        return message;
    }
    finally {
        signal.removeEventListener('abort', onAbort);
    }
}


/***/ }),

/***/ 68272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createCleaner: () => (/* binding */ createCleaner),
  createTeller: () => (/* binding */ createTeller),
  createWorld: () => (/* binding */ createWorld),
  redirectedBaseUrl: () => (/* binding */ redirectedBaseUrl)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/inputs/base-url.js
var base_url = __webpack_require__(6607);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/adapters/checkout.js


const timeoutMs = 10_000;
/** A container's user need not own the workspace. */
const trusting = ['-c', 'safe.directory=*'];
/** The commit that is checked out in a directory, with its parents (which a shallow clone tells, too); undefined where git knows none. */
async function readCheckout(directory) {
    const git = async (...command) => (await (0,external_node_util_.promisify)(external_node_child_process_.execFile)('git', [...trusting, '-C', directory, ...command], { timeout: timeoutMs })).stdout;
    try {
        const sha = (await git('rev-parse', 'HEAD')).trim();
        const commit = await git('cat-file', 'commit', 'HEAD');
        const [header = ''] = commit.split('\n\n');
        return { sha, parents: [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent) };
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/adapters/clock.js + 1 modules
var clock = __webpack_require__(15217);
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
// EXTERNAL MODULE: ./build/adapters/http-get.js
var http_get = __webpack_require__(46512);
;// CONCATENATED MODULE: ./build/adapters/dataset.js







const defaultIdleTimeoutMs = 60_000;
const maxRedirects = 5;
const maxAttempts = 4;
/** Finds datasets on disk; an address is fetched once, whole. */
function createDatasetLocator(options) {
    const fetched = new Map();
    return async (source) => {
        if (source.kind === 'file')
            return source.path;
        const fetching = fetched.get(source.url) ?? fetchDataset(source.url, options);
        fetched.set(source.url, fetching);
        return fetching;
    };
}
async function fetchDataset(address, options) {
    const { origin, pathname, search } = new URL(address);
    const action = `fetch the dataset ${origin}${pathname}`;
    const path = (0,external_node_path_.join)(await (0,promises_.mkdtemp)((0,external_node_path_.join)(options.temp, 'dataset-')), 'dataset.jsonl');
    const attempt = async () => {
        const message = await request(address, action, options);
        const announced = message.headers['content-length'];
        await (0,external_node_stream_promises_.pipeline)(message, (0,external_node_fs_.createWriteStream)(path), { signal: options.signal });
        const { size } = await (0,promises_.stat)(path);
        if (announced !== undefined && Number(announced) !== size)
            throw new errors/* ServiceError */._7(`${size} of ${announced} bytes arrived`, { action });
        return path;
    };
    try {
        return await (0,p_retry/* default */.Ay)(attempt, {
            retries: maxAttempts - 1,
            minTimeout: Math.min(1000, options.maxPauseMs),
            maxTimeout: options.maxPauseMs,
            randomize: true,
            signal: options.signal,
            shouldRetry: ({ error }) => !(error instanceof errors/* ServiceError */._7) || error.isTransient,
        });
    }
    catch (error) {
        if (options.signal.aborted || error instanceof errors/* ServiceError */._7)
            throw error;
        // The client's own messages quote the address with its query, which may be a signature.
        const words = error instanceof Error ? error.message : String(error);
        throw new errors/* ServiceError */._7(search === '' ? words : words.replaceAll(search, ''), { action });
    }
}
async function request(address, action, options) {
    const { idleTimeoutMs = defaultIdleTimeoutMs, signal } = options;
    let url = new URL(address);
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
        if (url.protocol !== 'https:')
            throw new errors/* ServiceError */._7('it redirects to an address without https', { action, status: 310 });
        const message = await (0,http_get/* openBody */.B)(url, { idleTimeoutMs, signal });
        const status = message.statusCode ?? 0;
        if (status === 200)
            return message;
        message.resume();
        if (status < 300 || status >= 400 || message.headers.location === undefined)
            throw new errors/* ServiceError */._7('the server did not hand it out', { action, status });
        url = new URL(message.headers.location, url);
    }
    throw new errors/* ServiceError */._7('too many redirects', { action, status: 310 });
}

// EXTERNAL MODULE: ./build/adapters/files.js
var files = __webpack_require__(63058);
// EXTERNAL MODULE: ./build/adapters/file-errors.js
var file_errors = __webpack_require__(33771);
;// CONCATENATED MODULE: ./build/adapters/output-directory.js




/** Where the run's files go: the directory of the input, made if need be, or a new one in `temp`. Throws InputError. */
async function makeOutputDirectory(place) {
    const { outputDirectory, workingDirectory, temp } = place;
    if (outputDirectory === undefined)
        return (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, 'gemini-batch-eval-'));
    const path = (0,external_node_path_.resolve)(workingDirectory, outputDirectory);
    try {
        await (0,promises_.mkdir)(path, { recursive: true });
        await (0,promises_.access)(path, promises_.constants.W_OK | promises_.constants.X_OK);
        return await (0,promises_.realpath)(path);
    }
    catch (error) {
        throw new errors/* InputError */.dz([{ input: 'output-directory', received: outputDirectory, message: problemOf(error) }]);
    }
}
function problemOf(error) {
    const code = (0,file_errors/* codeOf */.$N)(error);
    if (code === 'EEXIST' || code === 'ENOTDIR')
        return 'is a file, or lies below one; it must be a directory';
    return `cannot be written to: ${(0,file_errors/* wordsOf */.Z9)(error)}`;
}

// EXTERNAL MODULE: ./build/adapters/runner.js
var runner = __webpack_require__(49135);
;// CONCATENATED MODULE: ./build/adapters/world.js










/** Address of the service unless GOOGLE_GEMINI_BASE_URL redirects all its traffic. */
const defaultBaseUrl = 'https://generativelanguage.googleapis.com';
const callTimeoutMs = 60_000;
const world_maxAttempts = 6;
/** A cancelled run has 7.5 s between SIGINT and SIGTERM for everything it cleans up. */
const cleaning = { maxPauseMs: 500, maxAskedPauseMs: 2000, maxAttempts: 2, callTimeoutMs: 2500 };
const never = new AbortController().signal;
/** The real world. Heavy parts are loaded here, when a run needs them, and not with the first line of the log. */
async function createWorld(options) {
    const { context, longestPauseMs, signal } = options;
    const temp = process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)();
    const github = await loadGitHub(options);
    return {
        clock: clock/* systemClock */.m,
        log: runner/* stepLog */.tV,
        files: files/* localFiles */.Jd,
        runner: runner/* stepRunner */.HL,
        context,
        readCheckout: () => readCheckout(options.workingDirectory),
        signal,
        uniqueId: (0,external_node_crypto_.randomUUID)(),
        gemini: await createGemini(options.geminiApiKey, {
            maxPauseMs: longestPauseMs,
            maxAttempts: world_maxAttempts,
            callTimeoutMs,
            signal,
        }),
        github,
        artifacts: await loadArtifacts(context, github),
        vault: await loadVault(options.geminiApiKey),
        outputDirectory: await makeOutputDirectory({ ...options, temp }),
        limits: readLimits(process.env[shardBytesName]),
        locateDataset: createDatasetLocator({ temp, maxPauseMs: longestPauseMs, signal }),
    };
}
/** What the post step needs to tell GitHub of a run that was cancelled. */
async function createTeller(options) {
    const { context } = options;
    const github = await loadGitHub({ ...options, longestPauseMs: cleaning.maxPauseMs, signal: never });
    return { context, github, artifacts: await loadArtifacts(context, github), log: runner/* stepLog */.tV };
}
/** The service for calls that must go through after a cancel, and quickly. */
function createCleaner(geminiApiKey) {
    return createGemini(geminiApiKey, { ...cleaning, signal: never });
}
/** For tests: cuts request files at so many bytes, below the service's own limits. */
const shardBytesName = 'GEMINI_BATCH_EVAL_SHARD_BYTES';
function readLimits(text = '') {
    if (text === '')
        return undefined;
    if (/^[1-9]\d*$/.test(text))
        return { maxBytes: Number(text) };
    throw new errors/* InputError */.dz([{ input: shardBytesName, received: text, message: 'must be a number of bytes' }]);
}
/** The address that GOOGLE_GEMINI_BASE_URL names, if it is set. Throws InputError when it names none. */
function redirectedBaseUrl() {
    const text = process.env[base_url/* baseUrlName */.kc]?.trim() ?? '';
    if (text === '')
        return undefined;
    const parsed = (0,base_url/* parseBaseUrl */.Q2)(text);
    if ('value' in parsed)
        return parsed.value;
    throw new errors/* InputError */.dz([{ input: base_url/* baseUrlName */.kc, received: (0,base_url/* showBaseUrl */.KN)(text), message: parsed.problem }]);
}
async function createGemini(apiKey, wire) {
    const { createGeminiService } = await Promise.all(/* import() */[__webpack_require__.e(964), __webpack_require__.e(686)]).then(__webpack_require__.bind(__webpack_require__, 46686));
    return createGeminiService({ ...wire, apiKey: apiKey ?? '', baseUrl: redirectedBaseUrl()?.href ?? defaultBaseUrl });
}
async function loadGitHub(options) {
    const { githubToken: token, context, longestPauseMs: maxPauseMs, signal } = options;
    if (token === undefined || context.repository === '')
        return undefined;
    const { createGitHub } = await Promise.all(/* import() */[__webpack_require__.e(351), __webpack_require__.e(663), __webpack_require__.e(893)]).then(__webpack_require__.bind(__webpack_require__, 19893));
    return createGitHub({ token, repository: context.repository, maxPauseMs, signal });
}
async function loadArtifacts(context, github) {
    if (!process.env.ACTIONS_RUNTIME_TOKEN || !process.env.ACTIONS_RESULTS_URL)
        return undefined;
    const { createArtifactStore } = await Promise.all(/* import() */[__webpack_require__.e(351), __webpack_require__.e(830), __webpack_require__.e(220), __webpack_require__.e(630)]).then(__webpack_require__.bind(__webpack_require__, 14630));
    const startOfAttempt = async () => {
        const run = await github?.getRun(Number(context.runId)).catch(() => undefined);
        const { startedAt = '', createdAt = '' } = run?.attempt === context.attempt ? run : {};
        // A later attempt began after the run was created: a time that does not say so is not this attempt's.
        return Date.parse(startedAt) > Date.parse(createdAt) ? startedAt : undefined;
    };
    return createArtifactStore({ ...context, startOfAttempt });
}
async function loadVault(apiKey) {
    if (apiKey === undefined)
        return undefined;
    const { createVault } = await __webpack_require__.e(/* import() */ 731).then(__webpack_require__.bind(__webpack_require__, 40731));
    return createVault(apiKey);
}


/***/ }),

/***/ 74995:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ay: () => (/* binding */ pRetry)
});

// UNUSED EXPORTS: AbortError, makeRetriable

;// CONCATENATED MODULE: ./node_modules/is-network-error/index.js
const objectToString = Object.prototype.toString;

const isError = value => objectToString.call(value) === '[object Error]';

const errorMessages = new Set([
	'network error', // Chrome
	'NetworkError when attempting to fetch resource.', // Firefox
	'The Internet connection appears to be offline.', // Safari 16
	'Network request failed', // `cross-fetch`
	'fetch failed', // Undici (Node.js)
	'terminated', // Undici (Node.js)
	' A network error occurred.', // Bun (WebKit)
	'Network connection lost', // Cloudflare Workers (fetch)
]);

function isNetworkError(error) {
	const isValid = error
		&& isError(error)
		&& error.name === 'TypeError'
		&& typeof error.message === 'string';

	if (!isValid) {
		return false;
	}

	const {message, stack} = error;

	// Safari 17+ has generic message but no stack for network errors
	if (message === 'Load failed' || (message.startsWith('Load failed (') && message.endsWith(')'))) {
		return stack === undefined
			// Sentry adds its own stack trace to the fetch error, so also check for that
			|| '__sentry_captured__' in error;
	}

	// Deno network errors start with specific text
	if (message.startsWith('error sending request for url')) {
		return true;
	}

	// Chrome: exact "Failed to fetch" or with hostname: "Failed to fetch (example.com)"
	if (message === 'Failed to fetch' || (message.startsWith('Failed to fetch (') && message.endsWith(')'))) {
		return true;
	}

	// Standard network error messages
	return errorMessages.has(message);
}

;// CONCATENATED MODULE: ./node_modules/p-retry/index.js


function validateRetries(retries) {
	if (typeof retries === 'number') {
		if (retries < 0) {
			throw new TypeError('Expected `retries` to be a non-negative number.');
		}

		if (Number.isNaN(retries)) {
			throw new TypeError('Expected `retries` to be a valid number or Infinity, got NaN.');
		}

		// Not `Number.isSafeInteger`, which would reject a huge `retries`. That is accepted on purpose and behaves as effectively forever.
		// eslint-disable-next-line unicorn/prefer-number-is-safe-integer
		if (Number.isFinite(retries) && !Number.isInteger(retries)) {
			throw new TypeError('Expected `retries` to be a non-negative integer or Infinity.');
		}
	} else if (retries !== undefined) {
		throw new TypeError('Expected `retries` to be a number or Infinity.');
	}
}

function validateNumberOption(name, value, {allowInfinity = false} = {}) {
	if (typeof value !== 'number' || Number.isNaN(value)) {
		throw new TypeError(`Expected \`${name}\` to be a number${allowInfinity ? ' or Infinity' : ''}.`);
	}

	if (!allowInfinity && !Number.isFinite(value)) {
		throw new TypeError(`Expected \`${name}\` to be a finite number.`);
	}

	if (value < 0) {
		throw new TypeError(`Expected \`${name}\` to be \u{2265} 0.`);
	}
}

function validateOption(name, value, type) {
	// `null` means "not provided", as it does for the other options. `unref` needs this because it is the one option with no default of its own.
	if (value === undefined || value === null) {
		return;
	}

	if (typeof value !== type) {
		throw new TypeError(`Expected \`${name}\` to be a ${type}.`);
	}
}

function validateSignal(value) {
	// `null` means "not provided", as it does for the other options.
	if (value === undefined || value === null) {
		return;
	}

	// Duck typed rather than `instanceof`, so a signal from another realm still works. All three methods are checked because `removeEventListener` is called from inside a timer callback, where a `TypeError` would be an uncaught exception rather than a rejection the caller could catch.
	if (typeof value.throwIfAborted !== 'function'
		|| typeof value.addEventListener !== 'function'
		|| typeof value.removeEventListener !== 'function') {
		throw new TypeError('Expected `signal` to be an AbortSignal.');
	}
}

class AbortError extends Error {
	constructor(message) {
		super(typeof message === 'string' ? message : undefined);

		this.name = 'AbortError';

		if (message instanceof Error) {
			this.originalError = message;
			({message} = message);
		} else {
			// Created here, so it already captures every caller frame. Copying `this.stack` instead would only rewrite the header, which is rendered lazily from `name` and `message` at read time. It also stringifies a non-string message, so reuse its result below.
			this.originalError = new Error(message);
			({message} = this.originalError);

			// The caller sees this error, so the frame for this constructor is dropped where the runtime supports it. Left in, the top frame blames p-retry for an error the caller threw. An error the caller passed keeps its own stack, which points at their throw site already. V8-only, hence the lint exception, and the optional call leaves the stack as it is where it is missing.
			// eslint-disable-next-line unicorn/no-nonstandard-builtin-properties
			Error.captureStackTrace?.(this.originalError, AbortError);
		}

		this.message = message;
	}
}

// `setTimeout` cannot represent a longer delay and fires it right away instead, which turns a long backoff into a tight retry loop. Cap at the largest value it can still hold.
const maximumDelay = (2 ** 31) - 1;

function calculateDelay(retriesConsumed, options) {
	// Nothing to wait for, and multiplying by a factor that has grown to `Infinity` would give `NaN`.
	if (options.minTimeout === 0) {
		return 0;
	}

	// `retriesConsumed` starts at 0 and only ever counts up, so the first retry is already attempt 1.
	const attempt = retriesConsumed + 1;
	const random = options.randomize ? (Math.random() + 1) : 1;

	const timeout = Math.round(random * options.minTimeout * (options.factor ** (attempt - 1)));

	// `maxTimeout` rounds up, so a fractional cap still gives a whole number of milliseconds. Rounding down would turn a cap below 1 into no timer at all, which never yields to the event loop. `Math.ceil(Infinity)` is `Infinity`.
	return Math.min(timeout, Math.ceil(options.maxTimeout), maximumDelay);
}

function calculateRemainingTime(start, max) {
	return Number.isFinite(max) ? max - (performance.now() - start) : max;
}

async function delayForRetry(delay, options) {
	if (delay <= 0) {
		return;
	}

	await new Promise((resolve, reject) => {
		// Registered with `once`, so it removes itself when it fires.
		const onAbort = () => {
			clearTimeout(timeoutToken);
			reject(options.signal.reason);
		};

		const timeoutToken = setTimeout(() => {
			options.signal?.removeEventListener('abort', onAbort);
			resolve();
		}, delay);

		if (options.unref) {
			timeoutToken.unref?.();
		}

		options.signal?.addEventListener('abort', onAbort, {once: true});
	});
}

// Stringifying a thrown value can itself throw, for an object with no usable `toString`. That must never be allowed to replace the failure the caller is actually dealing with.
//
// A thrown value whose own accessors or proxy traps throw is not supported, here or anywhere else. It comes from the caller's own code, so it is not something to defend against.
function stringifyThrownValue(value) {
	try {
		return String(value);
	} catch {
		return Object.prototype.toString.call(value);
	}
}

// `AbortError` wraps the error the caller actually wants, and the wrappers can be nested, so keep unwrapping until the cause is reached. Otherwise an `AbortError` would escape `pRetry` and a `catch` doing `error instanceof AbortError` would read a real failure as a cancellation.
//
// Two wrappers whose `originalError` points at each other are not supported, like the thrown values above.
function unwrapAbortError(error) {
	let cause = error;

	// A wrapper with no error to unwrap to is the cause as far as it goes.
	while (cause instanceof AbortError && cause.originalError instanceof Error) {
		cause = cause.originalError;
	}

	return cause;
}

async function onAttemptFailure({error, attemptNumber, retriesConsumed, startTime, options}) {
	// The signal is checked after the operation and after every callback, so a cancellation is never reported as an operation failure or a callback's decision, and no callback runs after it. The last check also guards the delay, whose abort listener never fires on a signal that is already aborted.
	const abortIfNeeded = () => {
		options.signal?.throwIfAborted();
	};

	const normalizedError = error instanceof Error
		? error
		: new TypeError(`Non-error was thrown: "${stringifyThrownValue(error)}". You should only throw errors.`);

	// Checked before unwrapping an `AbortError`, because the reason a caller aborted with is final. Unwrapping it would replace the reason they chose with whatever is inside it, and it would also let an `AbortError` from the operation outrank a cancellation the caller asked for.
	abortIfNeeded();

	if (normalizedError instanceof AbortError) {
		throw unwrapAbortError(normalizedError);
	}

	// `retriesConsumed` only ever advances while `retriesLeft` is above 0, so this is never negative. `Infinity` minus a finite count is `Infinity`, so an unlimited budget needs no special case.
	const retriesLeft = options.retries - retriesConsumed;

	// A `TypeError` normally means the operation itself is broken rather than the thing it was trying to reach, so retrying it does not help. A network `TypeError` is the exception, and its message differs per runtime, so it has to be recognised rather than assumed.
	const isRetriableError = !(normalizedError instanceof TypeError) || isNetworkError(normalizedError);

	// Out of time already, out of retries, or a failure that is never retried, so the delay is 0 and the callbacks are told that no retry follows. Only computed when a retry can still follow, so a randomized delay does not draw from `Math.random` for a wait that is never taken.
	const timeLeft = calculateRemainingTime(startTime, options.maxRetryTime);
	const delayTime = isRetriableError && timeLeft > 0 && retriesLeft > 0 ? calculateDelay(retriesConsumed, options) : 0;

	const consumeRetryContext = Object.freeze({
		error: normalizedError,
		attemptNumber,
		retriesLeft,
		retriesConsumed,
		retryDelay: delayTime,
	});

	// No answer means no opinion, so fall back to the default. Treating it as `false` instead would leave `retries` uncounted and let the loop run forever.
	const consumeRetry = (await options.shouldConsumeRetry(consumeRetryContext)) ?? true;

	abortIfNeeded();

	const effectiveDelay = consumeRetry ? delayTime : 0;
	const context = Object.freeze({
		error: normalizedError,
		attemptNumber,
		retriesLeft,
		retriesConsumed,
		retryDelay: effectiveDelay,
	});

	await options.onFailedAttempt(context);

	abortIfNeeded();

	const remainingTime = calculateRemainingTime(startTime, options.maxRetryTime);

	// No time or budget left, or a failure that retrying cannot help with.
	if (
		!isRetriableError
		|| remainingTime <= 0
		|| retriesLeft <= 0
	) {
		throw normalizedError;
	}

	const shouldRetry = await options.shouldRetry(context);

	abortIfNeeded();

	if (!shouldRetry) {
		throw normalizedError;
	}

	const remainingTimeAfterShouldRetry = calculateRemainingTime(startTime, options.maxRetryTime);

	if (remainingTimeAfterShouldRetry <= 0) {
		throw normalizedError;
	}

	if (!consumeRetry) {
		return false;
	}

	await delayForRetry(Math.min(effectiveDelay, remainingTimeAfterShouldRetry), options);

	return true;
}

async function pRetry(input, options = {}) {
	options = {...options};

	// Applied before validating, so that `null` means "not provided" here as it does for every other option.
	options.retries ??= 10;

	validateRetries(options.retries);

	if (Object.hasOwn(options, 'forever')) {
		throw new Error('The `forever` option is no longer supported. For many use-cases, you can set `retries: Infinity` instead.');
	}

	options.factor ??= 2;
	options.minTimeout ??= 1000;
	options.maxTimeout ??= Infinity;
	options.maxRetryTime ??= Infinity;
	options.randomize ??= false;
	options.onFailedAttempt ??= () => {};
	options.shouldRetry ??= () => true;
	options.shouldConsumeRetry ??= () => true;

	// Validate the options that have a runtime type to check.
	validateOption('onFailedAttempt', options.onFailedAttempt, 'function');
	validateOption('shouldRetry', options.shouldRetry, 'function');
	validateOption('shouldConsumeRetry', options.shouldConsumeRetry, 'function');
	validateOption('randomize', options.randomize, 'boolean');
	validateOption('unref', options.unref, 'boolean');
	validateSignal(options.signal);
	validateNumberOption('factor', options.factor);
	validateNumberOption('minTimeout', options.minTimeout);
	validateNumberOption('maxTimeout', options.maxTimeout, {allowInfinity: true});
	validateNumberOption('maxRetryTime', options.maxRetryTime, {allowInfinity: true});

	// A negative factor is rejected above, so this only catches `0`. Treat it as `1` to keep the delay constant instead of dropping to zero after the first retry.
	if (options.factor === 0) {
		options.factor = 1;
	}

	options.signal?.throwIfAborted();

	let attemptNumber = 0;
	let retriesConsumed = 0;
	const startTime = performance.now();

	// A consumed count is always finite, so `Infinity` keeps this true and needs no special case.
	while (retriesConsumed <= options.retries) {
		attemptNumber++;

		try {
			options.signal?.throwIfAborted();

			const result = await input(attemptNumber);

			options.signal?.throwIfAborted();

			return result;
		} catch (error) {
			if (await onAttemptFailure({
				error,
				attemptNumber,
				retriesConsumed,
				startTime,
				options,
			})) {
				retriesConsumed++;
			}
		}
	}

	// Unreachable: `onAttemptFailure` throws once `retriesLeft` reaches 0, which is the same state the loop condition tests, so the loop is always left by a throw. Kept as a guard against a future change to either side breaking that pairing.
	throw new Error('Retry attempts exhausted without throwing an error.');
}

function makeRetriable(function_, options) {
	return function (...arguments_) {
		return pRetry(() => function_.apply(this, arguments_), options);
	};
}


/***/ })

};
