export const id = 293;
export const ids = [293];
export const modules = {

/***/ 81799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NA: () => (/* binding */ sameDataset),
/* harmony export */   bH: () => (/* binding */ UnusableBaselineError),
/* harmony export */   ms: () => (/* binding */ maxListedKeys)
/* harmony export */ });
const maxListedKeys = 100;
const sameDataset = {
    added: { count: 0, keys: [] },
    removed: { count: 0, keys: [] },
    changed: { count: 0, keys: [] },
};
/** A baseline that was found and cannot be used; the message says why, as the end of a sentence that begins with its name. */
class UnusableBaselineError extends Error {
    name = 'UnusableBaselineError';
    /** Its run was still at work; a collector may have finished it since. */
    isPending;
    /** It is whole, and of something else: other checks, models or rows. */
    isOther;
    constructor(fault, { isPending = false, isOther = false } = {}) {
        super(fault);
        this.isPending = isPending;
        this.isOther = isOther;
    }
}


/***/ }),

/***/ 76970:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ isOfBranch),
/* harmony export */   F: () => (/* binding */ isMerge)
/* harmony export */ });
/** Events that evaluate the branch itself; for a pull request that is its head, merged into the base. */
const branchEvents = ['push', 'schedule', 'merge_group', 'pull_request', 'workflow_dispatch'];
/**
 * Whether a run evaluated the branch that it stands under. One for a comment on a pull request, or one that was started by hand for
 * a pull request, stands under the default branch and evaluated something else. What is not known does not speak against it.
 */
function isOfBranch({ event, pullRequest }) {
    if (event === null)
        return true;
    return branchEvents.includes(event) && (event !== 'workflow_dispatch' || pullRequest === null);
}
/** Whether a run evaluated its branch merged into another one: what it says of the branch, the branch's own runs say better. */
function isMerge({ event }) {
    return event === 'pull_request';
}


/***/ }),

/***/ 23172:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mi: () => (/* binding */ unansweredCreates),
/* harmony export */   _f: () => (/* binding */ unite),
/* harmony export */   dm: () => (/* binding */ nothingBought)
/* harmony export */ });
const nothingBought = new Map();
/** What two processes have bought. */
function unite(one, other) {
    const all = new Map(one);
    for (const [displayName, { names, creates }] of other) {
        const known = all.get(displayName) ?? { names: [], creates: 0 };
        all.set(displayName, { names: [...new Set([...known.names, ...names])], creates: known.creates + creates });
    }
    return all;
}
/** Creates of which nothing came: each may have made a job that does not show. */
function unansweredCreates({ names, creates }) {
    return names.length > 0 ? 0 : creates;
}


/***/ }),

/***/ 60782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wy: () => (/* binding */ labelOf),
/* harmony export */   e6: () => (/* binding */ follow),
/* harmony export */   rd: () => (/* binding */ pathOfShard)
/* harmony export */ });
/** What the log calls a job: its model, and its shard where there are several. */
function labelOf({ model, shard }) {
    return shard.count === 1 ? model : `${model}, shard ${shard.index + 1} of ${shard.count}`;
}
/** Where a job's own results go until they are joined. */
function pathOfShard({ resultPath, shard }) {
    return shard.count === 1 ? resultPath : `${resultPath}.shard-${shard.index + 1}`;
}
/** The job as it was seen last, or the twin that was waited for in its stead. */
function follow({ plan, job, isTakenOver }, seen) {
    const last = seen.find(({ name }) => name === job.name) ??
        seen.find(({ displayName }) => displayName === plan.displayName) ??
        job;
    return { plan, job: last, isTakenOver: isTakenOver || last.name !== job.name };
}


/***/ }),

/***/ 52258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ pauseMs)
/* harmony export */ });
const elapsedShare = 0.02;
const jitterShare = 0.1;
/**
 * The pause before the next look at the jobs, in milliseconds: 2% of the time waited so far, at least half the longest pause
 * and never above it, give or take 10%. Against a fixed pause it notices the end of short jobs sooner and asks less of long ones.
 */
function pauseMs(waitedMs, longestPauseMs, random) {
    const pause = Math.max(longestPauseMs / 2, waitedMs * elapsedShare);
    const jittered = pause * (1 - jitterShare + 2 * jitterShare * random);
    return Math.min(longestPauseMs, jittered);
}


/***/ }),

/***/ 28644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ backOffMs),
/* harmony export */   Z: () => (/* binding */ isPutOff)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** Whether a visit is broken off for this: an outage says nothing of the answers, and a later visit will find them. */
function isPutOff({ isVisit, comesAgain }, error) {
    return isVisit === true && comesAgain === true && (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7) || error.isTransient);
}
const firstPauseMs = 2000;
/** The pause before try `attempt` (from 1) of something that failed: doubling, bounded, or as long as the service asked. */
function backOffMs(tools, attempt, askedMs) {
    if (askedMs !== undefined)
        return askedMs;
    return Math.min(tools.longestPauseMs, firstPauseMs * 2 ** (attempt - 1)) * (0.75 + tools.clock.random() / 4);
}


/***/ }),

/***/ 29096:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ox: () => (/* binding */ Watch),
  Bk: () => (/* binding */ maxRefusedLooks),
  t2: () => (/* binding */ whyHidden)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/batch/find-jobs.js
var find_jobs = __webpack_require__(10649);
// EXTERNAL MODULE: ./build/batch/job-plan.js
var job_plan = __webpack_require__(60782);
// EXTERNAL MODULE: ./build/batch/pages.js
var pages = __webpack_require__(22443);
;// CONCATENATED MODULE: ./build/batch/progress.js
/** How many jobs a line of the log names. */
const maxNamedJobs = 6;
/** How far a job has come, for the end of a line; nothing where the service does not say. */
function describeProgress({ stats }) {
    if (stats === undefined || stats.requests === 0)
        return '';
    const failed = stats.failed > 0 ? `, ${stats.failed} failed` : '';
    return ` (${stats.succeeded} of ${stats.requests} answered${failed})`;
}
/** The jobs that are at work, on one line. */
function describeOpen(open, labelOf) {
    const named = open
        .slice(0, maxNamedJobs)
        .map((job) => `${labelOf(job)} ${job.state}${describeProgress(job)}`)
        .join(', ');
    return open.length > maxNamedJobs ? `${named} and ${open.length - maxNamedJobs} more` : named;
}

// EXTERNAL MODULE: ./build/batch/states.js
var states = __webpack_require__(95065);
;// CONCATENATED MODULE: ./build/batch/watch.js






/** SUCCEEDED was seen before the result file was named: how many further looks it is given. */
const looksForResultFile = 10;
/** Refusals in a row (a revoked key, say) after which waiting on makes no sense. */
const maxRefusedLooks = 3;
const heartbeatMs = 10 * 60_000;
/** Keeps an eye on jobs: what they were like when seen last, and what is said about it. */
class Watch {
    #tools;
    #jobs;
    /** What the log calls jobs, by display name: twins share it. */
    #labels;
    #onChange;
    #looksWithoutFile = new Map();
    /** How often a job was refused by name. */
    #refusals = new Map();
    /** The jobs that the present look has come by. */
    #listed = new Map();
    #refusedLooks = 0;
    #lastLine = 0;
    constructor(tools, held, onChange) {
        this.#tools = tools;
        this.#jobs = new Map(held.map(({ job }) => [job.name, job]));
        this.#labels = new Map(held.map(({ plan }) => [plan.displayName, (0,job_plan/* labelOf */.Wy)(plan)]));
        this.#onChange = onChange;
        this.#lastLine = tools.clock.now();
    }
    get jobs() {
        return [...this.#jobs.values()];
    }
    /** Names of those that are not over: at work, or without the file that they owe. */
    get open() {
        return new Set(this.jobs.filter((job) => !this.#isSettled(job)).map(({ name }) => name));
    }
    get isOver() {
        return this.open.size === 0;
    }
    async look() {
        try {
            await this.#lookAtAll();
            this.#refusedLooks = 0;
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7))
                throw error;
            this.#refusedLooks = error.isTransient ? 0 : this.#refusedLooks + 1;
            if (this.#refusedLooks >= maxRefusedLooks)
                throw error;
            this.#tools.log.info(`${error.message}; looking again later`);
        }
        this.#beat();
    }
    #isSettled(job) {
        if (!(0,states/* hasEnded */.hY)(job))
            return false;
        if (!(0,states/* hasResults */.pd)(job) || job.resultFile !== undefined)
            return true;
        return (this.#looksWithoutFile.get(job.name) ?? 0) >= looksForResultFile;
    }
    /** One list for all; the list is left as soon as all were seen, and what it does not show is asked for by name. */
    async #lookAtAll() {
        this.#listed.clear();
        const open = new Set(this.open);
        if (open.size === 0)
            return;
        for await (const jobs of (0,pages/* pagesOfJobs */.E)(this.#tools.gemini)) {
            for (const job of jobs)
                if (open.delete(job.name))
                    this.#see(job);
            this.#followTwins(jobs);
            if (open.size === 0)
                return;
        }
        for (const name of open)
            this.#see(await this.#get(name));
    }
    /**
     * Another writer of the same job may have come to the end of its race later, and cancelled ours in favour of its own. A
     * younger job stands before ours in the list.
     */
    #followTwins(listed) {
        for (const job of listed)
            this.#listed.set(job.name, job);
        for (const lost of this.jobs.filter(({ state, displayName }) => state === 'CANCELLED' && displayName !== '')) {
            const twin = (0,find_jobs/* chooseTwin */.QA)([...this.#listed.values()].filter(({ displayName }) => displayName === lost.displayName));
            if (twin === undefined || this.#jobs.has(twin.name))
                continue;
            this.#jobs.delete(lost.name);
            this.#say(`${this.#labelOf(lost)}: ${lost.name} was cancelled in favour of ${twin.name}, which is waited for instead`);
            this.#see(twin);
        }
    }
    /**
     * A list that was answered shows that the key is good: a job that is refused all the same, several times since a new one may
     * show late, will not be had later either.
     */
    async #get(name) {
        try {
            return await this.#tools.gemini.getJob(name);
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7) || error.isTransient)
                throw error;
            const last = this.#jobs.get(name);
            const refusals = (this.#refusals.get(name) ?? 0) + 1;
            this.#refusals.set(name, refusals);
            if (last !== undefined && refusals < maxRefusedLooks)
                return last;
            return {
                displayName: '',
                model: '',
                ...last,
                name,
                state: 'FAILED',
                error: { code: error.status ?? 0, message: whyHidden(error) },
            };
        }
    }
    #see(job) {
        const before = this.#jobs.get(job.name);
        this.#jobs.set(job.name, job);
        if ((0,states/* hasResults */.pd)(job) && job.resultFile === undefined) {
            this.#looksWithoutFile.set(job.name, (this.#looksWithoutFile.get(job.name) ?? 0) + 1);
        }
        if (before?.state === job.state && before.resultFile === job.resultFile)
            return;
        this.#onChange(job);
        if (before?.state !== job.state)
            this.#say(`${this.#labelOf(job)}: ${job.state}${describeProgress(job)}`);
    }
    #say(line) {
        this.#tools.log.info(line);
        this.#lastLine = this.#tools.clock.now();
    }
    #beat() {
        const now = this.#tools.clock.now();
        if (now - this.#lastLine < heartbeatMs || this.isOver)
            return;
        const open = this.jobs.filter((job) => !(0,states/* hasEnded */.hY)(job));
        this.#say(`Still waiting: ${describeOpen(open, (job) => this.#labelOf(job))} (until ${new Date(this.#tools.deadline).toISOString()})`);
    }
    #labelOf(job) {
        return this.#labels.get(job.displayName) ?? (job.model || job.name);
    }
}
/** What it means that a job cannot be looked at, although the key is good. */
function whyHidden({ status, reason }) {
    return status === 404
        ? 'the service does not know this job; it was deleted, or belongs to another key'
        : `the service does not show this job: ${reason}`;
}


/***/ }),

/***/ 48479:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ requestsOnly),
/* harmony export */   c: () => (/* binding */ fingerprintOfRow)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

const requestsOnly = { expected: false, logged: false, tags: false };
const tagDigestChars = 8;
/**
 * What was asked in a row and what its answer was measured by: 16 hex digits of its request, and 8 for each scored part that it has:
 * `e…` its `expected`, `l…` its logged answer, `t…` its tags.
 */
function fingerprintOfRow({ rows, labels, loggedDigests, scoredParts }, row) {
    const tags = scoredParts.tags ? labels.tags(row) : [];
    const parts = [
        ['e', labels.expectedDigest(row)],
        ['l', loggedDigests.get(row)],
        ['t', tags.length === 0 ? '' : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify(tags)).slice(0, tagDigestChars)],
    ];
    const texts = parts.filter(([, digest]) => digest !== '').map(([kind, digest]) => `-${kind}${digest}`);
    return rows.digest(row) + texts.join('');
}


/***/ }),

/***/ 23668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ LineSplitter),
/* harmony export */   v: () => (/* binding */ RowTooLongError)
/* harmony export */ });
/* harmony import */ var _json_members_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56811);

/** The longest row that is read, in bytes. */
const maxRowBytes = 256 * 1024 * 1024;
const newline = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = [0xef, 0xbb, 0xbf];
const initialRows = 256;
const initialPartBytes = 64 * 1024;
const keptPartBytes = 1024 * 1024;
const noBytes = Buffer.alloc(0);
/** Thrown for a row that is longer than rows may be. */
class RowTooLongError extends Error {
    name = 'RowTooLongError';
    lineNumber;
    constructor(lineNumber, limitBytes) {
        super(`line ${lineNumber} is longer than ${limitBytes} bytes`);
        this.lineNumber = lineNumber;
    }
}
/**
 * Splits a file that arrives in chunks into its non-blank lines. Only \n ends a line; the \r before it, a byte order mark
 * at the start of the file and lines of nothing but spaces, tabs and \r are left out. A row within one chunk is not copied.
 * Batches, and the chunk they point into, must stay untouched until the next call and are void from then on.
 */
class LineSplitter {
    #limitBytes;
    #joined = new Rows();
    #direct = new Rows();
    /** The start of a row whose end has not arrived, in #part[0, #partLength). */
    #part = noBytes;
    #spare = noBytes;
    #partLength = 0;
    #partOffset = 0;
    #fileOffset = 0;
    #lineNumber = 1;
    constructor(limitBytes = maxRowBytes) {
        this.#limitBytes = limitBytes;
    }
    /** The rows that this chunk completes, in order, in up to two batches. Throws RowTooLongError. */
    push(chunk) {
        const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
        const batches = [];
        let start = 0;
        if (this.#partLength > 0) {
            const end = bytes.indexOf(newline);
            start = end < 0 ? bytes.length : end + 1;
            this.#append(bytes, 0, end < 0 ? start : end);
            if (end >= 0)
                this.#takePart(batches);
        }
        this.#direct.begin(bytes, this.#fileOffset);
        for (let end = bytes.indexOf(newline, start); end >= 0; end = bytes.indexOf(newline, start)) {
            this.#takeLine(this.#direct, start, end);
            start = end + 1;
        }
        if (this.#direct.count > 0)
            batches.push(this.#direct);
        if (start < bytes.length) {
            if (this.#partLength === 0)
                this.#partOffset = this.#fileOffset + start;
            this.#append(bytes, start, bytes.length);
        }
        this.#fileOffset += bytes.length;
        return batches;
    }
    /** The last row, when no \n ends it. */
    finish() {
        const batches = [];
        if (this.#partLength > 0)
            this.#takePart(batches);
        return batches;
    }
    #takePart(batches) {
        this.#joined.begin(this.#part, this.#partOffset);
        this.#takeLine(this.#joined, 0, this.#partLength);
        if (this.#joined.count > 0)
            batches.push(this.#joined);
        this.#partLength = 0;
        // The batch points into the old buffer until the next call; the spare one is no longer pointed into.
        const used = this.#part;
        this.#part = this.#spare;
        this.#spare = used.length <= keptPartBytes ? used : noBytes;
    }
    #takeLine(rows, lineStart, lineEnd) {
        const lineNumber = this.#lineNumber++;
        const { bytes } = rows;
        let start = lineStart;
        const isFirst = rows.fileOffset + start === 0;
        if (isFirst && byteOrderMark.every((byte, index) => index < lineEnd && bytes[index] === byte))
            start = 3;
        const end = lineEnd > start && bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
        if (isBlank(bytes, start, end))
            return;
        if (end - start > this.#limitBytes)
            throw new RowTooLongError(lineNumber, this.#limitBytes);
        rows.add(start, end, lineNumber);
    }
    #append(bytes, start, end) {
        const length = this.#partLength + end - start;
        if (length > this.#limitBytes + byteOrderMark.length + 1)
            throw new RowTooLongError(this.#lineNumber, this.#limitBytes);
        if (length > this.#part.length) {
            const longer = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#part.length, initialPartBytes));
            longer.set(this.#part.subarray(0, this.#partLength));
            this.#part = longer;
        }
        this.#part.set(bytes.subarray(start, end), this.#partLength);
        this.#partLength = length;
    }
}
class Rows {
    bytes = new Uint8Array(0);
    fileOffset = 0;
    count = 0;
    starts = new Int32Array(initialRows);
    ends = new Int32Array(initialRows);
    lineNumbers = new Int32Array(initialRows);
    begin(bytes, fileOffset) {
        this.bytes = bytes;
        this.fileOffset = fileOffset;
        this.count = 0;
    }
    add(start, end, lineNumber) {
        if (this.count === this.starts.length) {
            this.starts = (0,_json_members_js__WEBPACK_IMPORTED_MODULE_0__/* .doubled */ .aQ)(this.starts);
            this.ends = (0,_json_members_js__WEBPACK_IMPORTED_MODULE_0__/* .doubled */ .aQ)(this.ends);
            this.lineNumbers = (0,_json_members_js__WEBPACK_IMPORTED_MODULE_0__/* .doubled */ .aQ)(this.lineNumbers);
        }
        const index = this.count++;
        this.starts[index] = start;
        this.ends[index] = end;
        this.lineNumbers[index] = lineNumber;
    }
}
function isBlank(bytes, start, end) {
    for (let p = start; p < end; p++) {
        const byte = bytes[p];
        if (byte !== 0x20 && byte !== 0x09 && byte !== carriageReturn)
            return false;
    }
    return true;
}


/***/ }),

/***/ 17293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/inputs/missing-key.js
var missing_key = __webpack_require__(60654);
;// CONCATENATED MODULE: ./build/steps/baseline/target.js
/** Events whose commit is the repository's own, whatever pull request is commented on. */
const trustedEvents = ['push', 'schedule', 'merge_group'];
/**
 * Whose results this run is compared with: of the ref that `baseline` names; of a pull request's base; of earlier runs of the
 * same branch, or of the branch that a merge queue merges into. Undefined where there is no branch, such as for a tag.
 */
async function findTarget(inputs, world, github) {
    const { context } = world;
    const ofBranch = (name) => ({ name, branch: name, ...preferring(name, world) });
    if (inputs.baseline.kind === 'ref')
        return findNamed(inputs.baseline.ref, world, github);
    const pull = await findPullRequest(inputs, world, github);
    if (pull !== undefined)
        return { ...ofBranch(pull.baseRef), sha: pull.baseSha, mustPrecede: true, before: undefined };
    const branch = context.mergeBaseRef || /^refs\/heads\/(.+)$/s.exec(context.ref)?.[1];
    if (branch === undefined)
        return undefined;
    return { ...ofBranch(branch), sha: context.sha, mustPrecede: false, before: Number(context.runId) };
}
/** A pull request of the default branch evaluates a release; elsewhere it may be all that there is of a branch. */
function preferring(branch, { context }) {
    return { preferred: branch, mayBeMerge: branch !== context.defaultBranch };
}
/** Of a branch, results of its newest commit, else of one before it; of a tag or a commit, results of just that, of any branch. */
async function findNamed(ref, world, github) {
    const sha = await github.resolveCommit(ref);
    const place = { name: ref, branch: undefined, ...preferring(ref.replace(/^refs\/heads\//, ''), world) };
    return sha === undefined ? undefined : { ...place, sha, mustPrecede: true, before: undefined };
}
async function findPullRequest({ prNumber }, { context }, github) {
    if (context.pullRequest !== undefined)
        return context.pullRequest;
    const number = prNumber ?? context.pullRequestNumber;
    if (number === undefined || trustedEvents.includes(context.eventName))
        return undefined;
    return github.getPullRequest(number);
}

;// CONCATENATED MODULE: ./build/steps/admit.js



/** Throws InputError for an event that hands secrets to strangers: not even a dry run should teach anybody to use it. */
function refuseEvent({ context }) {
    if (context.eventName !== 'pull_request_target')
        return;
    const message = "hands secrets to a stranger's pull request and is refused; use pull_request, or workflow_run after it";
    throw new errors/* InputError */.dz([{ input: 'on', received: context.eventName, message }]);
}
/**
 * Whether this run may spend money; otherwise why not, in a sentence. A fork's head never spends, key or not, under any
 * event: its data and prompts are a stranger's. Throws InputError where the workflow itself must change.
 */
async function refuseSpending(inputs, world) {
    const { context } = world;
    const head = await headRepository(inputs, world);
    if (head !== undefined && head.toLowerCase() !== context.repository.toLowerCase()) {
        return `The pull request comes from ${head === '' ? 'a deleted fork' : `the fork ${head}`}. Forks have no key and never spend: the dataset and the settings were checked, nothing was sent.`;
    }
    if (inputs.geminiApiKey !== undefined)
        return undefined;
    if (context.actor === missing_key/* dependabot */.FX) {
        return 'Dependabot gets no secrets, so there is no key: the dataset and the settings were checked, nothing was sent. A Dependabot secret of the same name would let it run.';
    }
    throw new errors/* InputError */.dz([missing_key/* missingKey */.aV]);
}
/** The repository whose commit is evaluated, where there is a pull request; '' when it was deleted. */
async function headRepository(inputs, { context, github, log }) {
    if (context.headRepository !== undefined)
        return context.headRepository;
    const number = inputs.prNumber ?? context.pullRequestNumber;
    if (number === undefined || trustedEvents.includes(context.eventName))
        return undefined;
    const input = 'github-token';
    const message = `cannot tell whether pull request ${number} comes from a fork, and a fork may not spend; the job needs this permission:\npermissions:\n  pull-requests: read`;
    if (github === undefined)
        throw new errors/* InputError */.dz([{ input, message }]);
    try {
        return (await github.getPullRequest(number)).headRepository;
    }
    catch (error) {
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        log.debug(error.message);
        throw new errors/* InputError */.dz([{ input, message }]);
    }
}

;// CONCATENATED MODULE: ./build/steps/answers/answers.js
/** The answers of a model that was asked once. */
function answersOf(first) {
    return { model: first.model, first, rounds: [], paths: pathsOf(first), requestFiles: [] };
}
/** The same with one more round. */
function addRound(answers, requestFile, result) {
    return {
        ...answers,
        rounds: [...answers.rounds, result],
        paths: [...answers.paths, ...pathsOf(result)],
        requestFiles: [...answers.requestFiles, requestFile],
    };
}
/** Its jobs, in the order of rounds and shards. */
function jobsOf({ first, rounds }) {
    return [first, ...rounds].flatMap(({ jobs }) => jobs);
}
function pathsOf({ path }) {
    return path === undefined ? [] : [path];
}

// EXTERNAL MODULE: ./build/batch/job-plan.js
var job_plan = __webpack_require__(60782);
// EXTERNAL MODULE: ./build/batch/states.js
var states = __webpack_require__(95065);
// EXTERNAL MODULE: ./build/batch/tools.js
var batch_tools = __webpack_require__(28644);
;// CONCATENATED MODULE: ./build/batch/download.js




/**
 * Downloads what each job left, a model's shards one after the other. One that fails, is late, or whose file cannot be had
 * takes nothing from the others.
 */
async function downloadResults(tools, submissions, seen) {
    const results = new Map();
    const models = Map.groupBy(submissions, ({ plan }) => plan.resultPath);
    await Promise.all([...models.values()].map(async (shards) => {
        for (const submission of shards)
            results.set(submission.plan, await resultOf(tools, submission, seen));
    }));
    return submissions.flatMap(({ plan }) => results.get(plan) ?? []);
}
async function resultOf(tools, submission, { jobs, open }) {
    const { plan } = submission;
    if (!('job' in submission))
        return { plan, held: undefined, path: undefined, failure: failureWithoutJob(submission), isGone: false };
    const held = (0,job_plan/* follow */.e6)(submission, jobs);
    const { job } = held;
    const file = await downloadFile(tools, held);
    const failure = file.failure ?? failureOf(job);
    // A file that is not named yet is not gone; and what a visit comes for was bought for this very run, and not long ago.
    const mayBeGone = submission.isTakenOver && (0,states/* hasResults */.pd)(job) && !open.has(job.name) && tools.isVisit !== true;
    const isGone = mayBeGone && file.path === undefined && file.isGone;
    return { plan, held, path: file.path, failure, isGone };
}
async function downloadFile(tools, { plan, job }) {
    if (!(0,states/* hasEnded */.hY)(job) || job.resultFile === undefined)
        return { path: undefined, failure: undefined, isGone: (0,states/* hasResults */.pd)(job) };
    const path = (0,job_plan/* pathOfShard */.rd)(plan);
    try {
        const { bytes } = await tools.gemini.downloadFile({ name: job.resultFile, path });
        tools.log.info(`${(0,job_plan/* labelOf */.Wy)(plan)}: downloaded ${bytes} bytes of results`);
        return { path, failure: undefined, isGone: false };
    }
    catch (error) {
        if (tools.signal.aborted)
            throw error;
        const message = error instanceof errors/* ServiceError */._7
            ? error.message
            : `Could not download ${job.resultFile}: ${error instanceof Error ? error.message : error}`;
        // 403 is what the service says of files that are no more.
        const isGone = error instanceof errors/* ServiceError */._7 && (error.status === 404 || error.status === 403);
        if ((0,batch_tools/* isPutOff */.Z)(tools, error) || (isGone && mayShowLater(tools, job)))
            throw error;
        const failure = incomplete(`has results that could not be fetched whole. ${message}`);
        return { path: undefined, isGone, failure };
    }
}
/** A job and its file may be told by different parts of the service. */
const fileMayLagMs = 3600_000;
function mayShowLater({ isVisit, comesAgain, clock }, { endTime }) {
    const isYoung = clock.now() < Date.parse(endTime ?? '') + fileMayLagMs;
    return isVisit === true && comesAgain === true && isYoung;
}
function failureOf(job) {
    if (!(0,states/* hasEnded */.hY)(job))
        return incomplete(`was not finished in time; its job ${job.name} was last seen ${job.state}.`);
    if (!(0,states/* hasResults */.pd)(job))
        return { kind: 'error', text: `has no complete results: its job ${job.name} ${(0,states/* describeEnd */.lA)(job)}.` };
    if (job.resultFile === undefined)
        return incomplete(`has no results: its job ${job.name} succeeded but named no result file.`);
    return undefined;
}
function failureWithoutJob(submission) {
    if ('error' in submission)
        return { kind: 'error', text: `has no job: ${submission.error.message}` };
    const { refusal, isUnsure } = submission;
    return { kind: 'incomplete', isQueued: true, refusal, isUnsure };
}
function incomplete(text) {
    return { kind: 'incomplete', text };
}

;// CONCATENATED MODULE: ./build/batch/describe-failure.js

/** Why a model has no results, or not all: errors come before what was late, and that before what was not submitted. */
function describeFailure(shards) {
    const failed = shards.flatMap(({ plan, failure }) => (failure && 'text' in failure ? [{ plan, ...failure }] : []));
    const queued = shards.flatMap(({ plan, failure }) => failure && 'isQueued' in failure ? [{ plan, ...failure }] : []);
    failed.sort((a, b) => Number(b.kind === 'error') - Number(a.kind === 'error'));
    const message = [describeFailed(failed), describeQueued(queued)].filter((text) => text !== '').join(' ');
    return message === '' ? undefined : { kind: failed[0]?.kind ?? 'incomplete', message };
}
function describeFailed(failed) {
    const [first, ...others] = failed;
    if (first === undefined)
        return '';
    const { model, shard } = first.plan;
    // A model that is refused is refused for every shard.
    const isWhole = failed.length === shard.count && others.every(({ text }) => text === first.text);
    if (isWhole)
        return `${model} ${first.text}`;
    return `${(0,job_plan/* labelOf */.Wy)(first.plan)}: ${first.text}${describeOthers(others.length)}`;
}
function describeQueued(queued) {
    const kinds = [
        { shards: queued.filter(({ isUnsure }) => isUnsure), describe: describeUnsure },
        { shards: queued.filter(({ isUnsure }) => !isUnsure), describe: describeUnbought },
    ];
    return kinds
        .flatMap(({ shards, describe }) => {
        const [first] = shards;
        if (first === undefined)
            return [];
        const { model, shard } = first.plan;
        const count = shard.count === 1 ? undefined : `${shards.length} of ${shard.count} shards`;
        return [`${model} ${describe(count, first.refusal)}`];
    })
        .join(' ');
}
function describeUnsure(count, refusal) {
    return `may have been submitted or not${count === undefined ? '' : ` (${count})`}.${describeRefusal(refusal)}`;
}
function describeUnbought(count, refusal) {
    const rest = count === undefined ? ' and was' : `, ${count} were`;
    const why = refusal === undefined ? 'ran out of time' : refusal.status === 429 ? 'waits for quota' : 'could not be sent';
    return `${why}${rest} not submitted.${describeRefusal(refusal)}`;
}
function describeRefusal(refusal) {
    return refusal === undefined ? '' : ` ${refusal.message}`;
}
function describeOthers(count) {
    if (count === 0)
        return '';
    return count === 1 ? ' 1 more shard is incomplete too.' : ` ${count} more shards are incomplete too.`;
}

;// CONCATENATED MODULE: ./build/batch/join-shards.js

/** Puts together what each model's shards came to, in their order. What a shard lacks, the model's result file lacks. */
function joinShards(files, results) {
    const models = Map.groupBy(results, ({ plan }) => plan.resultPath);
    return Promise.all([...models].map(async ([resultPath, shards]) => {
        const paths = shards.flatMap(({ path }) => path ?? []);
        const isWhole = paths.length === 0 || paths.includes(resultPath);
        if (!isWhole)
            await joinFiles(files, paths, resultPath);
        return {
            model: shards[0]?.plan.model ?? '',
            jobs: shards.flatMap(({ held }) => (held ? [{ job: held.job, isTakenOver: held.isTakenOver }] : [])),
            path: paths.length === 0 ? undefined : resultPath,
            failure: describeFailure(shards),
        };
    }));
}
const newline = 0x0a;
/** Byte for byte: a line end is put between two files only where the first lacks one. */
async function joinFiles(files, paths, target) {
    const sink = await files.createSink(target);
    let last = newline;
    try {
        for (const path of paths) {
            let isStart = true;
            for await (const chunk of files.readChunks(path)) {
                if (isStart && last !== newline)
                    await sink.write(Buffer.of(newline));
                isStart = false;
                await sink.write(chunk);
                last = chunk.at(-1) ?? last;
            }
        }
        await sink.close();
    }
    catch (error) {
        await sink.abort();
        throw error;
    }
}

// EXTERNAL MODULE: ./build/batch/poll-schedule.js
var poll_schedule = __webpack_require__(52258);
// EXTERNAL MODULE: ./build/batch/watch.js + 1 modules
var batch_watch = __webpack_require__(29096);
;// CONCATENATED MODULE: ./build/batch/wait.js


/**
 * Looks at all jobs together until every one has ended or the deadline comes. `onChange` hears of every job whose state
 * changed. Failing looks are tolerated until the deadline, unless the service refuses several in a row. What could not be
 * submitted in time is not waited for: then the deadline has come.
 */
async function awaitJobs(tools, submissions, onChange) {
    const held = submissions.filter((submission) => 'job' in submission);
    const isQueued = submissions.some((submission) => 'isQueued' in submission);
    const watch = new batch_watch/* Watch */.ox(tools, held, onChange);
    const start = tools.clock.now();
    for (let looks = 0; !watch.isOver; looks++) {
        const left = tools.deadline - tools.clock.now();
        // Submitting may have taken all the time there was: even then the jobs are looked at once.
        if (left <= 0 && looks > 0)
            return { jobs: watch.jobs, open: watch.open, isTimedOut: true };
        const pause = (0,poll_schedule/* pauseMs */.r)(tools.clock.now() - start, tools.longestPauseMs, tools.clock.random());
        if (left > 0)
            await tools.clock.sleep(Math.min(pause, left), tools.signal);
        await watch.look();
    }
    return { jobs: watch.jobs, open: watch.open, isTimedOut: isQueued };
}

// EXTERNAL MODULE: ./build/steps/answers/submit.js + 8 modules
var answers_submit = __webpack_require__(61236);
;// CONCATENATED MODULE: ./build/steps/answers/obtain.js





/**
 * Steps 2 to 5 for one stage of the run: upload, submit, wait, download. A job that was taken over and whose results are gone
 * is no twin: it is bought again, once.
 */
async function obtainResults(run, stage, onSubmitted = () => undefined) {
    const { world } = run;
    const plans = (0,answers_submit/* planJobs */.KR)(run, stage);
    const obtain = (wanted, excluded) => runJobs(run, { name: stage.name, plans: wanted, excluded, onSubmitted });
    try {
        const first = await obtain(plans, new Set());
        const gone = first.shards.filter(({ isGone }) => isGone);
        if (gone.length === 0)
            return { results: await joinShards(world.files, first.shards), isTimedOut: first.isTimedOut };
        const names = gone.flatMap(({ held }) => held?.job.name ?? []);
        world.log.info(`The results of ${names.join(', ')} are gone; buying these jobs again`);
        const plansOfGone = gone.map(({ plan }) => plan);
        const second = await obtain(plansOfGone, new Set(names));
        const shards = first.shards.map((shard) => second.shards.find(({ plan }) => plan === shard.plan) ?? shard);
        return { results: await joinShards(world.files, shards), isTimedOut: first.isTimedOut || second.isTimedOut };
    }
    finally {
        for (const plan of plans)
            if (plan.shard.count > 1)
                await world.files.remove((0,job_plan/* pathOfShard */.rd)(plan));
    }
}
async function runJobs(run, { name, plans, excluded, onSubmitted }) {
    const { world, tools, ledger } = run;
    const { log } = world;
    const submissions = await log.group(`Upload and submit: ${name}`, () => (0,answers_submit/* submit */.tA)(run, plans, excluded));
    onSubmitted(submissions);
    const seen = await log.group('Wait for the jobs', () => awaitJobs(tools, submissions, (job) => ledger.seen(job)));
    const shards = await log.group('Download the results', () => downloadResults(tools, submissions, seen));
    return { shards, isTimedOut: seen.isTimedOut };
}

;// CONCATENATED MODULE: ./build/steps/answers/refusal.js
/** The service names the line of the file that it was given, which begins with `firstRow`; its author knows the row of the dataset. */
function placeOfRefusal(reason, dataset, { repeat, firstRow }) {
    const row = firstRow + Math.floor((Number(/\bline[:\s#]*(\d+)/i.exec(reason)?.[1]) - 1) / repeat);
    if (!(row >= 0 && row < dataset.rows.size))
        return undefined;
    const { source, line } = dataset.rows.place(row);
    return { file: dataset.sources[source] ?? '', line };
}
/** Annotates the rows for which jobs were refused, each once. */
function annotateRefusals(submissions, { log }, dataset, repeat) {
    const seen = new Set();
    for (const submission of submissions) {
        if (!('error' in submission))
            continue;
        const { reason } = submission.error;
        const { firstRow } = submission.plan.shard;
        const place = placeOfRefusal(reason, dataset, { repeat, firstRow });
        if (place === undefined || seen.has(`${place.file}:${place.line}`))
            continue;
        seen.add(`${place.file}:${place.line}`);
        log.error(`The service refused this row: ${reason}`, { ...place, title: 'Refused row' });
    }
}

// EXTERNAL MODULE: ./build/dataset/lines.js
var dataset_lines = __webpack_require__(23668);
// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: ./build/dataset/json-members.js
var json_members = __webpack_require__(56811);
// EXTERNAL MODULE: ./build/dataset/json-tokens.js
var json_tokens = __webpack_require__(3348);
;// CONCATENATED MODULE: ./build/dataset/json-faults.js

/** The fault at `offset`, saying so when it is that the text ends there. */
function faultAt(offset, end, message) {
    return { offset, message: offset >= end ? `the text ends where ${message}` : message };
}
/** The fault in the string whose opening quote is at `start` and which breaks at `offset`. */
function stringFault(bytes, start, offset, end) {
    if (offset >= end)
        return { offset: start, message: 'the string is not closed' };
    const byte = bytes[offset];
    if (byte !== json_tokens/* backslash */.R3) {
        const asEscape = `\\u${byte.toString(16).padStart(4, '0')}`;
        return { offset, message: `control character in a string: write it as ${asEscape}` };
    }
    const isUnicode = bytes[offset + 1] === 0x75;
    const rule = isUnicode ? 'four hexadecimal digits are expected after \\u' : 'unknown escape in a string';
    return { offset, message: `${rule}: a backslash itself is written as \\\\` };
}
/** The fault in the number that begins at `start` and breaks at `offset`. */
function numberFault(bytes, start, offset, end) {
    if (bytes[offset] === 0x30 && offset < end)
        return { offset, message: 'a number may not start with 0' };
    const before = bytes[offset - 1];
    if (before === 0x2e)
        return faultAt(offset, end, 'a digit is expected after the decimal point');
    if (before === json_tokens/* minus */.Rd && offset === start + 1)
        return faultAt(offset, end, 'a digit is expected after the minus sign');
    return faultAt(offset, end, 'a digit is expected in the exponent');
}
/** The fault where a value should begin. */
function valueFault(bytes, offset, end) {
    const byte = offset < end ? bytes[offset] : undefined;
    if (byte === 0x27)
        return { offset, message: 'a string stands in double quotes, not in single ones' };
    if (byte === 0x2b)
        return { offset, message: 'a number may not start with +' };
    if (byte === 0x2e)
        return { offset, message: 'a number may not start with a decimal point' };
    if (byte === 0x5d || byte === 0x7d)
        return { offset, message: 'a value is expected before the closing bracket' };
    return faultAt(offset, end, 'a value is expected: an object, array, string, number, true, false or null');
}

;// CONCATENATED MODULE: ./build/dataset/json-values.js


const broken = -1;
const initialDepth = 256;
/**
 * Walks over JSON values in bytes and validates them, nested to any depth, without looking at or past `end`.
 * Every method returns the offset it arrived at, or -1 with the reason in `fault`.
 */
class ValueWalker {
    fault = undefined;
    #closers = new Uint8Array(initialDepth);
    /** The offset behind the value that begins at `at`. */
    endOfValue(bytes, at, end) {
        let depth = 0;
        let p = at;
        for (;;) {
            const byte = p < end ? bytes[p] : broken;
            if (byte === json_tokens/* openObject */.MA || byte === json_tokens/* openArray */.Kt) {
                const closer = byte + 2;
                p = (0,json_tokens/* skipSpace */.AN)(bytes, p + 1, end);
                if (p < end && bytes[p] === closer)
                    p++;
                else {
                    if (depth === this.#closers.length)
                        this.#deepen();
                    this.#closers[depth++] = closer;
                    if (closer === json_tokens/* closeObject */.cH)
                        p = this.valueOfMember(bytes, p, end);
                    if (p < 0)
                        return broken;
                    continue;
                }
            }
            else {
                p = this.#endOfScalar(bytes, p, end, byte);
                if (p < 0)
                    return broken;
            }
            while (depth > 0) {
                p = (0,json_tokens/* skipSpace */.AN)(bytes, p, end);
                const closer = this.#closers[depth - 1];
                if (p < end && bytes[p] === json_tokens/* comma */.cX) {
                    p = (0,json_tokens/* skipSpace */.AN)(bytes, p + 1, end);
                    if (closer === json_tokens/* closeObject */.cH)
                        p = this.valueOfMember(bytes, p, end);
                    if (p < 0)
                        return broken;
                    break;
                }
                if (p >= end || bytes[p] !== closer)
                    return this.failAfterValue(p, end, closer);
                p++;
                depth--;
            }
            if (depth === 0)
                return p;
        }
    }
    /** The offset behind the closing quote of the member name that should begin at `at`. */
    endOfName(bytes, at, end) {
        if (at >= end || bytes[at] !== json_tokens/* quote */.hD) {
            const isSurplusComma = at < end && bytes[at] === json_tokens/* closeObject */.cH;
            return this.fail(faultAt(at, end, isSurplusComma ? 'no comma may stand before }' : "a member's name in double quotes is expected"));
        }
        const p = (0,json_tokens/* endOfString */.ap)(bytes, at, end);
        return p < 0 ? this.fail(stringFault(bytes, at, ~p, end)) : p;
    }
    /** The offset of the value that belongs to the name that ends at `at`. */
    valueAfterName(bytes, at, end) {
        const p = (0,json_tokens/* skipSpace */.AN)(bytes, at, end);
        if (p >= end || bytes[p] !== json_tokens/* colon */.kx)
            return this.fail(faultAt(p, end, "a colon is expected after a member's name"));
        return (0,json_tokens/* skipSpace */.AN)(bytes, p + 1, end);
    }
    /** The offset of the value of the member whose name should begin at `at`. */
    valueOfMember(bytes, at, end) {
        const p = this.endOfName(bytes, at, end);
        return p < 0 ? broken : this.valueAfterName(bytes, p, end);
    }
    /** Notes that neither a comma nor the closing bracket stands at `offset`. */
    failAfterValue(offset, end, closer) {
        const message = closer === json_tokens/* closeArray */._w ? 'a comma or ] is expected after an element' : 'a comma or } is expected after a member';
        return this.fail(faultAt(offset, end, message));
    }
    /** Notes the fault. */
    fail(fault) {
        this.fault = fault;
        return broken;
    }
    #endOfScalar(bytes, at, end, byte) {
        if (byte === json_tokens/* quote */.hD) {
            const p = (0,json_tokens/* endOfString */.ap)(bytes, at, end);
            return p < 0 ? this.fail(stringFault(bytes, at, ~p, end)) : p;
        }
        if ((0,json_tokens/* startsNumber */.RE)(byte)) {
            const p = (0,json_tokens/* endOfNumber */.uF)(bytes, at, end);
            return p < 0 ? this.fail(numberFault(bytes, at, ~p, end)) : p;
        }
        const p = at < end ? (0,json_tokens/* endOfLiteral */.gC)(bytes, at, end) : broken;
        return p < 0 ? this.fail(valueFault(bytes, at, end)) : p;
    }
    #deepen() {
        const deeper = new Uint8Array(this.#closers.length * 2);
        deeper.set(this.#closers);
        this.#closers = deeper;
    }
}

;// CONCATENATED MODULE: ./build/dataset/scan.js




/**
 * Scans the bytes of one row after the other: checks that each is exactly one JSON text and notes where its members stand.
 * Accepts what JSON.parse accepts, and nothing else. What it notes is valid until the next scan.
 */
class RowScanner {
    /** Whether the row's value is an object. */
    isObject = false;
    /** Whether the row's last member named "request" is an object. */
    requestIsObject = false;
    /** The members of the row, when it is an object. */
    row = new json_members/* MemberTable */.$x();
    /** The members of the row's last member named "request", when that is an object. */
    request = new json_members/* MemberTable */.$x();
    #walker = new ValueWalker();
    /** Scans bytes[start, end) as one row and returns what is wrong with it, if anything. */
    scan(bytes, start, end) {
        this.#forget(bytes, start);
        const at = (0,json_tokens/* skipSpace */.AN)(bytes, start, end);
        const isObject = at < end && bytes[at] === json_tokens/* openObject */.MA;
        const valueEnd = isObject
            ? this.#endOfObject(bytes, at, end, this.row, true)
            : this.#walker.endOfValue(bytes, at, end);
        const fault = this.#faultBehind(bytes, start, valueEnd, end);
        if (fault)
            this.#forget(bytes, start);
        else
            this.isObject = isObject;
        return fault;
    }
    /** Scans bytes[start, end) as one object, of which it notes the members in `table`, or returns what is wrong with it. */
    scanObject(bytes, start, end, table) {
        const at = (0,json_tokens/* skipSpace */.AN)(bytes, start, end);
        table.reset(bytes, at);
        if (at >= end || bytes[at] !== json_tokens/* openObject */.MA)
            return { offset: at, message: 'an object is expected' };
        const fault = this.#faultBehind(bytes, start, this.#endOfObject(bytes, at, end, table, false), end);
        if (fault)
            table.reset(bytes, at);
        return fault;
    }
    #forget(bytes, start) {
        this.isObject = false;
        this.requestIsObject = false;
        this.row.reset(bytes, start);
        this.request.reset(bytes, start);
    }
    #faultBehind(bytes, start, valueEnd, end) {
        if (!(0,external_node_buffer_.isUtf8)(bytes.subarray(start, end)))
            return { offset: firstNotUtf8(bytes, start, end), message: 'not UTF-8' };
        if (valueEnd < 0)
            return this.#walker.fault;
        const rest = (0,json_tokens/* skipSpace */.AN)(bytes, valueEnd, end);
        return rest < end ? { offset: rest, message: "text after the end of the row's value" } : undefined;
    }
    #endOfObject(bytes, at, end, table, isRow) {
        const walker = this.#walker;
        table.reset(bytes, at);
        let p = (0,json_tokens/* skipSpace */.AN)(bytes, at + 1, end);
        if (p < end && bytes[p] === json_tokens/* closeObject */.cH) {
            table.objectEnd = p + 1;
            return p + 1;
        }
        for (;;) {
            const nameStart = p + 1;
            p = walker.endOfName(bytes, p, end);
            if (p < 0)
                return p;
            const nameEnd = p - 1;
            const valueStart = walker.valueAfterName(bytes, p, end);
            if (valueStart < 0)
                return valueStart;
            const isRequest = isRow && (0,json_members/* isName */.Eo)(bytes, nameStart, nameEnd, 'request');
            const valueEnd = isRequest
                ? this.#endOfRequest(bytes, valueStart, end)
                : walker.endOfValue(bytes, valueStart, end);
            if (valueEnd < 0)
                return valueEnd;
            table.add(nameStart, nameEnd, valueStart, valueEnd);
            p = (0,json_tokens/* skipSpace */.AN)(bytes, valueEnd, end);
            if (p < end && bytes[p] === json_tokens/* comma */.cX)
                p = (0,json_tokens/* skipSpace */.AN)(bytes, p + 1, end);
            else if (p < end && bytes[p] === json_tokens/* closeObject */.cH)
                break;
            else
                return walker.failAfterValue(p, end, json_tokens/* closeObject */.cH);
        }
        table.objectEnd = p + 1;
        return p + 1;
    }
    #endOfRequest(bytes, at, end) {
        this.requestIsObject = at < end && bytes[at] === json_tokens/* openObject */.MA;
        if (this.requestIsObject)
            return this.#endOfObject(bytes, at, end, this.request, false);
        this.request.reset(bytes, at);
        return this.#walker.endOfValue(bytes, at, end);
    }
}
function firstNotUtf8(bytes, start, end) {
    let p = start;
    while (p < end) {
        const byte = bytes[p];
        const length = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        if (byte >= 0x80 && !(0,external_node_buffer_.isUtf8)(bytes.subarray(p, Math.min(p + length, end))))
            return p;
        p += length;
    }
    return p;
}

// EXTERNAL MODULE: ./build/scoring/answer.js + 1 modules
var scoring_answer = __webpack_require__(17790);
;// CONCATENATED MODULE: ./build/scoring/error-codes.js
/**
 * The codes of google.rpc.Code with the HTTP statuses that its comments map them to (googleapis/googleapis,
 * google/rpc/code.proto); of the codes that share a status, the one that the Gemini API uses it for. 408 has no code there. What
 * passes: what the API's troubleshooting page has tried again, and calls that were cut off.
 */
const errorCodes = [
    { word: 'CANCELLED', numbers: [1, 499], passes: true },
    { word: 'UNKNOWN', numbers: [2], passes: true },
    { word: 'INVALID_ARGUMENT', numbers: [3, 400], passes: false },
    { word: 'DEADLINE_EXCEEDED', numbers: [4, 504], passes: true },
    { word: 'NOT_FOUND', numbers: [5, 404], passes: false },
    { word: 'ALREADY_EXISTS', numbers: [6], passes: false },
    { word: 'PERMISSION_DENIED', numbers: [7, 403], passes: false },
    { word: 'RESOURCE_EXHAUSTED', numbers: [8, 429], passes: true },
    { word: 'FAILED_PRECONDITION', numbers: [9], passes: false },
    { word: 'ABORTED', numbers: [10, 409], passes: true },
    { word: 'OUT_OF_RANGE', numbers: [11], passes: false },
    { word: 'UNIMPLEMENTED', numbers: [12, 501], passes: false },
    { word: 'INTERNAL', numbers: [13, 500], passes: true },
    { word: 'UNAVAILABLE', numbers: [14, 503], passes: true },
    { word: 'DATA_LOSS', numbers: [15], passes: false },
    { word: 'UNAUTHENTICATED', numbers: [16, 401], passes: false },
    { word: 'REQUEST_TIMEOUT', numbers: [408], passes: true },
];
const byName = new Map(errorCodes.flatMap((code) => [bare(code.word), ...code.numbers.map(String)].map((name) => [name, code])));
/** The code that a number or word stands for, however it is written; undefined for one that is not known. */
function findErrorCode(code) {
    return byName.get(bare(code.trim()));
}
/** `Invalid-Argument`, `invalidArgument` and `INVALID_ARGUMENT` are one word. */
function bare(word) {
    return word.toUpperCase().replace(/(?<=[A-Z])[\s_-](?=[A-Z])/g, '');
}

;// CONCATENATED MODULE: ./build/scoring/join.js


/** The slot of an uploaded key; undefined for a key that was never sent. */
function slotOfKey({ rows, repeat }, key) {
    if (repeat === 1)
        return rows.find(key);
    const parts = /^(.*)#([1-9]\d*)$/s.exec(key);
    const row = rows.find(parts?.[1] ?? '');
    const round = Number(parts?.[2]);
    return row === undefined || !(round <= repeat) ? undefined : row * repeat + round - 1;
}
/** The key under which a slot was uploaded. */
function keyOfSlot({ rows, repeat }, slot) {
    const key = rows.key(Math.floor(slot / repeat));
    return repeat === 1 ? key : `${key}#${(slot % repeat) + 1}`;
}
/** Streams result files, in the order of their rounds, and joins each line to its row by key: never by position. */
async function joinReplies(files, slots, visitor) {
    const join = new Join(slots, visitor);
    for (const chunks of files) {
        const lines = new dataset_lines/* LineSplitter */.g();
        join.beginFile();
        for await (const chunk of chunks) {
            for (const batch of lines.push(chunk))
                await join.takeBatch(batch);
        }
        for (const batch of lines.finish())
            await join.takeBatch(batch);
    }
    return { duplicates: join.duplicates, unknown: join.unknown };
}
const seenError = 1;
const seenAnswer = 2;
class Join {
    #slots;
    #visitor;
    /** What a slot has had so far. */
    #taken;
    #seenInFile;
    duplicates = 0;
    unknown = 0;
    constructor(slots, visitor) {
        this.#slots = slots;
        this.#visitor = visitor;
        this.#taken = new Uint8Array(slots.rows.size * slots.repeat);
        this.#seenInFile = new Uint8Array(this.#taken.length);
    }
    beginFile() {
        this.#seenInFile = new Uint8Array(this.#taken.length);
    }
    /** Visits a batch of lines; visits that take their time run side by side. */
    async takeBatch(batch) {
        const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
        const running = [];
        for (let index = 0; index < batch.count; index++) {
            const visit = this.#takeLine(bytes.toString('utf8', batch.starts[index], batch.ends[index]));
            if (visit !== undefined)
                running.push(visit);
        }
        if (running.length > 0)
            await Promise.all(running);
        const waiting = this.#visitor.onBatch?.();
        if (waiting !== undefined)
            await waiting;
    }
    #takeLine(text) {
        const line = parseLine(text);
        const slot = typeof line?.key === 'string' ? slotOfKey(this.#slots, line.key) : undefined;
        if (line === undefined || slot === undefined) {
            this.unknown++;
            return undefined;
        }
        if (this.#seenInFile[slot] === 1)
            this.duplicates++;
        this.#seenInFile[slot] = 1;
        if (this.#taken[slot] === seenAnswer)
            return undefined;
        const reply = (0,scoring_answer/* readReply */.Xw)(line);
        // An answer beats an error; of two errors the first stays.
        if (reply.kind === 'error' && this.#taken[slot] === seenError)
            return undefined;
        this.#taken[slot] = reply.kind === 'error' ? seenError : seenAnswer;
        return this.#visitor.onReply(slot, reply);
    }
}
function parseLine(text) {
    try {
        return (0,scoring_answer/* asObject */.eB)(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/scoring/unanswered.js





/**
 * Streams one model's result files and tells what may be asked again. An answer beats an error, and an error that will last one
 * that passes, in whatever file and order they stand; lines that stand for nothing are left out, as in scoring. Holds a byte
 * for each slot.
 */
async function findUnanswered(files, slots) {
    const survey = new Survey(slots);
    for (const chunks of files) {
        const lines = new dataset_lines/* LineSplitter */.g();
        for await (const chunk of chunks)
            for (const batch of lines.push(chunk))
                survey.takeBatch(batch);
        for (const batch of lines.finish())
            survey.takeBatch(batch);
    }
    return survey.result();
}
/** Why a slot may be asked again; its state is its number here. An error of a code that nobody knows may pass. */
const passing = [
    'missing',
    'no response',
    'unknown code',
    ...errorCodes.flatMap(({ word, passes }) => (passes ? [word] : [])),
];
const lasting = 254;
const answered = 255;
const quote = 0x22;
const openObject = 0x7b;
const anyResponse = {};
class Survey {
    #slots;
    #states;
    #scanner = new RowScanner();
    constructor(slots) {
        this.#slots = slots;
        this.#states = new Uint8Array(slots.rows.size * slots.repeat);
    }
    takeBatch({ bytes, count, starts, ends }) {
        for (let index = 0; index < count; index++)
            this.#takeLine(bytes, starts[index] ?? 0, ends[index] ?? 0);
    }
    result() {
        const slots = [];
        const counts = new Map();
        for (const [slot, state] of this.#states.entries()) {
            const reason = passing[state];
            if (reason === undefined)
                continue;
            slots.push(slot);
            counts.set(reason, (counts.get(reason) ?? 0) + 1);
        }
        return {
            slots,
            reasons: new Map([...counts].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))),
        };
    }
    /** Most lines are answers, and most of a line is its answer: that is passed over, not parsed. */
    #takeLine(bytes, start, end) {
        const line = this.#scanner.scan(bytes, start, end) === undefined ? this.#readFrame() : parse(bytes, start, end);
        const slot = typeof line?.key === 'string' ? slotOfKey(this.#slots, line.key) : undefined;
        if (line === undefined || slot === undefined)
            return;
        const before = this.#states[slot] ?? answered;
        const state = stateOf(line);
        if (before < lasting || state > before)
            this.#states[slot] = state;
    }
    /** Of the scanned line what decides over it; of its response only that there is one. */
    #readFrame() {
        const { row, isObject } = this.#scanner;
        const key = isObject ? row.find('key') : -1;
        if (key < 0 || row.value(key)[0] !== quote)
            return undefined;
        const response = row.find('response');
        const [error, status] = [row.find('error'), row.find('status')];
        return {
            key: row.parse(key),
            response: response >= 0 && row.value(response)[0] === openObject ? anyResponse : undefined,
            error: error < 0 ? undefined : row.parse(error),
            status: status < 0 ? undefined : row.parse(status),
        };
    }
}
function stateOf(line) {
    const reply = (0,scoring_answer/* readReply */.Xw)(line);
    if (reply.kind === 'answered')
        return answered;
    if (reply.code === 'NO_RESPONSE')
        return passing.indexOf('no response');
    const code = findErrorCode(reply.code);
    if (code === undefined)
        return passing.indexOf('unknown code');
    return code.passes ? passing.indexOf(code.word) : lasting;
}
/** What the scanner refuses may be read all the same: a line with bytes in its strings that are not UTF-8. */
function parse(bytes, start, end) {
    try {
        return (0,scoring_answer/* asObject */.eB)(JSON.parse(Buffer.from(bytes.subarray(start, end)).toString('utf8')));
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/steps/clean-up/jobs-and-files.js
var jobs_and_files = __webpack_require__(69208);
;// CONCATENATED MODULE: ./build/cost/volume.js
/** English text has about four bytes a token; other languages and images differ, so it is shown as an estimate. */
const bytesPerToken = 4;
/** The most that Gemini takes for one image, whatever its size and resolution (the media resolution page of its guide, 2026). */
const maxTokensPerImage = 2_240;
/**
 * About how many tokens the requests' prompts have. Inline audio, video and documents count by their bytes as text does, which
 * is far too much; what a request only refers to (files, caches) is not counted.
 */
function promptTokensOf(volume) {
    return textTokensOf(volume) + volume.images * maxTokensPerImage;
}
/** The same without the images. */
function textTokensOf({ bytes, imageBytes }) {
    return (bytes - imageBytes) / bytesPerToken;
}

;// CONCATENATED MODULE: ./build/dataset/request-writer.js
const bufferBytes = 1024 * 1024;
/** Gathers small writes into large ones, in order. */
class RequestWriter {
    #sink;
    #buffer = Buffer.allocUnsafeSlow(bufferBytes);
    #used = 0;
    bytesWritten = 0;
    constructor(sink) {
        this.#sink = sink;
    }
    /** Writes the pieces one after the other; there is something to wait for only when the buffer is full. */
    write(pieces) {
        let length = 0;
        for (const piece of pieces)
            length += piece.length;
        this.bytesWritten += length;
        if (this.#used + length > bufferBytes)
            return this.#writeLong(pieces, length);
        this.#gather(pieces);
        return undefined;
    }
    /** Hands everything gathered to the sink. */
    async flush() {
        if (this.#used === 0)
            return;
        const filled = this.#buffer.subarray(0, this.#used);
        this.#used = 0;
        await this.#sink.write(filled);
    }
    async #writeLong(pieces, length) {
        await this.flush();
        if (length <= bufferBytes)
            this.#gather(pieces);
        else
            for (const piece of pieces)
                await this.#sink.write(piece);
    }
    #gather(pieces) {
        for (const piece of pieces) {
            this.#buffer.set(piece, this.#used);
            this.#used += piece.length;
        }
    }
}

;// CONCATENATED MODULE: ./build/dataset/shard-limits.js
/** Largest input file of a batch job: 2 GB (Batch API guide and rate limits page, 2026), whichever gigabyte is meant. */
const maxFileBytes = 2_000_000_000;
/**
 * Tokens that may wait in all live jobs of a model together, by family: those of tier 1, the lowest with batch jobs (rate limits
 * page of 2026-07-03; for 3.8 Flash and 3.5 Flash-Lite a third party's note of 2026-09-30). A larger shard could never be
 * submitted there, and higher tiers only take more shards at a time.
 */
const enqueuedTokens = { pro: 5_000_000, flash: 3_000_000, flashLite: 10_000_000 };
/** The limits of a request file: the lowest among those of the models that read it. A change can only lower them. */
function limitsOf(models, lowered = {}) {
    return {
        maxBytes: Math.min(maxFileBytes, lowered.maxBytes ?? maxFileBytes),
        maxTokens: Math.min(...models.map(tokensOf), lowered.maxTokens ?? Number.POSITIVE_INFINITY),
    };
}
/** A model of no known family gets the lowest limit. */
function tokensOf(model) {
    const words = model.split('-');
    if (words.includes('flash'))
        return words.includes('lite') ? enqueuedTokens.flashLite : enqueuedTokens.flash;
    return words.includes('pro') ? enqueuedTokens.pro : Math.min(...Object.values(enqueuedTokens));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/dataset/shards.js

/**
 * Notes where a request file is cut while its rows are written: at the border of a row, before the limits are exceeded. A row
 * that is above them by itself is a shard of its own.
 */
class ShardCutter {
    #limits;
    #seed;
    #shards = [];
    #digest;
    #offset = 0;
    #bytes = 0;
    #tokens = 0;
    #firstRow = 0;
    #rows = 0;
    /** The seed is part of every digest: what the shards' rows have in common. */
    constructor(limits, seed = '') {
        this.#limits = limits;
        this.#seed = seed;
        this.#digest = (0,external_node_crypto_.createHash)('sha256').update(seed);
    }
    /** Takes in the next row: the bytes of all its lines, the tokens of their prompts, and what tells it from other rows. */
    add(row, ...digested) {
        const { maxBytes, maxTokens } = this.#limits;
        if (this.#rows > 0 && (this.#bytes + row.bytes > maxBytes || this.#tokens + row.tokens > maxTokens))
            this.#cut();
        this.#bytes += row.bytes;
        this.#tokens += row.tokens;
        this.#rows++;
        for (const piece of digested)
            this.#digest.update(piece);
    }
    /**
     * The shards, in order; one at least. The digest of the file is that of its shard, or stands for all of theirs: another
     * cut of the same rows means other jobs, and has another digest.
     */
    finish() {
        this.#cut();
        const [first, ...others] = this.#shards.map(({ requestsDigest }) => requestsDigest);
        const requestsDigest = first !== undefined && others.length === 0
            ? first
            : (0,external_node_crypto_.createHash)('sha256')
                .update([first, ...others].join())
                .digest('hex');
        return { requestsDigest, shards: this.#shards };
    }
    #cut() {
        this.#shards.push({
            offset: this.#offset,
            bytes: this.#bytes,
            firstRow: this.#firstRow,
            rows: this.#rows,
            requestsDigest: this.#digest.digest('hex'),
        });
        this.#digest = (0,external_node_crypto_.createHash)('sha256').update(this.#seed);
        this.#offset += this.#bytes;
        this.#firstRow += this.#rows;
        this.#bytes = 0;
        this.#tokens = 0;
        this.#rows = 0;
    }
}

// EXTERNAL MODULE: ./build/inputs/models.js
var inputs_models = __webpack_require__(64784);
// EXTERNAL MODULE: ./build/scoring/judge.js
var scoring_judge = __webpack_require__(45337);
// EXTERNAL MODULE: ./build/dataset/edit.js + 1 modules
var edit = __webpack_require__(4748);
// EXTERNAL MODULE: ./build/dataset/edit-json.js
var edit_json = __webpack_require__(90230);
;// CONCATENATED MODULE: ./build/dataset/edit-summary.js


const maxChanges = 20;
const maxNameChars = 80;
const maxListChars = 80;
const plainName = /^[A-Za-z_$][\w$-]{0,79}$/;
/** What identifiers, MIME types and the words of enumerations look like, and sentences do not. */
const settingText = /^[\w./+-]{0,40}$/;
/** Members that hold what the model reads, where a single word is text too. */
const instructionNames = new Set(['systemInstruction', 'system_instruction']);
const textNames = new Set([
    ...instructionNames,
    'contents',
    'tools',
    ...['responseSchema', 'response_schema', 'responseJsonSchema', 'response_json_schema', '_responseJsonSchema'],
    ...['responseFormat', 'response_format'],
]);
/**
 * What the edit changes, for people: at most 20 changes. Summaries and logs of public repositories show it, so settings come
 * with their values and all else, which may be a prompt, with its length only. Not escaped for any format.
 */
function describeEdit({ systemInstruction, patch }) {
    const instruction = systemInstruction === undefined ? [] : [`systemInstruction replaced (${countCharacters(systemInstruction)})`];
    const changes = [...instruction, ...describeMembers(patch ?? {}, '', false)];
    const surplus = changes.length - maxChanges;
    return surplus > 0 ? [...changes.slice(0, maxChanges), `… and ${surplus} more`] : changes;
}
/** Tells edits apart: SHA-256 in hex, the same for edits that differ in the order of members only. */
function hashOfEdit({ systemInstruction, patch }) {
    const patchText = patch === undefined || Object.keys(patch).length === 0 ? '' : (0,edit_json/* canonicalText */.A4)(patch);
    return (0,external_node_crypto_.hash)('sha256', JSON.stringify([systemInstruction ?? '', patchText]), 'hex');
}
function describeMembers(patch, parent, isText) {
    return Object.entries(patch).flatMap(([name, value]) => {
        const path = pathOf(parent, name);
        if (value === null)
            return [`removes ${path}`];
        const holdsText = isText || textNames.has(name);
        if (!(0,edit_json/* isJsonObject */.OW)(value))
            return [`sets ${path} ${describeValue(value, holdsText)}`];
        if (Object.keys(value).length === 0)
            return [`makes ${path} an object`];
        // What a schema's or a tool's members are called is text, too; an instruction has only those of the API.
        if (holdsText && !instructionNames.has(name))
            return [`changes ${path} ${describeValue(value, holdsText)}`];
        return describeMembers(value, path, holdsText);
    });
}
function describeValue(value, isText) {
    const json = (0,edit_json/* jsonText */.s$)(value);
    return !isText && isSetting(value, json) ? `to ${json}` : `(${countCharacters(json)} of JSON)`;
}
function isSetting(value, json) {
    if (Array.isArray(value))
        return json.length <= maxListChars && value.every(isPlainSetting);
    return isPlainSetting(value);
}
function isPlainSetting(value) {
    return typeof value === 'string' ? settingText.test(value) : typeof value !== 'object';
}
function countCharacters(text) {
    const characters = [...text].length;
    return `${characters.toLocaleString('en-US')} ${characters === 1 ? 'character' : 'characters'}`;
}
function pathOf(parent, name) {
    if (!plainName.test(name))
        return `${parent}[${shortName(name)}]`;
    return parent === '' ? name : `${parent}.${name}`;
}
function shortName(name) {
    const characters = [...(0,edit_json/* jsonText */.s$)(name)];
    return characters.length > maxNameChars ? `${characters.slice(0, maxNameChars).join('')}…` : characters.join('');
}

;// CONCATENATED MODULE: ./build/dataset/keys.js
const hashKey = /^r-[0-9a-f]{16}(-\d+)?$/;
/**
 * Gives every row its key: the row's own when it is unique over all files, else one from its request's hash, with -2, -3, …
 * for further rows of the same request. Whether an own key is unique is only known at the end: when a pass meets one twice,
 * `isSettled` turns false and the pass must be made again, now knowing it.
 */
class KeyAssigner {
    /** Own keys met more than once: none of their rows keeps it. */
    #repeated = new Set();
    /** Own keys that look like hash keys: no hash key may take them. */
    #reserved = new Set();
    #copies = new Map();
    #taken = new Set();
    /** Rows of the current pass whose own key was not unique. */
    repeatedRows = 0;
    isSettled = true;
    /** Begins a pass over all rows; `taken` tells the keys given in this pass. */
    begin(taken) {
        this.#taken = taken;
        this.#copies = new Map();
        this.repeatedRows = 0;
        this.isSettled = true;
    }
    /** The row's key; `own` is undefined when the row has no usable key, `hash` is 16 hex digits. */
    assign(own, hash) {
        if (own === undefined)
            return this.#hashKey(`r-${hash}`);
        if (!this.#repeated.has(own)) {
            const isTaken = this.#taken.has(own);
            const isTakenByHash = isTaken && hashKey.test(own) && !this.#reserved.has(own);
            if (hashKey.test(own))
                this.#reserved.add(own);
            if (!isTaken)
                return own;
            this.isSettled = false;
            if (!isTakenByHash)
                this.#repeated.add(own);
        }
        this.repeatedRows++;
        return this.#hashKey(`r-${hash}`);
    }
    #hashKey(first) {
        let copy = this.#copies.get(first) ?? 1;
        let key = copy === 1 ? first : `${first}-${copy}`;
        while (this.#taken.has(key) || this.#reserved.has(key))
            key = `${first}-${++copy}`;
        if (copy > 1)
            this.#copies.set(first, copy);
        return key;
    }
}

// EXTERNAL MODULE: ./build/dataset/fingerprint.js
var fingerprint = __webpack_require__(48479);
;// CONCATENATED MODULE: ./build/dataset/edit-sent.js


/** The spellings of the member that tells how to generate. */
const configNames = ['generationConfig', 'generation_config'];
/** Members of generationConfig with a schema; a responseFormat may lack one, which is found out with the answer. */
const schemaNames = [
    'responseSchema',
    'response_schema',
    'responseJsonSchema',
    'response_json_schema',
    '_responseJsonSchema',
    'responseFormat',
    'response_format',
];
/** The n that only null begins with. */
const letterN = 0x6e;
const unsetValues = new Set(['null', '""', '[]', '{}']);
/**
 * A request as it will be sent, filled again for every row and variant: its text in pieces, and its members, some of which
 * stand in the row and some in the edit. All of it is valid until the scanner scans the next row; nothing is copied.
 */
class SentRequest {
    /** The request's text, in order: parts of the row's bytes and texts of the edit. */
    pieces = [];
    count = 0;
    scanner;
    #indexes = [];
    #values = [];
    #newNames = [];
    #configTable = new json_members/* MemberTable */.$x();
    #hasScannedConfig = false;
    constructor(scanner) {
        this.scanner = scanner;
    }
    /** Begins another request, of the row that the scanner has scanned. */
    begin() {
        this.pieces.length = 0;
        this.count = 0;
        this.#hasScannedConfig = false;
    }
    put(piece) {
        this.pieces.push(piece);
    }
    member(_table, index, value) {
        this.#indexes[this.count] = index;
        this.#values[this.count] = value;
        this.#newNames[this.count++] = undefined;
    }
    newMember(name, value) {
        this.#values[this.count] = value;
        this.#newNames[this.count++] = name;
    }
    /** Whether the member bears this name, however it is escaped. */
    hasName(index, name) {
        const newName = this.#newNames[index];
        return newName === undefined
            ? this.scanner.request.hasName(this.#indexes[index], name)
            : newName === name;
    }
    /** The member's name, unescaped. */
    name(index) {
        return this.#newNames[index] ?? this.scanner.request.name(this.#indexes[index]);
    }
    /** The member's value as its bytes. */
    value(index) {
        return this.#values[index] ?? this.scanner.request.value(this.#indexes[index]);
    }
    /** The index of the last member that bears one of the names; or -1. */
    find(names) {
        for (let index = this.count - 1; index >= 0; index--) {
            for (const name of names)
                if (this.hasName(index, name))
                    return index;
        }
        return -1;
    }
    /** Whether the member's value says anything: null, "", [] and {} do not. */
    isSet(index) {
        const value = this.value(index);
        return value.length > 4 || !unsetValues.has(Buffer.from(value).toString('latin1'));
    }
    /** The members of its generationConfig (or generation_config), when that is an object. */
    config() {
        if (!this.#hasScannedConfig)
            this.#scanConfig();
        return this.#configTable.bytes.length > 0 ? this.#configTable : undefined;
    }
    /** Whether it asks for answers of a schema, in any of the members that can hold one. */
    asksForSchema() {
        const config = this.config();
        if (config === undefined)
            return false;
        for (const name of schemaNames) {
            const index = config.find(name);
            if (index >= 0 && config.bytes[config.valueStart[index]] !== letterN)
                return true;
        }
        return false;
    }
    #scanConfig() {
        this.#hasScannedConfig = true;
        const index = this.find(configNames);
        const value = index < 0 ? undefined : this.value(index);
        if (value?.[0] === json_tokens/* openObject */.MA)
            this.scanner.scanObject(value, 0, value.length, this.#configTable);
        else
            this.#configTable.reset(new Uint8Array(0), 0);
    }
}

;// CONCATENATED MODULE: ./build/dataset/model-generation.js
// Retired on 2026-10-08 and answered by their successors since (deprecations page of the Gemini API).
const successors = new Map([
    ['gemini-3.7-flash', 'gemini-3.8-flash'],
    ['gemini-3.5-flash', 'gemini-3.6-flash'],
]);
/** Gemini 3.6 and later, and 3.5 Flash-Lite: they have given up what tunes sampling, and a last turn by the model. */
function isWithoutSampling(model) {
    const generation = generationOf(model);
    if (generation === undefined)
        return false;
    return generation.order >= orderOf(3, 6) || (generation.order === orderOf(3, 5) && generation.isFlashLite);
}
/** Whether the model's generation is known and at least this one. */
function isAtLeast(model, major, minor) {
    const generation = generationOf(model);
    return generation !== undefined && generation.order >= orderOf(major, minor);
}
/** Whether the model's generation is known and before this one. */
function isBefore(model, major, minor) {
    const generation = generationOf(model);
    return generation !== undefined && generation.order < orderOf(major, minor);
}
/** Undefined where the id does not tell: tuned models, `gemini-flash-latest`. */
function generationOf(model) {
    const id = successors.get(model) ?? model;
    const digits = /^gemini-(\d+)(?:\.(\d+))?-/.exec(id);
    if (digits === null)
        return undefined;
    return { order: orderOf(Number(digits[1]), Number(digits[2] ?? 0)), isFlashLite: id.includes('-flash-lite') };
}
function orderOf(major, minor) {
    return major * 100 + minor;
}

;// CONCATENATED MODULE: ./build/dataset/hazard-list.js

/** Pages on Gemini 3.6 Flash at docs.cloud.google.com (Agent Platform) and ai.google.dev (whats-new-gemini-3.6). */
const samplingHazard = {
    id: 'sampling',
    isOf: isWithoutSampling,
    message: 'is ignored, and may be refused by later models',
    mend: null,
};
/** The same pages: these are an error, not a silent loss. */
const penaltyHazard = {
    id: 'penalties',
    isOf: isWithoutSampling,
    message: 'is refused',
    mend: null,
};
/** Reported by users of Gemini 3.x; one answer is the default, so nothing is lost without it. */
const candidateHazard = {
    id: 'candidate-count',
    isOf: (model) => isAtLeast(model, 3, 0),
    message: 'is not supported',
    mend: null,
};
/** Third-party help pages (apiyi): models before Gemini 3 answer 400. */
const levelHazard = {
    id: 'thinking-level',
    isOf: (model) => isBefore(model, 3, 0),
    message: 'is refused: these models take thinkingBudget',
    mend: null,
};
/** The same pages: both together are answered 400. Models before Gemini 3 fall under thinking-level already. */
const bothThinkingHazard = {
    id: 'thinking-both',
    isOf: (model) => !isBefore(model, 3, 0),
    message: 'is refused beside thinkingLevel',
    mend: null,
};
/** The same pages: 3.7 and 3.8 know low, medium and high only. */
const minimalHazard = {
    id: 'thinking-minimal',
    isOf: (model) => isAtLeast(model, 3, 7),
    message: 'of "minimal" is refused: these models take low, medium or high',
    mend: 'low',
};
/** A batch has a price and a pace of its own, whatever tier a row asks for. */
const tierHazard = {
    id: 'service-tier',
    isOf: () => true,
    message: 'means nothing in a batch and may be refused',
    mend: null,
};
/** The pages on Gemini 3.6 Flash again. No patch takes a turn away. */
const modelTurnHazard = {
    id: 'last-turn',
    isOf: isWithoutSampling,
    message: 'is by the model, which is refused: end the rows with a turn by the user, or leave them out',
    mend: null,
};

;// CONCATENATED MODULE: ./build/dataset/json-tail.js


/**
 * The offset of the value that the last element of an array, when it is an object, has under `name`; or -1. Of copies it
 * is the last one's. bytes[start, end) must be one valid array. Walks backwards, so that a long list costs no more than its
 * last element.
 */
function findInLastElement(bytes, start, end, name) {
    let p = end - 2;
    let depth = 0;
    while (p > start) {
        const byte = bytes[p];
        if (byte === json_tokens/* quote */.hD) {
            const opening = startOfString(bytes, p);
            if (depth === 1) {
                const behind = (0,json_tokens/* skipSpace */.AN)(bytes, p + 1, end);
                if (bytes[behind] === json_tokens/* colon */.kx && (0,json_members/* isName */.Eo)(bytes, opening + 1, p, name))
                    return (0,json_tokens/* skipSpace */.AN)(bytes, behind + 1, end);
            }
            p = opening;
        }
        else if (byte === json_tokens/* closeObject */.cH || byte === json_tokens/* closeArray */._w)
            depth++;
        else if (byte === json_tokens/* openObject */.MA || byte === json_tokens/* openArray */.Kt) {
            depth--;
            if (depth === 0)
                return -1;
        }
        else if (byte === json_tokens/* comma */.cX && depth === 0)
            return -1;
        p--;
    }
    return -1;
}
/** The opening quote of the string that is closed at `at`: the nearest one before it that no backslash escapes. */
function startOfString(bytes, at) {
    let p = at;
    for (;;) {
        p = bytes.lastIndexOf(json_tokens/* quote */.hD, p - 1);
        let before = p - 1;
        while (bytes[before] === json_tokens/* backslash */.R3)
            before--;
        if ((p - before) % 2 === 1)
            return p;
    }
}

;// CONCATENATED MODULE: ./build/dataset/mending-patch.js

/**
 * A merge patch, as one line of YAML for each top-level member, that gives all these members one value. Undefined when the
 * paths spell one member in two ways: a patch would then put the other spelling into rows that lack it.
 */
function patchOfPaths(paths, value) {
    const prefixes = new Map();
    let patch = {};
    for (const path of paths) {
        for (let length = 1; length < path.length; length++) {
            const spelling = JSON.stringify(path.slice(0, length));
            const plain = spelling.replaceAll('_', '').toLowerCase();
            if ((prefixes.get(plain) ?? spelling) !== spelling)
                return undefined;
            prefixes.set(plain, spelling);
        }
        patch = withMember(patch, path, value);
    }
    return Object.entries(patch)
        .map(([name, member]) => `${name}: ${flowText(member)}`)
        .join('\n');
}
/** The same patch for these models alone. */
function patchOfModels(models, patch) {
    const indented = patch.replace(/^/gm, '    ');
    return ['models:', ...models.map((model) => `  ${model}:\n${indented}`)].join('\n');
}
function withMember(patch, [name = '', ...rest], value) {
    const inner = rest.length === 0 ? value : withMember((patch[name] ?? {}), rest, value);
    return { ...patch, [name]: inner };
}
function flowText(value) {
    if (typeof value !== 'object' || value === null)
        return typeof value === 'string' ? value : (0,edit_json/* jsonText */.s$)(value);
    return `{ ${Object.entries(value)
        .map(([name, member]) => `${name}: ${flowText(member)}`)
        .join(', ')} }`;
}

;// CONCATENATED MODULE: ./build/dataset/hazards.js






const configHazards = [
    [samplingHazard, ['temperature', 'topP', 'top_p', 'topK', 'top_k']],
    [penaltyHazard, ['presencePenalty', 'presence_penalty', 'frequencyPenalty', 'frequency_penalty']],
    [candidateHazard, ['candidateCount', 'candidate_count']],
];
const modelRole = Buffer.from('"model"');
/** The n that only null begins with. */
const hazards_letterN = 0x6e;
const thinkingNames = ['thinkingConfig', 'thinking_config'];
const levelNames = ['thinkingLevel', 'thinking_level'];
const budgetNames = ['thinkingBudget', 'thinking_budget'];
/**
 * Counts the replay hazards of the rows of one variant, for the models that get them, among all models of the run. Null is as
 * good as absent.
 */
class HazardCounter {
    #allModels;
    #tallies;
    #thinking = new json_members/* MemberTable */.$x();
    #row = 0;
    constructor(models, allModels = models) {
        this.#allModels = allModels;
        const all = [...configHazards.map(([hazard]) => hazard), levelHazard, bothThinkingHazard, minimalHazard];
        this.#tallies = [...all, modelTurnHazard, tierHazard]
            .map((hazard) => ({ hazard, models: models.filter(hazard.isOf) }))
            .filter((tally) => tally.models.length > 0)
            .map((tally) => ({ ...tally, paths: new Set(), count: 0, firstRow: -1, lastRow: -1 }));
    }
    /** Takes in a request as it will be sent. `row` numbers the row. */
    add(sent, row) {
        this.#row = row;
        const tier = sent.find(['serviceTier', 'service_tier']);
        if (tier >= 0 && sent.isSet(tier))
            this.#note(tierHazard, sent.name(tier));
        const config = sent.config();
        if (config)
            this.#addConfig(config, sent);
        if (this.#tallyOf(modelTurnHazard) && endsWithModel(sent))
            this.#note(modelTurnHazard, 'contents');
    }
    /** The hazards met. */
    hazards() {
        return this.#tallies
            .filter((tally) => tally.count > 0)
            .map(({ hazard, models, paths, count, firstRow }) => {
            const found = [...paths].map((path) => path.split('.'));
            const names = [...new Set(found.map((path) => path.at(-1)))];
            const subject = hazard === modelTurnHazard ? 'the last turn' : names.join(', ');
            const verb = names.length > 1 ? hazard.message.replace(/^is /, 'are ') : hazard.message;
            const patch = hazard === modelTurnHazard ? undefined : this.#patch(models, patchOfPaths(found, hazard.mend));
            return { id: hazard.id, models, count, firstRow, message: `${subject} ${verb}`, patch };
        });
    }
    /** A patch for all models would take from the others what they can use. */
    #patch(models, patch) {
        const isOfAll = this.#allModels.every((model) => models.includes(model));
        return patch === undefined || isOfAll ? patch : patchOfModels(models, patch);
    }
    #addConfig(config, sent) {
        const name = configNames.find((spelling) => sent.find([spelling]) >= 0) ?? '';
        for (const [hazard, members] of configHazards) {
            if (this.#tallyOf(hazard) === undefined)
                continue;
            for (const member of members)
                if (findSet(config, [member]) >= 0)
                    this.#note(hazard, `${name}.${member}`);
        }
        const index = findSet(config, thinkingNames);
        if (index < 0)
            return;
        const thinking = this.#thinking;
        const value = config.value(index);
        if (value[0] !== json_tokens/* openObject */.MA)
            return;
        sent.scanner.scanObject(value, 0, value.length, thinking);
        const level = findSet(thinking, levelNames);
        if (level < 0)
            return;
        const path = `${name}.${config.name(index)}`;
        this.#note(levelHazard, `${path}.${thinking.name(level)}`);
        if (String(thinking.parse(level)).toLowerCase() === 'minimal') {
            this.#note(minimalHazard, `${path}.${thinking.name(level)}`);
        }
        const budget = findSet(thinking, budgetNames);
        if (budget >= 0)
            this.#note(bothThinkingHazard, `${path}.${thinking.name(budget)}`);
    }
    #tallyOf(hazard) {
        return this.#tallies.find((tally) => tally.hazard === hazard);
    }
    #note(hazard, path) {
        const tally = this.#tallyOf(hazard);
        if (tally === undefined)
            return;
        tally.paths.add(path);
        if (tally.lastRow === this.#row)
            return;
        if (tally.count++ === 0)
            tally.firstRow = this.#row;
        tally.lastRow = this.#row;
    }
}
function findSet(table, names) {
    for (const name of names) {
        const index = table.find(name);
        if (index >= 0 && table.bytes[table.valueStart[index]] !== hazards_letterN)
            return index;
    }
    return -1;
}
function endsWithModel(sent) {
    const index = sent.find(['contents']);
    const value = index < 0 ? undefined : sent.value(index);
    if (value?.[0] !== json_tokens/* openArray */.Kt)
        return false;
    // Most rows are one turn by the user: searching for the word costs less than walking over the turn.
    const buffer = value instanceof Buffer ? value : Buffer.from(value.buffer, value.byteOffset, value.length);
    if (!buffer.includes(modelRole))
        return false;
    const at = findInLastElement(value, 0, value.length, 'role');
    return at >= 0 && modelRole.equals(value.subarray(at, at + modelRole.length));
}

;// CONCATENATED MODULE: ./build/dataset/canonical-text.js
/** One text for all JSON values that are equal, and for no others: members are sorted, each item ends in a comma. Any depth will do. */
function canonicalText(value) {
    const pieces = [];
    // What is left to print, last first: texts as they are, values still to be taken apart.
    const rest = [{ value }];
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
        if ('text' in next)
            pieces.push(next.text);
        else if (Array.isArray(next.value)) {
            pieces.push('[');
            rest.push({ text: ']' });
            for (const item of next.value.toReversed())
                rest.push({ text: ',' }, { value: item });
        }
        else if (typeof next.value === 'object' && next.value !== null) {
            pieces.push('{');
            rest.push({ text: '}' });
            const members = Object.entries(next.value).sort(([a], [b]) => (a < b ? 1 : -1));
            for (const [name, member] of members)
                rest.push({ text: ',' }, { value: member }, { text: `${JSON.stringify(name)}:` });
        }
        else
            pieces.push(JSON.stringify(next.value));
    }
    return pieces.join('');
}

;// CONCATENATED MODULE: ./build/dataset/row-digests.js
const initialRows = 1024;
const digestChars = 8;
/** A short digest for rows that have one, 4 bytes each. */
class RowDigests {
    #words = new Uint32Array(initialRows);
    /** Keeps the first 4 bytes of the digest. */
    set(row, digest) {
        while (row >= this.#words.length) {
            const longer = new Uint32Array(this.#words.length * 2);
            longer.set(this.#words);
            this.#words = longer;
        }
        // 0 stands for none.
        this.#words[row] = digest.readUInt32BE(0) || 1;
    }
    /** 8 hex digits; '' for a row without one. */
    get(row) {
        const word = this.#words[row] ?? 0;
        return word === 0 ? '' : word.toString(16).padStart(digestChars, '0');
    }
}

;// CONCATENATED MODULE: ./build/dataset/labels.js






const maxTagChars = 100;
const noTags = [];
/** Reads `tags` and `mustPass` out of an object's members, or says what is wrong with them. */
function readLabel(members, { hashesExpected }) {
    const tags = parseMember(members, 'tags');
    const mustPass = parseMember(members, 'mustPass');
    if (tags !== undefined && !isTagList(tags)) {
        return { problem: `"tags" is not a list of texts of 1 to ${maxTagChars} characters` };
    }
    if (mustPass !== undefined && typeof mustPass !== 'boolean')
        return { problem: '"mustPass" is neither true nor false' };
    const expected = members.find('expected');
    return {
        ...(tags === undefined ? {} : { tags }),
        ...(mustPass === undefined ? {} : { mustPass }),
        hasExpected: expected >= 0,
        ...(expected >= 0 && hashesExpected
            ? { expectedDigest: (0,external_node_crypto_.hash)('sha256', canonicalText(members.parse(expected)), 'buffer') }
            : {}),
    };
}
function parseMember(members, name) {
    const index = members.find(name);
    const value = index < 0 ? undefined : members.parse(index);
    return value === null ? undefined : value;
}
function isTagList(value) {
    return (Array.isArray(value) && value.every((tag) => typeof tag === 'string' && tag !== '' && tag.length <= maxTagChars));
}
/** The labels of all rows. Rows without one cost nothing; equal tag lists are kept once. */
class LabelTable {
    #tags = new Map();
    #lists = new Map();
    #mustPass = new Set();
    #expected = new Map();
    #expectedDigests = new RowDigests();
    /** Whether labels come with digests of `expected`. */
    hashesExpected;
    constructor({ hashesExpected = false } = {}) {
        this.hashesExpected = hashesExpected;
    }
    tags(row) {
        return this.#tags.get(row) ?? noTags;
    }
    mustPass(row) {
        return this.#mustPass.has(row);
    }
    /** The rows that must pass, in the order of the dataset. */
    mustPassRows() {
        return [...this.#mustPass].sort((a, b) => a - b);
    }
    /** 8 hex digits of the hash of what the row's `expected` says; '' without one. */
    expectedDigest(row) {
        return this.#expectedDigests.get(row);
    }
    /** Where the side file has the row's `expected`; undefined when it is the row's own, if any. */
    expectedPlace(row) {
        return this.#expected.get(row);
    }
    /** How many rows have their `expected` in the side file. */
    get expectedCount() {
        return this.#expected.size;
    }
    /** The rows of each tag, tags in alphabetical order. */
    slices() {
        const rowsOf = new Map();
        for (const [row, tags] of this.#tags) {
            for (const tag of new Set(tags)) {
                const rows = rowsOf.get(tag) ?? [];
                if (rows.push(row) === 1)
                    rowsOf.set(tag, rows);
            }
        }
        return [...rowsOf].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tag, rows]) => ({ tag, rows }));
    }
    /** Takes in a label; what it says replaces what an earlier one of the row said. */
    set(row, label, place) {
        if (label.tags !== undefined)
            this.#tags.set(row, this.#intern(label.tags));
        if (label.mustPass === true)
            this.#mustPass.add(row);
        else if (label.mustPass === false)
            this.#mustPass.delete(row);
        if (label.hasExpected && place !== undefined)
            this.#expected.set(row, place);
        if (label.expectedDigest !== undefined)
            this.#expectedDigests.set(row, label.expectedDigest);
    }
    #intern(tags) {
        const text = JSON.stringify(tags);
        const known = this.#lists.get(text) ?? tags;
        this.#lists.set(text, known);
        return known;
    }
}
const knownMembers = ['key', 'expected', 'mustPass', 'tags'];
const maxListedKeys = 5;
/** Joins the side file `{key, expected?, mustPass?, tags?}` to the rows by key. Throws DatasetError for lines it cannot use. */
async function readLabels(display, chunks, rows, labels) {
    const reader = new LabelReader(display, rows, labels);
    const lines = new dataset_lines/* LineSplitter */.g();
    try {
        for await (const chunk of chunks)
            for (const batch of lines.push(chunk))
                reader.take(batch);
        for (const batch of lines.finish())
            reader.take(batch);
    }
    catch (error) {
        if (!(error instanceof dataset_lines/* RowTooLongError */.v))
            throw error;
        throw new errors/* DatasetError */.zm([{ file: display, line: error.lineNumber, message: error.message }], 1, 'labels');
    }
    return reader.finish();
}
class LabelReader {
    #display;
    #rows;
    #labels;
    #scanner = new RowScanner();
    #labelled = new Set();
    #faults = [];
    #unknownKeys = [];
    #faultCount = 0;
    #unknown = 0;
    constructor(display, rows, labels) {
        this.#display = display;
        this.#rows = rows;
        this.#labels = labels;
    }
    take(batch) {
        for (let index = 0; index < batch.count; index++) {
            const start = batch.starts[index] ?? 0;
            const end = batch.ends[index] ?? 0;
            const message = this.#takeLine(batch.bytes, start, end, {
                offset: batch.fileOffset + start,
                length: end - start,
            });
            if (message === undefined)
                continue;
            const fault = { file: this.#display, line: batch.lineNumbers[index] ?? 0, message };
            if (this.#faultCount++ < errors/* maxListedFaults */.bd)
                this.#faults.push(fault);
        }
    }
    finish() {
        if (this.#faultCount > 0)
            throw new errors/* DatasetError */.zm(this.#faults, this.#faultCount, 'labels');
        const unlabelled = this.#rows.size - (this.#labelled.size - this.#unknown);
        return { unknownKeys: this.#unknownKeys, unknown: this.#unknown, unlabelled };
    }
    #takeLine(bytes, start, end, place) {
        const fault = this.#scanner.scan(bytes, start, end);
        if (fault !== undefined)
            return `not valid JSON: ${fault.message} (byte ${fault.offset - start + 1} of the line)`;
        if (!this.#scanner.isObject)
            return 'the line is not a JSON object';
        const members = this.#scanner.row;
        for (let index = 0; index < members.count; index++) {
            const name = members.name(index);
            if (!knownMembers.includes(name))
                return `has a member "${name}"; a label has ${knownMembers.join(', ')}`;
        }
        const key = parseMember(members, 'key');
        if (typeof key !== 'string' || key === '')
            return 'has no "key"';
        if (this.#labelled.has(key))
            return `is the second label of the key ${JSON.stringify(key)}`;
        this.#labelled.add(key);
        const label = readLabel(members, this.#labels);
        if ('problem' in label)
            return label.problem;
        const row = this.#rows.find(key);
        if (row !== undefined)
            this.#labels.set(row, label, place);
        else if (this.#unknown++ < maxListedKeys)
            this.#unknownKeys.push(key);
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/dataset/rows.js
const rows_initialRows = 1024;
const digestBytes = 8;
const noDigest = new Uint8Array(0);
/** The rows of a dataset in file order: their keys and places, never their text. About 110 bytes a row beside its key. */
class RowTable {
    #keys = [];
    #byKey = new Map();
    #source = new Uint16Array(rows_initialRows);
    #line = new Uint32Array(rows_initialRows);
    #offset = new Float64Array(rows_initialRows);
    #length = new Uint32Array(rows_initialRows);
    #digest = new Uint8Array(rows_initialRows * digestBytes);
    get size() {
        return this.#keys.length;
    }
    /** Takes in the next row; its key must be new. Of the digest of its request the first 8 bytes are kept. */
    add(key, place, digest = noDigest) {
        const row = this.#keys.length;
        if (row === this.#line.length)
            this.#grow();
        this.#keys.push(key);
        this.#byKey.set(key, row);
        this.#source[row] = place.source;
        this.#line[row] = place.line;
        this.#offset[row] = place.offset;
        this.#length[row] = place.length;
        this.#digest.set(digest.subarray(0, digestBytes), row * digestBytes);
    }
    has(key) {
        return this.#byKey.has(key);
    }
    /** The row's number from 0; undefined for a key that is not in the dataset. */
    find(key) {
        return this.#byKey.get(key);
    }
    key(row) {
        return this.#keys[row] ?? '';
    }
    /** The first 16 hex digits of the hash of the row's request, as it stands in the file. */
    digest(row) {
        return Buffer.from(this.#digest.buffer, row * digestBytes, digestBytes).toString('hex');
    }
    place(row) {
        return {
            source: this.#source[row] ?? 0,
            line: this.#line[row] ?? 0,
            offset: this.#offset[row] ?? 0,
            length: this.#length[row] ?? 0,
        };
    }
    #grow() {
        const rows = this.#line.length * 2;
        this.#source = copyInto(new Uint16Array(rows), this.#source);
        this.#line = copyInto(new Uint32Array(rows), this.#line);
        this.#offset = copyInto(new Float64Array(rows), this.#offset);
        this.#length = copyInto(new Uint32Array(rows), this.#length);
        this.#digest = copyInto(new Uint8Array(rows * digestBytes), this.#digest);
    }
}
/** Byte spans of rows in a file, 12 bytes each. */
class Spans {
    #offset = new Float64Array(rows_initialRows);
    #length = new Uint32Array(rows_initialRows);
    #count = 0;
    add(offset, length) {
        if (this.#count === this.#offset.length) {
            this.#offset = copyInto(new Float64Array(this.#count * 2), this.#offset);
            this.#length = copyInto(new Uint32Array(this.#count * 2), this.#length);
        }
        this.#offset[this.#count] = offset;
        this.#length[this.#count++] = length;
    }
    get(row) {
        return { offset: this.#offset[row] ?? 0, length: this.#length[row] ?? 0 };
    }
}
function copyInto(target, source) {
    target.set(source);
    return target;
}

;// CONCATENATED MODULE: ./build/cost/price-table.js
/** The day on which the table's prices were read; where standard prices only were listed, batch is half. */
const pricesReadOn = '2026-10-07';
const always = '0000-01-01';
/** A request whose prompt is longer costs more as a whole, on the models that charge for that. */
const longPromptTokens = 200_000;
const abovePromptTokens = longPromptTokens;
const flash = [
    // The price list says half the cache rate for batch, the guide the standard one: the higher counts.
    { from: always, price: { input: 0.375, output: 1.875, cached: 0.075 } },
    { from: '2027-01-01', price: { input: 0.75, output: 3.75 } },
];
const table = new Map([
    ['gemini-3.8-flash', flash],
    ['gemini-3.7-flash', [...flash.slice(0, 1), { from: '2026-10-08', as: 'gemini-3.8-flash' }]],
    ['gemini-3.6-flash', flash],
    // Since then another model answers; what such a request costs is not documented.
    [
        'gemini-3.5-flash',
        [
            { from: always, price: { input: 0.75, output: 4.5 } },
            { from: '2026-10-08', price: null },
        ],
    ],
    ['gemini-3.5-flash-lite', [{ from: always, price: { input: 0.15, output: 1.25 } }]],
    [
        'gemini-3.1-pro-preview',
        [{ from: always, price: { input: 1, output: 6, longPrompt: { abovePromptTokens, input: 2, output: 9 } } }],
    ],
    ['gemini-3.1-flash-lite', [{ from: always, price: { input: 0.125, output: 0.75 } }]],
    [
        'gemini-2.5-pro',
        [
            { from: always, price: { input: 0.625, output: 5, longPrompt: { abovePromptTokens, input: 1.25, output: 7.5 } } },
            { from: '2026-12-01', as: 'gemini-3.8-flash' },
        ],
    ],
    [
        'gemini-2.5-flash',
        [
            { from: always, price: { input: 0.15, output: 1.25 } },
            { from: '2026-12-01', as: 'gemini-3.5-flash-lite' },
        ],
    ],
    ['gemini-2.5-flash-lite', [{ from: always, price: { input: 0.05, output: 0.2 } }]],
]);
/**
 * The batch price of a model on a day (`2026-11-22`, or an instant that begins so, UTC): the one given in `overrides`, else
 * the table's. Null for a model without a price: names are never guessed from similar ones.
 */
function priceOf(model, date, overrides = new Map()) {
    const name = model.replace(/^models\//, '');
    const day = date.slice(0, 10);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day))
        throw new RangeError(`Not a day: ${date}`);
    const given = overrides.get(name);
    if (given !== undefined)
        return given;
    const step = table.get(name)?.findLast(({ from }) => from <= day);
    if (step === undefined)
        return null;
    return 'as' in step ? priceOf(step.as, day, overrides) : step.price;
}

;// CONCATENATED MODULE: ./build/dataset/inline-images.js

/** Images longer than a stride and a window hold a whole window wherever they begin. */
const strideBytes = 8 * 1024;
const windowBytes = 64;
/** How far around the base64 its object's other members are looked for. */
const contextBytes = 256;
/** Base64 in both alphabets; a backslash, since some writers escape the slash. */
const isBase64 = new Uint8Array(256);
for (const byte of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\\'))
    isBase64[byte] = 1;
const opensInlineData = /"(?:inlineData|inline_data)"\s*:\s*\{[^{}]*"data"\s*:\s*$/;
const namesImage = /"(?:mimeType|mime_type)"\s*:\s*"image\\?\//;
/**
 * Counts the images that stand as inline data in the bytes of a request, and the bytes of their base64: those of more than 8,256
 * bytes. One beside members of unusual length is overlooked. Text costs a look at a few bytes of every 8 KB.
 */
function findInlineImages(bytes) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const images = { count: 0, bytes: 0 };
    for (let at = strideBytes; at + windowBytes <= buffer.length; at += strideBytes) {
        if (!isBase64Window(buffer, at))
            continue;
        const start = buffer.lastIndexOf(json_tokens/* quote */.hD, at) + 1;
        const end = buffer.indexOf(json_tokens/* quote */.hD, at);
        if (end < 0)
            break;
        if (isImage(buffer, start, end)) {
            images.count++;
            images.bytes += end - start;
        }
        at = end;
    }
    return images;
}
function isBase64Window(bytes, at) {
    for (let p = at; p < at + windowBytes; p++)
        if (isBase64[bytes[p]] === 0)
            return false;
    return true;
}
/** Whether the string in bytes[start, end) is the data of an inline image. */
function isImage(buffer, start, end) {
    const before = buffer.toString('latin1', Math.max(0, start - 1 - contextBytes), start - 1);
    const opening = opensInlineData.exec(before)?.[0];
    if (opening === undefined)
        return false;
    const behind = buffer.toString('latin1', end + 1, end + 1 + contextBytes);
    return namesImage.test(opening) || namesImage.test(behind.slice(0, behind.indexOf('}') + 1));
}

;// CONCATENATED MODULE: ./build/dataset/volume.js



const limitNames = ['maxOutputTokens', 'max_output_tokens'];
const candidateNames = ['candidateCount', 'candidate_count'];
const digitZero = 0x30;
/** Shorter than that an image costs more tokens than its bytes count for, and is left as it is. */
const leastImageBytes = maxTokensPerImage * bytesPerToken;
/** Adds up what the requests of one file hold and allow, for an estimate of what they cost. */
class VolumeCounter {
    all = emptyVolume();
    /** Those that each alone have a long prompt. */
    long = emptyVolume();
    #row = emptyVolume();
    /** Takes in a row's request as it will be sent, so many times, in lines of so many bytes together. Gives its prompts' tokens. */
    add(sent, requests, bytes) {
        const row = this.#row;
        row.requests = requests;
        row.bytes = bytes;
        row.images = 0;
        row.imageBytes = 0;
        if (bytes > requests * leastImageBytes)
            countImages(sent, row);
        const config = sent.config();
        const answers = requests * (readCount(config, candidateNames) || 1);
        const limit = readCount(config, limitNames);
        row.limitTokens = limit * answers;
        row.openAnswers = limit > 0 ? 0 : answers;
        addTo(this.all, row);
        const tokens = promptTokensOf(row);
        if (tokens > requests * longPromptTokens)
            addTo(this.long, row);
        return tokens;
    }
}
function emptyVolume() {
    return { requests: 0, bytes: 0, images: 0, imageBytes: 0, limitTokens: 0, openAnswers: 0 };
}
function addTo(sum, row) {
    sum.requests += row.requests;
    sum.bytes += row.bytes;
    sum.images += row.images;
    sum.imageBytes += row.imageBytes;
    sum.limitTokens += row.limitTokens;
    sum.openAnswers += row.openAnswers;
}
function countImages({ pieces }, row) {
    for (const piece of pieces) {
        if (piece.length < leastImageBytes)
            continue;
        const images = findInlineImages(piece);
        row.images += row.requests * images.count;
        row.imageBytes += row.requests * images.bytes;
    }
}
/** The member's value where it is a number (or one in quotes, which the service takes too); 0 for anything else. */
function readCount(config, names) {
    for (const name of names) {
        const index = config?.find(name) ?? -1;
        if (config && index >= 0)
            return readDigits(config, index) ?? readNumber(config.parse(index));
    }
    return 0;
}
/** Reading it out of the bytes costs a tenth of parsing it. */
function readDigits({ bytes, valueStart, valueEnd }, index) {
    let value = 0;
    const end = valueEnd[index];
    for (let p = valueStart[index]; p < end; p++) {
        const digit = bytes[p] - digitZero;
        if (digit < 0 || digit > 9)
            return undefined;
        value = value * 10 + digit;
    }
    return value;
}
function readNumber(value) {
    const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : 0;
    return number > 0 && number < Number.POSITIVE_INFINITY ? number : 0;
}

;// CONCATENATED MODULE: ./build/dataset/request-file.js






/** Changes with the way requests are cut, so that a request file of another making is never taken for this one's. */
const formatVersion = 'requests-2';
const lineStart = Buffer.from('{"key":');
const lineMiddle = Buffer.from(',"request":');
const lineEnd = Buffer.from('}\n');
/** One variant's request file while it is written. */
class RequestFile {
    #plan;
    #repeat;
    #writer;
    #scanner;
    #sent;
    #lines = new Spans();
    #volume = new VolumeCounter();
    hazards;
    #cutter;
    #rowsWithSchema = 0;
    constructor(plan, { repeat, hazards, limits }, writer, scanner) {
        this.#plan = plan;
        this.#repeat = repeat;
        this.#writer = writer;
        this.#scanner = scanner;
        this.#sent = new SentRequest(scanner);
        this.hazards = hazards;
        this.#cutter = new ShardCutter(limits, `${formatVersion}/${repeat}/${hashOfEdit(plan.edit)}`);
    }
    /** Puts the edit into the row just scanned. */
    prepare(row) {
        (0,edit/* applyEdit */.HU)(this.#plan.edit, this.#scanner, this.#sent);
        this.hazards.add(this.#sent, row);
        return this.#sent;
    }
    /** Writes the row's lines, one per repeat; there is something to wait for only when the buffer is full. */
    write(key, digest) {
        const start = this.#writer.bytesWritten;
        const pieces = [];
        let firstLine = 0;
        for (let round = 1; round <= this.#repeat; round++) {
            const roundKey = this.#repeat === 1 ? key : `${key}#${round}`;
            pieces.push(lineStart, Buffer.from(JSON.stringify(roundKey)), lineMiddle, ...this.#sent.pieces, lineEnd);
            if (round === 1)
                firstLine = pieces.reduce((bytes, piece) => bytes + piece.length, 0);
        }
        const writing = this.#writer.write(pieces);
        this.#lines.add(start, firstLine);
        const bytes = this.#writer.bytesWritten - start;
        const tokens = this.#volume.add(this.#sent, this.#repeat, bytes);
        this.#cutter.add({ bytes, tokens }, digest, JSON.stringify(key));
        if (this.#sent.asksForSchema())
            this.#rowsWithSchema++;
        return writing;
    }
    /** Ends the file and says what is in it. */
    async finish() {
        await this.#writer.flush();
        return {
            ...this.#cutter.finish(),
            requestBytes: this.#writer.bytesWritten,
            lines: this.#lines,
            volume: this.#volume.all,
            longVolume: this.#volume.long,
            rowsWithSchema: this.#rowsWithSchema,
        };
    }
}

// EXTERNAL MODULE: ./build/dataset/row-fields.js
var row_fields = __webpack_require__(37193);
;// CONCATENATED MODULE: ./build/dataset/part-spellings.js




const underscore = 0x5f;
/** Fields that are spelled in two ways. */
const twofold = row_fields/* partFields */.D5
    .map((camel) => ({ snake: (0,row_fields/* snakeCase */.LW)(camel), camel: Buffer.from(`"${camel}"`) }))
    .filter(({ snake }) => snake.includes('_'))
    .map((names) => ({ ...names, offset: names.snake.indexOf('_') }));
/** By byte: the fields, as bits, that have it before and behind the first underscore of their name. */
const fieldsBefore = bitsOf(-1);
const fieldsBehind = bitsOf(1);
function bitsOf(distance) {
    const bits = new Uint32Array(256);
    for (const [field, { snake, offset }] of twofold.entries()) {
        const byte = snake.charCodeAt(offset + distance);
        bits[byte] = (bits[byte] ?? 0) | (1 << field);
    }
    return bits;
}
/** Looks for fields in both spellings in the parts of contents. Names with escapes in them are not seen. */
class PartChecker {
    #fields = new row_fields/* FieldList */.d$(row_fields/* partFields */.D5);
    #walker = new ValueWalker();
    #content = new json_members/* MemberTable */.$x();
    #part = new json_members/* MemberTable */.$x();
    /** The first such field in a value of valid JSON: a list of contents, or one content. */
    find(value, scanner) {
        if (!mayHoldBoth(value))
            return undefined;
        if (value[0] !== json_tokens/* openArray */.Kt)
            return this.#findInContent(value, scanner);
        return this.#findInElements(value, (content) => this.#findInContent(content, scanner));
    }
    #findInContent(content, scanner) {
        if (content[0] !== json_tokens/* openObject */.MA)
            return undefined;
        scanner.scanObject(content, 0, content.length, this.#content);
        const index = this.#content.find('parts');
        const parts = index < 0 ? content : this.#content.value(index);
        if (parts[0] !== json_tokens/* openArray */.Kt)
            return undefined;
        const found = this.#findInElements(parts, (part) => this.#findInPart(part, scanner));
        return found && { ...found, path: `.parts${found.path}` };
    }
    #findInPart(part, scanner) {
        if (part[0] !== json_tokens/* openObject */.MA)
            return undefined;
        scanner.scanObject(part, 0, part.length, this.#part);
        const both = this.#fields.check(this.#part, () => undefined);
        return both && { ...both, path: '' };
    }
    #findInElements(list, find) {
        let p = (0,json_tokens/* skipSpace */.AN)(list, 1, list.length);
        for (let index = 0; list[p] !== json_tokens/* closeArray */._w; index++) {
            const end = this.#walker.endOfValue(list, p, list.length);
            const found = find(list.subarray(p, end));
            if (found)
                return { ...found, path: `[${index}]${found.path}` };
            p = (0,json_tokens/* skipSpace */.AN)(list, end, list.length);
            if (list[p] === json_tokens/* comma */.cX)
                p = (0,json_tokens/* skipSpace */.AN)(list, p + 1, list.length);
        }
        return undefined;
    }
}
/** Most rows hold no underscore, and few both names of a field: searching for them costs far less than walking over all parts. */
function mayHoldBoth(bytes) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const seen = new Set();
    for (let at = buffer.indexOf(underscore); at >= 0; at = buffer.indexOf(underscore, at + 1)) {
        const camel = fieldAround(buffer, at);
        if (camel === undefined || seen.has(camel))
            continue;
        if (buffer.includes(camel))
            return true;
        seen.add(camel);
    }
    return false;
}
/** The camelCase name, in quotes, of the field whose snake_case name has its first underscore here. */
function fieldAround(bytes, at) {
    // Code is full of underscores: two bytes tell nearly all of them from the names of fields.
    const before = fieldsBefore[bytes[at - 1] ?? 0] ?? 0;
    if ((before & (fieldsBehind[bytes[at + 1] ?? 0] ?? 0)) === 0)
        return undefined;
    for (const { snake, camel, offset } of twofold) {
        const start = at - offset;
        if (bytes[start - 1] === json_tokens/* quote */.hD && (0,json_members/* isName */.Eo)(bytes, start, start + snake.length, snake))
            return camel;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/dataset/row-shape.js




const maxUnknownFields = 100;
const interactionsMembers = [
    'interaction',
    'interactions',
    'input',
    'previous_interaction_id',
    'previousInteractionId',
];
const interactionsRow = 'looks like a log of the Interactions API; a batch takes generateContent requests, with "contents", only';
const contentsNames = ['contents'];
const row_shape_instructionNames = ['systemInstruction', 'system_instruction'];
/** Fields with what their values begin with. */
const shapes = [
    { field: 'systemInstruction', opens: json_tokens/* openObject */.MA, shape: 'an object with "parts"' },
    { field: 'generationConfig', opens: json_tokens/* openObject */.MA, shape: 'an object' },
    { field: 'toolConfig', opens: json_tokens/* openObject */.MA, shape: 'an object' },
    { field: 'tools', opens: json_tokens/* openArray */.Kt, shape: 'a list' },
    { field: 'safetySettings', opens: json_tokens/* openArray */.Kt, shape: 'a list' },
];
const cacheNames = ['cachedContent', 'cached_content'];
const besideCache = [...row_shape_instructionNames, 'tools', 'toolConfig', 'tool_config'];
/**
 * What keeps a row of valid JSON from holding a request, whatever is done to the request, or undefined. The service reads
 * the whole file when a job is created and refuses all of it for one row of a wrong shape, so such rows are found here.
 */
function checkRow({ isObject, row, requestIsObject }) {
    if (!isObject)
        return 'the row is not a JSON object';
    const index = row.find('request');
    if (index < 0) {
        if (interactionsMembers.some((name) => row.find(name) >= 0))
            return interactionsRow;
        return 'has no member "request"; rows are {"request": …} as exported, or {"key": …, "request": …}';
    }
    for (const name of ['request', 'key']) {
        if (row.findFrom(name, 0) !== row.find(name))
            return `has two members "${name}"; which one is meant?`;
    }
    return requestIsObject ? undefined : '"request" is not an object';
}
/** Checks requests as they will be sent, row after row, and remembers the fields that it does not know. */
class RequestChecker {
    #request = new row_fields/* FieldList */.d$(row_fields/* requestFields */.hH);
    #config = new row_fields/* FieldList */.d$(row_fields/* configFields */.e5);
    #parts = new PartChecker();
    #walker = new ValueWalker();
    #unknown = new Map();
    #row = 0;
    /** What keeps the request from being sent, or undefined. `row` numbers the row; variants of one row come one by one. */
    check(sent, row) {
        this.#row = row;
        return this.#checkContents(sent) ?? this.#checkFields(sent) ?? this.#checkParts(sent);
    }
    /** The fields met that the service is not known to have, in the order met; at most 100 different ones. */
    unknownFields() {
        return [...this.#unknown.values()].map(({ field, count, firstRow }) => ({ field, count, firstRow }));
    }
    #checkContents(sent) {
        const index = sent.find(contentsNames);
        if (index < 0)
            return sent.find(interactionsMembers) < 0 ? 'the request has no "contents"' : interactionsRow;
        const value = sent.value(index);
        if (value[0] !== json_tokens/* openArray */.Kt)
            return '"contents" is not a list';
        if (value[(0,json_tokens/* skipSpace */.AN)(value, 1, value.length)] === json_tokens/* closeArray */._w)
            return '"contents" is empty';
        // Strings are what SDKs make contents of; the API itself takes them not.
        return this.#holdsObjectsOnly(value) ? undefined : '"contents" holds something that is no object with "parts"';
    }
    #holdsObjectsOnly(list) {
        let p = (0,json_tokens/* skipSpace */.AN)(list, 1, list.length);
        while (list[p] !== json_tokens/* closeArray */._w) {
            if (list[p] !== json_tokens/* openObject */.MA)
                return false;
            p = (0,json_tokens/* skipSpace */.AN)(list, this.#walker.endOfValue(list, p, list.length), list.length);
            if (list[p] === json_tokens/* comma */.cX)
                p = (0,json_tokens/* skipSpace */.AN)(list, p + 1, list.length);
        }
        return true;
    }
    #checkFields(sent) {
        const inTwo = this.#request.check(sent, this.#noteField);
        if (inTwo)
            return `has both "${inTwo.camel}" and "${inTwo.snake}"; which one is meant?`;
        for (const { field, opens, shape } of shapes) {
            if (!this.#request.has(field))
                continue;
            const index = sent.find([field, (0,row_fields/* snakeCase */.LW)(field)]);
            if (index >= 0 && sent.value(index)[0] !== opens && sent.isSet(index))
                return `"${sent.name(index)}" is not ${shape}`;
        }
        const beside = this.#request.has('cachedContent') ? findBesideCache(sent) : undefined;
        if (beside)
            return `"cachedContent" may not stand beside "${beside}"; the cache holds its own`;
        const config = sent.config();
        const inTwoInside = config && this.#config.check(config, this.#noteConfigField);
        if (inTwoInside) {
            return `has both "${inTwoInside.camel}" and "${inTwoInside.snake}" in its generationConfig; which one is meant?`;
        }
        return undefined;
    }
    #checkParts(sent) {
        for (const names of [contentsNames, row_shape_instructionNames]) {
            const index = sent.find(names);
            const inTwo = index < 0 ? undefined : this.#parts.find(sent.value(index), sent.scanner);
            if (!inTwo)
                continue;
            const place = `${sent.name(index)}${inTwo.path}`;
            return `has both "${inTwo.camel}" and "${inTwo.snake}" in ${place}; which one is meant?`;
        }
        return undefined;
    }
    #noteField = (name) => this.#note(name);
    #noteConfigField = (name) => this.#note(`generationConfig.${name}`);
    #note(field) {
        const known = this.#unknown.get(field);
        if (known === undefined) {
            if (this.#unknown.size === maxUnknownFields)
                return;
            this.#unknown.set(field, { field, count: 1, firstRow: this.#row, lastRow: this.#row });
        }
        else if (known.lastRow !== this.#row) {
            known.count++;
            known.lastRow = this.#row;
        }
    }
}
function findBesideCache(sent) {
    const isSet = (names) => {
        const index = sent.find(names);
        return index >= 0 && sent.isSet(index);
    };
    return isSet(cacheNames) ? besideCache.find((name) => isSet([name])) : undefined;
}

;// CONCATENATED MODULE: ./build/dataset/pass.js














/** One reading of all sources from start to end. */
class Pass {
    #sources;
    #options;
    #choice;
    #scanner = new RowScanner();
    #rows = new RowTable();
    #labels;
    #loggedDigests = new RowDigests();
    #checker = new RequestChecker();
    #fingerprint = (0,external_node_crypto_.createHash)('sha256');
    #faults = [];
    #files = [];
    #faultCount = 0;
    #totalRows = 0;
    #rowsWithExpected = 0;
    #rowsWithLogged = 0;
    constructor(sources, options, choice) {
        this.#sources = sources;
        this.#options = options;
        this.#choice = choice;
        this.#labels = new LabelTable({ hashesExpected: this.#scoredParts.expected });
    }
    get #scoredParts() {
        return this.#options.scoredParts ?? fingerprint/* requestsOnly */.H;
    }
    async run() {
        if (!('chosen' in this.#choice))
            this.#choice.keys.begin(this.#rows);
        this.#files = await Promise.all(this.#options.variants.map((plan) => this.#openFile(plan)));
        for (let index = 0; index < this.#sources.length; index++)
            await this.#readSource(index);
        if (this.#faultCount > 0)
            throw new errors/* DatasetError */.zm(this.#faults, this.#faultCount);
        const sources = this.#sources.map((source) => source.display);
        if (this.#rows.size === 0)
            throw new errors/* InputError */.dz([{ input: 'dataset', message: `holds no row (${sources.join(', ')})` }]);
        const variants = await Promise.all(this.#files.map((file) => file.finish()));
        return {
            rows: this.#rows,
            sources,
            fingerprint: `sha256:${this.#fingerprint.digest('hex')}`,
            variants,
            labels: this.#labels,
            allRows: 'chosen' in this.#choice ? this.#choice.keys : this.#rows,
            scoredParts: this.#scoredParts,
            loggedDigests: this.#loggedDigests,
            totalRows: this.#totalRows,
            rowsWithExpected: this.#rowsWithExpected,
            rowsWithLogged: this.#rowsWithLogged,
            rowsWithSchema: Math.min(...variants.map(({ rowsWithSchema }) => rowsWithSchema)),
            repeatedKeyRows: 'chosen' in this.#choice ? 0 : this.#choice.keys.repeatedRows,
            unknownFields: this.#checker.unknownFields(),
            hazards: this.#files.flatMap((file) => file.hazards.hazards()),
        };
    }
    async #openFile(plan) {
        const sink = this.#choice.isWriting ? await plan.openSink() : { write: async () => undefined };
        const allModels = this.#options.variants.flatMap(({ models }) => models);
        const hazards = new HazardCounter(plan.models, allModels);
        const limits = limitsOf(plan.models, this.#options.limits);
        const options = { repeat: this.#options.repeat, hazards, limits };
        return new RequestFile(plan, options, new RequestWriter(sink), this.#scanner);
    }
    async #readSource(index) {
        const source = this.#sources[index];
        if (source === undefined)
            return;
        const lines = new dataset_lines/* LineSplitter */.g();
        try {
            for await (const chunk of source.chunks()) {
                for (const batch of lines.push(chunk))
                    await this.#readBatch(index, batch);
            }
            for (const batch of lines.finish())
                await this.#readBatch(index, batch);
        }
        catch (error) {
            if (!(error instanceof dataset_lines/* RowTooLongError */.v))
                throw error;
            // Nothing behind such a row can be found in bounded memory, so the file ends here.
            this.#refuse(index, error.lineNumber, error.message.replace(/^line \d+ /, ''));
        }
    }
    async #readBatch(source, batch) {
        for (let index = 0; index < batch.count; index++) {
            const start = batch.starts[index];
            const end = batch.ends[index];
            const line = batch.lineNumbers[index];
            const fault = this.#scanner.scan(batch.bytes, start, end);
            const message = fault
                ? `not valid JSON: ${fault.message} (byte ${fault.offset - start + 1} of the line)`
                : checkRow(this.#scanner);
            if (message !== undefined)
                this.#refuse(source, line, message);
            else
                await this.#readRow({ source, line, offset: batch.fileOffset + start, length: end - start });
        }
    }
    #refuse(source, line, message) {
        const file = this.#sources[source]?.display ?? '';
        if (this.#faultCount++ < errors/* maxListedFaults */.bd)
            this.#faults.push({ file, line, message });
    }
    /** Returns a promise only when a buffer is full: one for each row would cost more than the row. */
    #readRow(place) {
        const ordinal = this.#totalRows++;
        if ('chosen' in this.#choice && this.#choice.chosen[ordinal] !== 1)
            return undefined;
        const label = readLabel(this.#scanner.row, this.#labels);
        const problem = 'problem' in label ? label.problem : this.#prepareRequests();
        if (problem !== undefined || 'problem' in label) {
            this.#refuse(place.source, place.line, problem ?? '');
            return undefined;
        }
        if (this.#faultCount > 0)
            return undefined;
        const digest = hashOf(this.#scanner.row, 'request');
        const key = this.#keyOf(ordinal, digest);
        this.#fingerprint.update(digest);
        this.#labels.set(this.#rows.size, label);
        if (label.hasExpected)
            this.#rowsWithExpected++;
        if (hasObject(this.#scanner.row, 'response')) {
            this.#rowsWithLogged++;
            if (this.#scoredParts.logged)
                this.#loggedDigests.set(this.#rows.size, hashOf(this.#scanner.row, 'response'));
        }
        this.#rows.add(key, place, digest);
        const pending = this.#files.map((file) => file.write(key, digest)).filter((writing) => writing !== undefined);
        return pending.length === 0 ? undefined : Promise.all(pending);
    }
    /** Makes the row's requests ready to be written, or says why the service would refuse one of them. */
    #prepareRequests() {
        for (const file of this.#files) {
            const problem = this.#checker.check(file.prepare(this.#rows.size), this.#rows.size);
            if (problem !== undefined)
                return problem;
        }
        return undefined;
    }
    #keyOf(ordinal, digest) {
        if ('chosen' in this.#choice)
            return this.#choice.keys.key(ordinal);
        return this.#choice.keys.assign(ownKey(this.#scanner), digest.toString('hex', 0, 8));
    }
}
function hashOf(members, name) {
    return (0,external_node_crypto_.hash)('sha256', members.value(members.find(name)), 'buffer');
}
function hasObject(members, name) {
    const index = members.find(name);
    return index >= 0 && members.bytes[members.valueStart[index]] === json_tokens/* openObject */.MA;
}
function ownKey(scanner) {
    const index = scanner.row.find('key');
    if (index < 0)
        return undefined;
    const key = scanner.row.parse(index);
    return typeof key === 'string' && key !== '' ? key : undefined;
}

;// CONCATENATED MODULE: ./build/dataset/sample.js

/**
 * Which rows a sample of `size` holds: those whose keys have the smallest hashes. The draw is the same every time, and rows
 * that are added or removed only displace each other: the rest of the sample stays.
 */
function chooseSample(keys, size) {
    const ranks = Array.from({ length: keys.size }, (_, row) => ({ row, rank: (0,external_node_crypto_.hash)('sha256', keys.key(row)) }));
    ranks.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.row - b.row));
    const chosen = new Uint8Array(keys.size);
    for (const { row } of ranks.slice(0, size))
        chosen[row] = 1;
    return chosen;
}

;// CONCATENATED MODULE: ./build/dataset/prepare.js



/**
 * Streams the rows of all sources into request lines `{key, request}`: the row's bytes with `request.model` left out, the edit
 * put in, and nothing else changed. A second pass is needed when own keys turn out not to be unique, and for a sample. Throws
 * one DatasetError for all rows that cannot be sent, InputError when there is no row.
 */
async function prepareRequests(sources, options) {
    const keys = new KeyAssigner();
    for (;;) {
        const choice = { keys, isWriting: options.sample === undefined };
        const dataset = await new Pass(sources, options, choice).run();
        if (!keys.isSettled)
            continue;
        if (options.sample === undefined)
            return dataset;
        const chosen = chooseSample(dataset.rows, options.sample);
        return new Pass(sources, options, { keys: dataset.rows, chosen, isWriting: true }).run();
    }
}

// EXTERNAL MODULE: ./build/inputs/patch.js + 1 modules
var patch = __webpack_require__(44101);
// EXTERNAL MODULE: ./build/scoring/scorer.js
var scorer = __webpack_require__(19876);
;// CONCATENATED MODULE: ./build/steps/prepare/labels.js


/** Joins the side file with labels to the rows, by key. */
async function joinLabels({ labels }, { files, log }, dataset) {
    if (labels === undefined)
        return;
    const { unknown, unknownKeys, unlabelled } = await readLabels(labels.display, files.readChunks(labels.path), dataset.rows, dataset.labels);
    if (unknown > 0 && dataset.totalRows === dataset.rows.size) {
        const named = unknownKeys.join(', ') + (unknown > unknownKeys.length ? ', …' : '');
        const subject = unknown === 1 ? `1 label in ${labels.display} has` : `${unknown} labels in ${labels.display} have`;
        log.warning(`${subject} a key that no row has: ${named}`);
    }
    if (unlabelled > 0)
        log.info(`${unlabelled} of ${dataset.rows.size} rows have no label in ${labels.display}`);
}
const requirements = {
    expected: 'no row has a label "expected" to compare with; add labels, or give the scorer a value',
    logged: 'no row has a logged answer ("response") to compare with',
    schema: 'no request asks for JSON by a schema of its own; give is-json a schema, or set one with request-patch',
};
/** A check that cannot score any row would only show after everything was paid for. */
function refuseUnscorable({ scorers }, dataset) {
    const counts = {
        expected: dataset.rowsWithExpected + dataset.labels.expectedCount,
        logged: dataset.rowsWithLogged,
        schema: dataset.rowsWithSchema,
    };
    const problems = scorers.flatMap(({ label, requires }) => requires === undefined || counts[requires] > 0
        ? []
        : [{ input: 'scorers', message: `${label}: ${requirements[requires]}` }]);
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
}

// EXTERNAL MODULE: ./build/inputs.js + 25 modules
var inputs = __webpack_require__(19402);
;// CONCATENATED MODULE: ./build/steps/answers/retry-paths.js


/** Where a round's requests stand, and where its results go. */
function retryPaths({ files, outputDirectory }, model, round) {
    const stem = `${(0,inputs_models/* fileStemOfModel */.s1)(model)}.retry-${round}.jsonl`;
    return {
        requests: files.join(outputDirectory, `requests.${stem}`),
        results: files.join(outputDirectory, 'results', stem),
    };
}
/** Every file that rounds of any run may have left in the output directory. */
function allRetryPaths(world, models) {
    const rounds = Array.from({ length: inputs/* maxRetryRounds */._ }, (_, index) => index + 1);
    return models.flatMap((model) => rounds.flatMap((round) => Object.values(retryPaths(world, model, round))));
}

;// CONCATENATED MODULE: ./build/steps/prepare/output-directory.js



/** Files of ours that an earlier run may have left in the same directory, beside the requests. */
const ownFiles = ['rows.jsonl', 'report.json', 'report.md', 'run.json'];
/**
 * Takes an earlier run's files out of the way, so that nothing of it is published as this run's. Refuses an output directory
 * in which an input would be overwritten.
 */
async function clearOutput(inputs, world, groups) {
    const path = (...parts) => world.files.join(world.outputDirectory, ...parts);
    const results = inputs.models.map((model) => path('results', `${(0,inputs_models/* fileStemOfModel */.s1)(model)}.jsonl`));
    const ours = [
        ...groups.map((group) => path(fileNameOf(group))),
        ...ownFiles.map((name) => path(name)),
        ...results,
        ...allRetryPaths(world, inputs.models),
    ];
    const read = [
        ...inputs.dataset.flatMap((source) => (source.kind === 'file' ? [source] : [])),
        ...(inputs.labels === undefined ? [] : [inputs.labels]),
        ...filesOfBaseline(inputs.baseline),
    ];
    const clash = read.find((file) => ours.includes(file.path));
    if (clash !== undefined) {
        const message = `would overwrite ${clash.display}, which is an input; choose another directory`;
        throw new errors/* InputError */.dz([{ input: 'output-directory', received: world.outputDirectory, message }]);
    }
    try {
        await world.files.makeDirectory(path('results'));
        for (const file of ours)
            await world.files.remove(file);
    }
    catch (error) {
        const message = `cannot be used: ${error instanceof Error ? error.message : error}`;
        throw new errors/* InputError */.dz([{ input: 'output-directory', received: world.outputDirectory, message }]);
    }
}
function filesOfBaseline(baseline) {
    if (baseline.kind !== 'file')
        return [];
    const { report, rows, display } = baseline;
    return [report, rows].map((path) => ({ path, display }));
}
/** The name of a group's request file. */
function fileNameOf({ isShared, models }) {
    return isShared ? 'requests.jsonl' : `requests.${(0,inputs_models/* fileStemOfModel */.s1)(models[0] ?? '')}.jsonl`;
}

// EXTERNAL MODULE: ./build/report/table.js
var report_table = __webpack_require__(71799);
;// CONCATENATED MODULE: ./build/steps/prepare/remarks.js

/** Says what of the dataset may not mean what its author thinks: one warning for each kind, at its first row. */
function warnOfDataset(dataset, { log }) {
    const place = (row) => {
        const { source, line } = dataset.rows.place(row);
        return { file: dataset.sources[source] ?? '', line };
    };
    const at = (row) => `${place(row).file}:${place(row).line}`;
    if (dataset.repeatedKeyRows > 0) {
        log.warning(`${dataset.repeatedKeyRows} rows have a key that another row has too; they got keys made from their requests.`);
    }
    for (const { field, count, firstRow } of dataset.unknownFields) {
        log.warning(`${haveRows(count)} (first ${at(firstRow)}) a field that is not known: ${field}. The service refuses the whole file for one unknown field; if it does, remove the field with request-patch.`, place(firstRow));
    }
    for (const { models, count, firstRow, message, patch } of dataset.hazards) {
        const mend = patch === undefined ? '' : `\nThis request-patch would mend it:\n${patch}`;
        log.warning(`${message} (${models.join(', ')}; ${count === 1 ? '1 row' : `${count} rows`}, first ${at(firstRow)}).${mend}`, place(firstRow));
    }
}
function haveRows(count) {
    return count === 1 ? '1 row has' : `${count} rows have`;
}
/** Says what will be sent. */
function sayWhatWasPrepared(dataset, prompts, { log }) {
    const drawn = dataset.totalRows > dataset.rows.size ? ` (a sample of ${dataset.totalRows})` : '';
    const bytes = dataset.variants
        .map(({ requestBytes, shards }) => `${requestBytes}${shards.length > 1 ? ` (${shards.length} shards)` : ''}`)
        .join(' + ');
    log.info(`${(0,report_table/* countRows */.BO)(dataset.rows.size)}${drawn} from ${dataset.sources.join(', ')}: ${bytes} bytes of requests`);
    for (const { models, changes } of prompts)
        if (changes.length > 0)
            log.info(`${models.join(', ')}: ${changes.join('; ')}`);
}

;// CONCATENATED MODULE: ./build/steps/prepare/sink-set.js
/** The files under way: a further pass begins each anew. */
class SinkSet {
    #world;
    #open = new Map();
    constructor(world) {
        this.#world = world;
    }
    async open(path) {
        await this.#open.get(path)?.abort();
        const sink = await this.#world.files.createSink(path);
        this.#open.set(path, sink);
        return sink;
    }
    async close() {
        for (const sink of this.#open.values())
            await sink.close();
        this.#open.clear();
    }
    async abort() {
        for (const sink of this.#open.values())
            await sink.abort();
        this.#open.clear();
    }
}

;// CONCATENATED MODULE: ./build/steps/prepare/prepare.js









/** The request file that a model reads. */
function fileOfModel(dataset, model) {
    const file = dataset.files.find(({ models }) => models.includes(model));
    if (file === undefined)
        throw new Error(`No requests were prepared for ${model}`);
    return file;
}
/**
 * Step 1: streams the dataset into request files, one for all models without a patch of their own. Throws DatasetError or
 * InputError; nothing has been sent.
 */
async function prepare(inputs, world) {
    const groups = (0,patch/* groupModels */.Im)(inputs.models, inputs.requestPatch);
    await clearOutput(inputs, world, groups);
    const edits = groups.map(({ patch }) => (0,edit/* compileEdit */.CN)({ systemInstruction: inputs.systemInstruction?.text, patch }));
    const paths = groups.map((group) => world.files.join(world.outputDirectory, fileNameOf(group)));
    const sinks = new SinkSet(world);
    const variants = groups.map(({ models }, index) => ({
        models,
        edit: edits[index],
        openSink: () => sinks.open(paths[index] ?? ''),
    }));
    const sourcePaths = await Promise.all(inputs.dataset.map((source) => world.locateDataset(source)));
    const sources = inputs.dataset.map(({ display }, index) => ({
        display,
        chunks: () => world.files.readChunks(sourcePaths[index] ?? '', world.signal),
    }));
    try {
        const { repeat, sample } = inputs;
        const scoredParts = (0,scorer/* scoredPartsOf */.W9)(inputs.scorers);
        const dataset = await prepareRequests(sources, { variants, repeat, sample, scoredParts, limits: world.limits });
        await sinks.close();
        await joinLabels(inputs, world, dataset);
        refuseUnscorable(inputs, dataset);
        warnOfDataset(dataset, world);
        const files = dataset.variants.map((variant, index) => ({
            ...variant,
            path: paths[index] ?? '',
            models: groups[index]?.models ?? [],
        }));
        const prompts = groups.map(({ models }, index) => reportPrompt(inputs, models, edits[index]));
        sayWhatWasPrepared(dataset, prompts, world);
        return { ...dataset, files, prompts, sourcePaths };
    }
    catch (error) {
        await sinks.abort();
        throw error;
    }
}
function reportPrompt({ systemInstruction, requestPatch }, models, edit) {
    const isPatched = requestPatch.shared !== undefined || requestPatch.perModel.size > 0;
    return {
        models,
        systemInstruction: systemInstruction?.path ?? null,
        isPatched,
        hash: edit.isEmpty ? null : `sha256:${hashOfEdit(edit)}`,
        changes: describeEdit(edit),
    };
}

;// CONCATENATED MODULE: ./build/steps/scoring/material.js



/** Opens the files that hold what the scorers need for one model; `readLogged` gives what the log holds. Call `close` at the end. */
function openMaterial(inputs, world, dataset, model, needs) {
    const open = new Map();
    const readerOf = (path) => {
        const reader = open.get(path) ?? world.files.openReader(path);
        open.set(path, reader);
        return reader;
    };
    const scanner = new RowScanner();
    const sent = fileOfModel(dataset, model);
    const parse = (path, { offset, length }) => JSON.parse(Buffer.from(readerOf(path).read(offset, length)).toString('utf8'));
    /** Scans the row as it stands in the dataset; its members can then be looked up one by one. */
    const scanRow = (row) => {
        const place = dataset.rows.place(row);
        const bytes = readerOf(dataset.sourcePaths[place.source] ?? '').read(place.offset, place.length);
        scanner.scan(bytes, 0, bytes.length);
        return scanner.row;
    };
    const member = (row, name) => {
        const members = scanRow(row);
        const index = members.find(name);
        return index < 0 ? undefined : members.parse(index);
    };
    const readExpected = (row) => {
        const place = dataset.labels.expectedPlace(row);
        if (place === undefined)
            return member(row, 'expected');
        return parse(inputs.labels?.path ?? '', place).expected;
    };
    return {
        read: (row) => ({
            tags: dataset.labels.tags(row),
            expected: needs.has('expected') ? readExpected(row) : undefined,
            request: needs.has('request')
                ? parse(sent.path, sent.lines.get(row)).request
                : undefined,
            logged: needs.has('logged') ? (0,scoring_answer/* readLoggedAnswer */.bT)(member(row, 'response')) : undefined,
        }),
        readLogged: (row) => ({ response: member(row, 'response'), error: member(row, 'error') }),
        close: () => {
            for (const reader of open.values())
                reader.close();
        },
    };
}

;// CONCATENATED MODULE: ./build/steps/judge/requests.js








/** The judges that the scorers ask for, each model once. */
function judgesOf(inputs) {
    const judges = new Map();
    inputs.scorers
        .flatMap(({ rubric }) => rubric ?? [])
        .forEach((rubric, index) => {
        const model = rubric.model ?? inputs.models[0] ?? '';
        const judge = judges.get(model) ?? { model, rubrics: [], isDefault: false };
        judge.rubrics.push({ rubric, number: index + 1 });
        judge.isDefault ||= rubric.model === undefined;
        judges.set(model, judge);
    });
    return [...judges.values()];
}
/**
 * Writes what each judge is asked, a file per model: so that a re-run in which one model's answers changed does not pay for
 * judging the others again. A judge with nothing to judge gets no file.
 */
async function createJudgeRequests(inputs, world, dataset, answers, judges) {
    const files = [];
    for (const judge of judges) {
        for (const { model, paths } of answers) {
            if (paths.length === 0)
                continue;
            const file = await writeRequests(inputs, world, dataset, { judge, model, paths });
            if (file.requests > 0)
                files.push(file);
        }
    }
    return files;
}
async function writeRequests(inputs, world, dataset, { judge, model, paths }) {
    const stem = `${(0,inputs_models/* fileStemOfModel */.s1)(judge.model)}.${(0,inputs_models/* fileStemOfModel */.s1)(model)}`;
    const path = world.files.join(world.outputDirectory, 'judge', `${stem}.requests.jsonl`);
    const sink = await world.files.createSink(path);
    const writer = new RequestWriter(sink);
    const cutter = new ShardCutter(limitsOf([judge.model], world.limits));
    const slots = { rows: dataset.rows, repeat: inputs.repeat };
    const material = openMaterial(inputs, world, dataset, model, new Set(['request']));
    const lines = [];
    let requests = 0;
    const onReply = (slot, reply) => {
        if (reply.kind === 'error')
            return undefined;
        const { request } = material.read(Math.floor(slot / inputs.repeat));
        for (const { rubric, number } of judge.rubrics) {
            const asked = (0,scoring_judge/* judgeRequest */.L7)(rubric, { request, answer: reply.answer });
            if (asked === undefined)
                continue;
            const key = `${(0,inputs_models/* fileStemOfModel */.s1)(model)}/${keyOfSlot(slots, slot)}/${number}`;
            lines.push(Buffer.from(`${JSON.stringify({ key, request: asked })}\n`));
        }
        return undefined;
    };
    const onBatch = async () => {
        for (const line of lines.splice(0)) {
            requests++;
            cutter.add({ bytes: line.length, tokens: line.length / bytesPerToken }, line);
            await writer.write([line]);
        }
    };
    try {
        const results = paths.map((file) => world.files.readChunks(file, world.signal));
        await joinReplies(results, slots, { onReply, onBatch });
        await writer.flush();
        await sink.close();
    }
    catch (error) {
        await sink.abort();
        throw error;
    }
    finally {
        material.close();
    }
    return { path, ...cutter.finish(), judge: judge.model, model, requests };
}

// EXTERNAL MODULE: ./build/steps/patience.js
var steps_patience = __webpack_require__(44733);
;// CONCATENATED MODULE: ./build/steps/answers/retry-requests.js








/** Writes the requests of these slots once more: each request byte for byte as it was sent, under its slot's own key. */
async function writeRetryFile(inputs, world, dataset, { model, round, slots }) {
    const sent = fileOfModel(dataset, model);
    const path = retryPaths(world, model, round).requests;
    const sink = await world.files.createSink(path);
    const reader = world.files.openReader(sent.path);
    const writer = new RequestWriter(sink);
    // Models that failed on the same rows share the file.
    const cutter = new ShardCutter(limitsOf(inputs.models, world.limits));
    const scanner = new RowScanner();
    try {
        for (const slot of slots) {
            const { offset, length } = sent.lines.get(Math.floor(slot / inputs.repeat));
            const line = reader.read(offset, length);
            scanner.scan(line, 0, line.length);
            const key = JSON.stringify(keyOfSlot({ rows: dataset.rows, repeat: inputs.repeat }, slot));
            const pieces = [
                Buffer.from(`{"key":${key},"request":`),
                scanner.row.value(scanner.row.find('request')),
                Buffer.from('}\n'),
            ];
            const bytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
            cutter.add({ bytes, tokens: bytes / bytesPerToken }, ...pieces);
            await writer.write(pieces);
        }
        await writer.flush();
        await sink.close();
    }
    catch (error) {
        await sink.abort();
        throw error;
    }
    finally {
        reader.close();
    }
    return { path, ...cutter.finish(), model, requestBytes: writer.bytesWritten, requests: slots.length };
}

;// CONCATENATED MODULE: ./build/steps/answers/retry.js










/**
 * Step 5a: rows that are missing or have an error that may pass are asked again, in small jobs of their own and up to
 * `retry-errors` rounds, as long as there is time. What fails here takes nothing from what there is: those rows stay without an
 * answer. A round that has not ended in time is cancelled and left out. Says whether a round is still at work that somebody will
 * come back for.
 */
async function answerAgain(run) {
    const { inputs, world, tools, progress, patience } = run;
    const deadline = deadlineOf(inputs, tools);
    const refused = new Set();
    for (let round = 1; round <= inputs.retryErrors; round++) {
        const isTooLate = !(0,steps_patience/* hasTime */._p)(patience, world, deadline);
        // What a visit finds too late may have been bought in time; without a collector there is nobody who could have.
        if (isTooLate && patience.kind !== 'visit')
            break;
        const files = await planRound(run, { round, refused, isTooLate });
        if (files.length === 0)
            break;
        // An outage must not eat the judge's share of the time.
        const patientUntil = patience.kind === 'wait' ? deadline : tools.patientUntil;
        const hurried = { ...run, tools: { ...tools, deadline, isTooLate, ...(patientUntil && { patientUntil }) } };
        const { results, isLast, isOpen } = await buyRound(hurried, { round, files });
        if (isOpen)
            return { isOpen };
        if (isTooLate && results.every(({ jobs }) => jobs.length === 0))
            break;
        progress.answers = progress.answers.map((known) => {
            const file = files.find(({ model }) => model === known.model);
            const result = results.find(({ model }) => model === known.model);
            return file === undefined || result === undefined ? known : addRound(known, file.path, result);
        });
        if (isLast)
            break;
    }
    return { isOpen: false };
}
/** What is judged after the last round must not be late for its sake: the share of the remaining time that the rounds get then. */
const shareBeforeJudges = 0.5;
function deadlineOf(inputs, { clock, deadline }) {
    const share = judgesOf(inputs).length === 0 ? 1 : shareBeforeJudges;
    return clock.now() + (deadline - clock.now()) * share;
}
/** Writes what each model is asked in this round, and says why. Models that may not be asked for their cost join `refused`. */
async function planRound({ inputs, world, dataset, budget, progress }, { round, refused, isTooLate }) {
    const files = [];
    const all = { rows: dataset.rows, repeat: inputs.repeat };
    for (const { model, first, paths } of progress.answers) {
        // Without the whole first round a model is not judged, so its rows are no use.
        if (first.path === undefined || first.failure !== undefined || refused.has(model))
            continue;
        const chunks = paths.map((path) => world.files.readChunks(path, world.signal));
        const { slots, reasons } = await findUnanswered(chunks, all);
        if (slots.length === 0)
            continue;
        const file = await writeRetryFile(inputs, world, dataset, { model, round, slots });
        const asked = `${slots.length} of ${all.rows.size * all.repeat} answers`;
        const why = [...reasons].map(([reason, times]) => `${times} ${reason}`).join(', ');
        if (budget.admits(file)) {
            const line = isTooLate ? `looks whether ${asked} were asked for again in time` : `asks for ${asked} again`;
            world.log.info(`${model}: ${line} (${why})`);
            files.push(file);
        }
        else {
            world.log.notice(`${model} is not asked for ${asked} again (${why}): that would exceed max-cost.`);
            refused.add(model);
            await world.files.remove(file.path);
        }
    }
    return files;
}
async function buyRound(run, { round, files }) {
    const { inputs, world, tools, ledger, cleaner, patience } = run;
    const { log } = world;
    const earlier = new Set(ledger.openJobs);
    const cancelRest = async () => {
        const rest = ledger.openJobs.filter((name) => !earlier.has(name));
        await (0,jobs_and_files/* cancelJobs */.F3)(cleaner, log, rest, (name) => ledger.cancelledJob(name));
    };
    const jobs = files.map((file) => ({
        model: file.model,
        file,
        resultPath: retryPaths(world, file.model, round).results,
    }));
    try {
        const obtained = await obtainResults(run, { name: `retry-${round}`, jobs });
        const { results, isTimedOut } = obtained;
        const isOpen = patience.kind !== 'wait' && (0,steps_patience/* goesOn */.Eo)(patience, inputs, world, obtained);
        if (isOpen)
            return { results, isLast: true, isOpen };
        for (const { failure } of results)
            if (failure !== undefined)
                log.info(`Not answered again: ${failure.message}`);
        if (!isTimedOut)
            return { results, isLast: false, isOpen: false };
        log.info(`Round ${round} of asking again did not come to an end in time; the run is judged on what there is`);
        await cancelRest();
        return { results: results.map((result) => withStateOf(ledger, result)), isLast: true, isOpen: false };
    }
    catch (error) {
        if (!(error instanceof errors/* ServiceError */._7) || world.signal.aborted || (0,batch_tools/* isPutOff */.Z)(tools, error))
            throw error;
        log.info(`Not answered again: ${error.message}`);
        await cancelRest();
        return { results: [], isLast: true, isOpen: false };
    }
}
function withStateOf({ manifest }, result) {
    const stateOf = new Map(manifest.jobs.map(({ name, state }) => [name, state]));
    const jobs = result.jobs.map(({ job, isTakenOver }) => ({
        job: { ...job, state: stateOf.get(job.name) ?? job.state },
        isTakenOver,
    }));
    return { ...result, jobs };
}

;// CONCATENATED MODULE: ./build/steps/answers/stages.js



/** The jobs of each model, over its request file. */
function stageOfAnswers({ inputs, world, dataset }) {
    const { files, outputDirectory } = world;
    const jobs = inputs.models.map((model) => ({
        model,
        file: fileOfModel(dataset, model),
        resultPath: files.join(outputDirectory, 'results', `${(0,inputs_models/* fileStemOfModel */.s1)(model)}.jsonl`),
    }));
    return { name: 'answers', jobs };
}
/** What the batch room works with, as far as the inputs decide it. */
function batchTools(inputs, world, patience) {
    const { gemini, clock, log, signal } = world;
    return {
        gemini,
        clock,
        log,
        signal,
        longestPauseMs: inputs.pollIntervalSeconds * 1000,
        deadline: (0,steps_patience/* deadlineOf */.G0)(patience, inputs, world),
        patientUntil: (0,steps_patience/* patientUntil */.KX)(patience, inputs, world),
        isVisit: patience.kind === 'visit',
        comesAgain: (0,steps_patience/* comesAgain */.w2)(patience, world),
        isTooLate: patience.kind === 'visit' && !(0,steps_patience/* hasTime */._p)(patience, world, 0),
    };
}

// EXTERNAL MODULE: ./build/baseline/baseline.js
var baseline = __webpack_require__(81799);
// EXTERNAL MODULE: ./build/steps/baseline/load.js + 5 modules
var load = __webpack_require__(27482);
// EXTERNAL MODULE: ./build/scoring/metrics.js + 1 modules
var metrics = __webpack_require__(98751);
;// CONCATENATED MODULE: ./build/steps/baseline/logged.js





/** Why the logged answers are nothing to compare with; undefined when they are. */
function problemOfLog({ scorers }, { rowsWithLogged }) {
    const counting = scorers.filter(({ weight }) => weight > 0);
    const judged = counting.find(({ rubric }) => rubric !== undefined);
    const matching = counting.find(({ requires }) => requires === 'logged');
    if (rowsWithLogged === 0)
        return 'no row has a logged answer';
    if (judged !== undefined)
        return `${judged.label} would have to be asked about them, which costs money`;
    if (matching !== undefined)
        return `they agree with themselves, which is what ${matching.label} checks`;
    return undefined;
}
/** Whether a check may be run on the log even where something else is the baseline. A module of the repository is spared that. */
function isCheap({ needs, isCode }) {
    return !needs.includes('logged') && isCode !== true;
}
/**
 * Scores the answers that were in the export with the same checks: a baseline that costs nothing. Call it when `problemOfLog`
 * finds none. Requests that a check looks at are those of the first model, with the prompt under test.
 */
async function scoreLog(inputs, world, dataset) {
    const model = inputs.models[0] ?? '';
    const needs = new Set(inputs.scorers.flatMap((scorer) => scorer.needs));
    const material = openMaterial(inputs, world, dataset, model, needs);
    const scorers = inputs.scorers.filter(({ rubric }) => rubric === undefined);
    const own = new Float64Array(dataset.rows.size).fill(Number.NaN);
    const whole = own.slice();
    const verdict = () => ({ score: null, reason: 'logged answers are not judged' });
    try {
        for (let row = 0; row < own.length; row++) {
            world.signal.throwIfAborted();
            const reply = (0,scoring_answer/* readLoggedReply */.V4)(material.readLogged(row));
            if (reply.kind === 'error')
                continue;
            const { answer, response } = reply;
            const subject = {
                model,
                key: dataset.rows.key(row),
                repeat: 1,
                answer,
                response,
                ...material.read(row),
                verdict,
            };
            const checks = await (0,scorer/* checkAnswer */.dG)(scorers, subject);
            own[row] = (0,scorer/* scoreOfRow */.SK)(scorers, checks) ?? Number.NaN;
            if (!(0,scorer/* hasErredCheck */.zl)(scorers, checks))
                whole[row] = own[row] ?? Number.NaN;
        }
    }
    finally {
        material.close();
        // A module that gave up on the log must not be given up on the answers.
        for (const { reset } of scorers)
            reset?.();
    }
    const known = [...own].filter((score) => !Number.isNaN(score));
    return { scores: { own, whole }, report: { ...(0,metrics/* meanAndInterval */.m6)(known), rows: known.length } };
}
/** The log as a baseline: the same for every model. */
function baselineOfLog(models, { scores, report }) {
    const model = { scores, score: report.score, cost: null, modelVersions: {} };
    return {
        kind: 'logged',
        name: 'the log',
        sha: null,
        runId: null,
        createdAt: null,
        repeat: 1,
        areChecksKnown: true,
        models: new Map(models.map((name) => [name, model])),
        unused: new Map(),
        has: () => true,
        dataset: baseline/* sameDataset */.NA,
    };
}

// EXTERNAL MODULE: ./build/steps/baseline/artifacts.js
var baseline_artifacts = __webpack_require__(59189);
// EXTERNAL MODULE: ./build/baseline/origin.js
var origin = __webpack_require__(76970);
// EXTERNAL MODULE: ./build/steps/best-effort.js
var best_effort = __webpack_require__(93887);
;// CONCATENATED MODULE: ./build/steps/baseline/order.js


const untold = { shas: new Set(), isComplete: false };
const maxAncestorPages = 3;
const maxComparisons = 20;
const maxRuns = 50;
/**
 * Candidates in the order in which they count, without those whose run evaluated something else: that is told before anything is
 * downloaded, since there may be many. What GitHub cannot tell does not speak against a candidate; it is a doubt.
 */
async function* inOrder(github, candidates, target) {
    const merges = [];
    let runs = 0;
    for await (const candidate of byCommit(github, candidates, target)) {
        if (runs++ === maxRuns)
            return candidates.onCut(`${maxRuns} runs`);
        const run = await (0,best_effort/* ifTold */.p)(github.getRun(candidate.artifact.runId));
        if (run === undefined) {
            yield { ...candidate, doubts: [...candidate.doubts, 'what started its run'] };
        }
        else if ((0,origin/* isMerge */.F)(run)) {
            if (target.mayBeMerge)
                merges.push(candidate);
        }
        else if ((0,origin/* isOfBranch */.A)({ event: run.event, pullRequest: null }))
            yield candidate;
    }
    yield* merges;
}
/**
 * Those of the preferred branch first; where commits matter, those of the commit itself before those that precede it, and of
 * other branches those of the commit itself only.
 */
async function* byCommit(github, { artifacts, onCut }, { sha, mustPrecede, preferred }) {
    const known = (group) => group.map((artifact) => ({ artifact, doubts: [] }));
    const isPreferred = ({ headBranch }) => headBranch === preferred;
    const isSame = ({ headSha }) => headSha === sha;
    const own = artifacts.filter(isPreferred);
    if (!mustPrecede)
        return yield* known(own);
    yield* known(own.filter(isSame));
    yield* precedingOf(own.filter((one) => !isSame(one)), github, sha, onCut);
    yield* known(artifacts.filter((one) => !isPreferred(one) && isSame(one)));
}
/** Those that come before a commit: they are looked up in one list, and compared one by one beyond it. */
async function* precedingOf(group, github, sha, onCut) {
    if (group.length === 0)
        return;
    const { shas, isComplete } = (await (0,best_effort/* ifTold */.p)(github.listAncestors({ sha, maxPages: maxAncestorPages }))) ?? untold;
    yield* group.filter(({ headSha }) => shas.has(headSha)).map((artifact) => ({ artifact, doubts: [] }));
    if (isComplete)
        return;
    const compared = new Map();
    for (const artifact of group.filter(({ headSha }) => !shas.has(headSha))) {
        const { headSha } = artifact;
        if (!compared.has(headSha)) {
            if (compared.size === maxComparisons)
                return onCut(`${maxComparisons} comparisons of commits`);
            compared.set(headSha, await (0,best_effort/* ifTold */.p)(github.isAncestor({ ancestor: headSha, of: sha })));
        }
        const precedes = compared.get(headSha);
        if (precedes === true)
            yield { artifact, doubts: [] };
        else if (precedes === undefined)
            yield { artifact, doubts: ['whether they come before the commit compared with'] };
    }
}

;// CONCATENATED MODULE: ./build/steps/baseline/search.js





const maxDownloads = 20;
/** Results of large datasets are large; after so many bytes of those that cannot be used no more are looked at. */
const maxDownloadedBytes = 2 * 1024 ** 3;
/**
 * The newest usable results among the artifacts of this evaluation's name: of the commit itself first, then of what came
 * before it. What they lack, such as a model, is not looked for elsewhere. Artifacts of forks (whose branch may be called `main`),
 * expired ones and this run's own are left out. Throws ServiceError when the search itself failed.
 */
async function searchBaseline(inputs, world, dataset, github, target) {
    const { artifacts, isCut } = await (0,baseline_artifacts/* listReports */.y)(world, github, inputs.artifactName);
    let cutOff = isCut ? `${artifacts.length} artifacts` : undefined;
    const faults = new Map();
    const describe = ([fault, commit]) => `The results of ${target.name} at ${commit} are not compared with: it ${fault}.`;
    let areAllOther = true;
    let downloads = 0;
    let bytes = 0;
    const candidates = {
        artifacts: artifacts.filter(isCandidate(world, target)),
        onCut: (after) => {
            cutOff = after;
        },
    };
    for await (const { artifact, doubts } of inOrder(github, candidates, target)) {
        if (downloads === maxDownloads || bytes > maxDownloadedBytes) {
            // A change of checks, models or rows makes all of them another evaluation's, however many there are.
            if (!areAllOther)
                cutOff = `${downloads} results that cannot be used`;
            break;
        }
        downloads++;
        bytes += artifact.sizeBytes;
        const commit = artifact.headSha.slice(0, 7);
        try {
            const baseline = await loadFinished(inputs, world, dataset, github, target, artifact);
            const unsure = doubts.map((doubt) => `GitHub did not tell of the results of ${target.name} at ${commit} ${doubt}.`);
            return { baseline, notices: [...[...faults].map(describe), ...unsure], cutOff: undefined };
        }
        catch (error) {
            if (!(error instanceof baseline/* UnusableBaselineError */.bH))
                throw error;
            areAllOther &&= error.isOther;
            // The newest of several with the same fault stands for all.
            if (!faults.has(error.message))
                faults.set(error.message, commit);
        }
    }
    return { baseline: undefined, notices: [...faults].map(describe), cutOff };
}
function isCandidate({ context }, { branch, before = Number.POSITIVE_INFINITY }) {
    const ownRun = Number(context.runId);
    return ({ isExpired, isOwn, headBranch, runId }) => !isExpired && isOwn && runId !== ownRun && runId < before && (branch === undefined || headBranch === branch);
}
/** Of a run that was at work when it ended, what a collector made of it. */
async function loadFinished(...[inputs, world, dataset, github, target, artifact]) {
    try {
        return await search_load(inputs, world, dataset, github, target, artifact);
    }
    catch (error) {
        if (!(error instanceof baseline/* UnusableBaselineError */.bH) || !error.isPending)
            throw error;
        const collected = await (0,baseline_artifacts/* findCollected */.b)(world, github, inputs.artifactName, artifact);
        if (collected === undefined)
            throw error;
        return search_load(inputs, world, dataset, github, target, collected);
    }
}
async function search_load(inputs, world, dataset, github, { name, mayBeMerge }, artifact) {
    const folder = world.files.join(world.outputDirectory, '.baseline');
    const entries = [
        { name: 'report.json', maxBytes: load/* maxReportBytes */.KR },
        { name: 'rows.jsonl', maxBytes: load/* maxRowsBytes */.rQ },
    ];
    try {
        await world.files.makeDirectory(folder);
        const found = await github.fetchArtifact({ id: artifact.id, folder, entries });
        if (!entries.every((entry) => found.has(entry.name)))
            throw new baseline/* UnusableBaselineError */.bH('holds no report with its rows');
        const [report = '', rows = ''] = entries.map((entry) => world.files.join(folder, entry.name));
        const run = { sha: artifact.headSha, runId: String(artifact.runId), mayBeMerge };
        return await (0,load/* loadBaseline */.oU)(inputs, world, dataset, { kind: 'branch', name, report, rows, run });
    }
    catch (error) {
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        if (error.status === 410)
            throw new baseline/* UnusableBaselineError */.bH('has expired');
        // The archive came, and is none or too large.
        if (error.status === 200)
            throw new baseline/* UnusableBaselineError */.bH(`cannot be unpacked: ${error.reason}`);
        throw error;
    }
    finally {
        await world.files.remove(folder);
    }
}

;// CONCATENATED MODULE: ./build/steps/baseline/find.js






/** Nothing is compared while jobs still run. */
const nothingFound = { baseline: undefined, logged: undefined, notices: [], reasons: [] };
/** Refuses a ref that is none before anything is paid for. A failing look-up says nothing; it is tried again when judging. */
async function checkBaseline({ baseline }, { github, log }) {
    if (baseline.kind !== 'ref' || github === undefined)
        return;
    try {
        if ((await github.resolveCommit(baseline.ref)) !== undefined)
            return;
    }
    catch (error) {
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        log.warning(`${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}`);
        return;
    }
    const message = 'there is neither such a file nor such a branch, tag or commit';
    throw new errors/* InputError */.dz([{ input: 'baseline', received: baseline.ref, message }]);
}
/**
 * Step 7a: finds what the run is compared with. `auto` takes the base branch's latest results, else the logged answers, else
 * nothing; only a search that succeeded and found nothing lets it fall back. What was asked for by name and cannot be used
 * leaves the run incomplete.
 */
async function findBaseline(inputs, world, dataset) {
    const { baseline: source, scorers, maxDrop } = inputs;
    const isLogUsable = source.kind !== 'none' && problemOfLog(inputs, dataset) === undefined;
    let logged = isLogUsable && scorers.every(isCheap) ? await scoreLog(inputs, world, dataset) : undefined;
    const found = source.kind === 'logged' ? await lookIntoLog() : await lookUp(inputs, world, dataset);
    if ('problem' in found) {
        world.log.warning(found.problem);
        const isMissed = source.kind !== 'auto' || maxDrop !== undefined;
        const reasons = isMissed ? [{ kind: 'incomplete', message: found.problem }] : [];
        return { baseline: undefined, logged, notices: [...found.notices, ...(isMissed ? [] : [found.problem])], reasons };
    }
    if (found.baseline !== undefined || source.kind !== 'auto')
        return { ...found, logged, reasons: [] };
    const fallback = await lookIntoLog();
    const log = 'problem' in fallback ? undefined : fallback.baseline;
    const why = 'problem' in fallback && dataset.rowsWithLogged > 0 ? [fallback.problem] : [];
    return { baseline: log, logged, notices: [...found.notices, ...why], reasons: [] };
    async function lookIntoLog() {
        const problem = problemOfLog(inputs, dataset);
        if (problem !== undefined)
            return { problem: `The logged answers are no baseline: ${problem}.`, notices: [] };
        logged ??= await scoreLog(inputs, world, dataset);
        if (logged.report.rows === 0)
            return { problem: 'No logged answer got a score, so the log is no baseline.', notices: [] };
        return { baseline: baselineOfLog(inputs.models, logged), notices: [] };
    }
}
/** Looks into a file, or into the artifacts of the repository. */
async function lookUp(inputs, world, dataset) {
    const { baseline: source } = inputs;
    if (source.kind === 'none')
        return { baseline: undefined, notices: [] };
    try {
        if (source.kind === 'file') {
            const { display: name, report, rows } = source;
            const baseline = await (0,load/* loadBaseline */.oU)(inputs, world, dataset, { kind: 'file', name, report, rows });
            return { baseline, notices: [] };
        }
        return await lookIntoArtifacts(inputs, world, dataset);
    }
    catch (error) {
        if (error instanceof baseline/* UnusableBaselineError */.bH && source.kind === 'file')
            return { problem: `The baseline ${source.display} cannot be used: it ${error.message}.`, notices: [] };
        if (world.signal.aborted)
            throw error;
        // Whatever it is, the answers are paid for.
        const words = error instanceof Error ? error.message : String(error);
        const hint = error instanceof errors/* ServiceError */._7 && error.hint !== undefined ? `\n${error.hint}` : '';
        return { problem: `The baseline could not be looked up. ${words}${hint}`, notices: [] };
    }
}
async function lookIntoArtifacts(inputs, world, dataset) {
    const { context, github } = world;
    const isNamed = inputs.baseline.kind === 'ref';
    // Outside a workflow there is no base branch.
    if (context.repository === '' && !isNamed)
        return { baseline: undefined, notices: [] };
    if (github === undefined)
        return { problem: 'The baseline could not be looked up: there is no github-token.', notices: [] };
    const target = await findTarget(inputs, world, github);
    if (target === undefined)
        return { baseline: undefined, notices: [] };
    const found = await searchBaseline(inputs, world, dataset, github, target);
    if (found.cutOff !== undefined)
        return {
            problem: `The baseline could not be looked up: the search was cut off after ${found.cutOff}.`,
            notices: found.notices,
        };
    if (found.baseline !== undefined || !isNamed)
        return found;
    const why = found.notices.length > 0 ? '' : `: no results named ${inputs.artifactName} were found for it`;
    return { problem: `The baseline ${target.name} cannot be used${why}.`, notices: found.notices };
}

// EXTERNAL MODULE: ./build/steps/clean-up/cancel.js
var cancel = __webpack_require__(73696);
;// CONCATENATED MODULE: ./build/steps/clean-up/end.js

/** At the end of a run: what is still at work has come too late, and nothing reads the uploads any more. */
async function cleanUp(run) {
    const { cleaner, world, ledger } = run;
    const { log } = world;
    await (0,jobs_and_files/* cancelJobs */.F3)(cleaner, log, ledger.openJobs, (name) => ledger.cancelledJob(name));
    await (0,jobs_and_files/* succeeds */.kz)(log, () => cancelStrays(run));
    await deleteOwnUploads(run);
}
/** A job whose create was not answered may have shown too late to be found, and a second one was bought: nothing reads the first. */
async function cancelStrays({ cleaner, world, ledger }) {
    const { isShared, jobs } = ledger.manifest;
    if (isShared || jobs.length === 0)
        return;
    const own = new Set(jobs.map(({ displayName }) => displayName));
    const known = new Set(jobs.map(({ name }) => name));
    const live = await (0,jobs_and_files/* listLiveJobs */.HG)(cleaner);
    const strays = live.filter(({ name, displayName, state }) => own.has(displayName) && !known.has(name) && state !== 'CANCELLING');
    await (0,jobs_and_files/* cancelJobs */.F3)(cleaner, world.log, strays.map(({ name }) => name));
}
/** Deletes what a run has uploaded. */
function deleteOwnUploads({ cleaner, world, ledger }) {
    return (0,jobs_and_files/* deleteUploads */.Cq)(cleaner, world.log, ledger.manifest.files, (file) => ledger.deleted(file));
}

// EXTERNAL MODULE: ./build/steps/pending/leave.js
var leave = __webpack_require__(82703);
// EXTERNAL MODULE: ./build/steps/publish/status.js
var publish_status = __webpack_require__(88344);
;// CONCATENATED MODULE: ./build/steps/break-off.js






/**
 * What becomes of a run that an error or a cancel has broken off. After a cancel nothing is published; otherwise how far it came.
 * Throws the error, so that the check is red; only a visit that gives its run up comes to an outcome.
 */
async function breakOff(run, error, finish) {
    const { world, ledger, patience, progress } = run;
    if (world.signal.aborted) {
        await break_off_cancel(run);
        throw new errors/* CancelledError */.cc();
    }
    // What a collector could not do today says nothing of the answers.
    if (patience.kind === 'visit' && (0,steps_patience/* comesAgain */.w2)(patience, world) && !(error instanceof errors/* ChangedRequestsError */.NA))
        throw error;
    // A job that does not show yet may read any of them.
    if (ledger.lostCreates.length === 0)
        await deleteOwnUploads(run);
    const hint = error instanceof errors/* ServiceError */._7 && error.hint !== undefined ? ` ${error.hint}` : '';
    const message = `${error instanceof Error ? error.message : String(error)}${hint}`;
    const reasons = [{ kind: 'error', message }];
    const { jobs } = ledger.manifest;
    const outcome = await finish({ ...progress, verdict: 'inconclusive', reasons, isBroken: true, jobs });
    if (patience.kind === 'visit')
        return outcome;
    // Where nothing is at work, there is nothing to come back for.
    if (!hasBought(run))
        await (0,leave.dropPending)(ledger.savedState, world);
    throw error;
}
/** The runner may lose its patience before a step takes note of a cancel: the post step then knows what to do. */
function noteCancel({ patience, ledger }) {
    // Who is over has said so.
    if (patience.kind === 'wait' && ledger.savedState.phase === 'working')
        ledger.enter('cancelled');
}
/** Jobs that a collector will come for are left alone; without one nobody would read what they answer. */
async function isInVain(run) {
    const { kind } = run.patience;
    return kind === 'wait' || (kind === 'leave' && !hasBought(run) && !(await (0,cancel/* mayHaveEarlierJobs */.EP)(run)));
}
async function break_off_cancel(run) {
    const { world, ledger } = run;
    if (!(await isInVain(run)))
        return;
    ledger.enter('cancelled');
    const cleaning = Promise.all([tellAtOnce(run), (0,cancel/* cancelRun */.Su)(run)]).then(async ([{ isLost }, isDone]) => {
        // Otherwise the post step tries again, and then a collector.
        if (isLost || !isDone)
            return;
        await (0,leave.dropPending)(ledger.savedState, world);
        ledger.enter('over');
    });
    // A service that does not answer must not keep the runner waiting; what is not done then is left to the post step.
    const inTime = new AbortController();
    await Promise.race([cleaning, world.clock.sleep(longestCleaningMs, inTime.signal).catch(() => undefined)]);
    inTime.abort();
}
/** A comment that says that jobs go on is finished by the post step: here, what reads GitHub has been aborted. */
async function tellAtOnce({ inputs, world, progress }) {
    const { isLost } = await (0,publish_status/* setCancelledStatus */.KS)(inputs, world);
    return { isLost: isLost || world.context.attempt > 1 || progress.isTold };
}
/** The runner sends SIGTERM 7.5 s after SIGINT. */
const longestCleaningMs = 6500;
function hasBought({ ledger }) {
    return ledger.openJobs.length + ledger.lostCreates.length > 0;
}

// EXTERNAL MODULE: ./build/gate/reason.js
var reason = __webpack_require__(30552);
// EXTERNAL MODULE: ./build/report/report.js
var report_report = __webpack_require__(87177);
// EXTERNAL MODULE: ./build/baseline/compare.js + 2 modules
var compare = __webpack_require__(26722);
// EXTERNAL MODULE: ./build/gate/regression.js
var regression = __webpack_require__(11049);
// EXTERNAL MODULE: ./build/gate/shares.js
var shares = __webpack_require__(55556);
;// CONCATENATED MODULE: ./build/gate.js



/** Comparisons that only differ by floating point are equal. */
const tolerance = 1e-9;
/** Turns figures into a verdict. Errors are not wrong answers: too many of them leave a model unjudged. */
function judge(candidates, options) {
    const judged = candidates.map((candidate) => judgeModel(candidate, options));
    const reasons = judged.flatMap((one) => one.reasons);
    return { verdict: (0,reason/* verdictOf */.Vj)(reasons, options.isPending), reasons, notices: judged.flatMap((one) => one.notices) };
}
/** Whether a model's score says enough to be judged; if not, it is no part of what is compared either. */
function isJudged(candidate, maxErrorRate) {
    return candidate.failure === undefined && judgeErrors(candidate, maxErrorRate) === undefined;
}
const noMustPass = { broke: [], unanswered: [], failing: [], failingBefore: [] };
/** A row that must pass is looked at even where too few answers came to judge the score, as long as the jobs left all that there is. */
function judgeModel(candidate, options) {
    const { model, failure, metrics, mustPass = noMustPass, comparison } = candidate;
    const { baselineName = 'the baseline', maxDrop } = options;
    if (failure !== undefined)
        return { reasons: [{ ...failure, model }], notices: [] };
    if (options.isUnjudged)
        return { reasons: [], notices: [] };
    const gap = judgeErrors(candidate, options.maxErrorRate);
    if (gap !== undefined) {
        const must = (0,regression/* judgeMustPass */.y0)(model, { ...mustPass, unanswered: [] }, baselineName);
        return { reasons: [{ kind: 'error', model, message: gap }, ...must.reasons], notices: must.notices };
    }
    // Nothing is compared before all is there.
    const fall = options.isPending ? {} : (0,regression/* judgeFall */.DR)({ model, comparison, baselineName, maxDrop });
    const must = (0,regression/* judgeMustPass */.y0)(model, mustPass, baselineName);
    return {
        reasons: [...judgeFloor(model, metrics, candidate.floor), ...(fall.reason ? [fall.reason] : []), ...must.reasons],
        notices: [...(fall.notice ? [fall.notice] : []), ...must.notices],
    };
}
/** Why the score says too little to be judged, if it does. */
function judgeErrors(candidate, maxErrorRate) {
    const { model, metrics, unscored = 0 } = candidate;
    const unanswered = metrics.errors + metrics.missing;
    const share = metrics.rows === 0 ? 0 : unanswered / metrics.rows;
    if (unscored > 0 && unscored === metrics.errors && unscored / metrics.rows > maxErrorRate + tolerance)
        return `${model} has ${unscored} of ${metrics.rows} answers on which no check could run, so its score is not judged.`;
    if (metrics.answered === 0 || metrics.score === null)
        return `${model} answered none of ${metrics.rows} rows (${countUnanswered(metrics)}).`;
    if (share > maxErrorRate + tolerance) {
        const [shown, limit] = (0,shares/* formatApart */.Wq)(share, maxErrorRate);
        return `${model} left ${shown} of its rows without an answer (${countUnanswered(metrics)}); ${limit} are accepted, so its score is not judged.`;
    }
    return describeErredChecks(candidate, maxErrorRate);
}
function judgeFloor(model, metrics, floor) {
    if (floor === undefined || metrics.score === null || metrics.score >= floor - tolerance)
        return [];
    const [shown, limit] = (0,shares/* formatApart */.Wq)(metrics.score, floor);
    const message = `${model} scored ${shown}, under its floor of ${limit}${describeDoubt(metrics, floor)}.`;
    return [{ kind: 'threshold', model, message }];
}
/** A score without one of its checks is another score: it is not judged when a check failed to run too often. */
function describeErredChecks({ model, metrics, erredChecks = new Map() }, maxErrorRate) {
    const [worst] = [...erredChecks].sort(([, a], [, b]) => b - a);
    if (worst === undefined || worst[1] / metrics.rows <= maxErrorRate + tolerance)
        return undefined;
    const [shown, limit] = (0,shares/* formatApart */.Wq)(worst[1] / metrics.rows, maxErrorRate);
    return `${model} has ${shown} of its rows on which the check ${worst[0]} failed to run (${worst[1]} rows); ${limit} are accepted, so its score is not judged.`;
}
function describeDoubt({ interval }, floor) {
    if (interval === null || interval[1] < floor)
        return '';
    return ` (the 95% interval reaches up to ${(0,shares/* formatShare */.T1)(interval[1], 1)}, so chance may explain it)`;
}
function countUnanswered({ errors, missing }) {
    return [errors > 0 ? `${errors} failed` : '', missing > 0 ? `${missing} missing` : '']
        .filter((text) => text !== '')
        .join(', ');
}

// EXTERNAL MODULE: ./build/statistics/model-groups.js
var model_groups = __webpack_require__(48976);
// EXTERNAL MODULE: ./build/inputs/label.js
var inputs_label = __webpack_require__(93046);
;// CONCATENATED MODULE: ./build/steps/acceptance/head.js
/** Where a merge queue tries a pull request; of several in one group it names the last. */
const queueRef = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d{1,10})-[0-9a-f]{40}$/s;
/** The pull request whose label counts for this run; undefined where there is none. */
function findHead({ prNumber }, { context }, github) {
    const readLive = (number) => async () => (await github.getPullRequest(number)).headSha;
    if (context.eventName === 'merge_group') {
        const queued = Number(queueRef.exec(context.ref)?.[1]);
        // The queue evaluates a commit of its own, made of the head and of what is merged before it.
        return queued > 0 ? { pullRequest: queued, readSha: readLive(queued), isEvaluated: () => true } : undefined;
    }
    const pullRequest = prNumber ?? context.pullRequestNumber;
    if (pullRequest === undefined)
        return undefined;
    const own = context.pullRequest?.number === pullRequest ? context.pullRequest : undefined;
    const readSha = own === undefined ? readLive(pullRequest) : async () => own.headSha;
    return { pullRequest, readSha, isEvaluated: (sha) => sha === context.sha };
}

;// CONCATENATED MODULE: ./build/steps/acceptance/label-time.js

/** Events whose time is that of the commit's arrival. A re-run keeps the event of its first attempt. */
const arrivals = ['opened', 'synchronize'];
/**
 * Why a label cannot be taken for one that was set after the commit arrived, with what to do; undefined when it can. Neither a
 * commit's own date nor its place in the timeline alone tells when it was pushed: whatever says that the label was there before
 * counts, and where nothing says when the commit came, nothing is accepted.
 */
async function findDoubt(world, github, given) {
    const { label, set, sha } = given;
    const isAfterLabel = (time) => Date.parse(time) > Date.parse(set.at);
    const commit = sha.slice(0, 7);
    const isBefore = `The label ${label} was set before ${commit} arrived, so it accepts nothing; take it off and set it again to accept this commit's drop.`;
    if (set.commits.some((one) => one.isAfterLabel))
        return isBefore;
    const event = eventOf(world.context, given);
    // GitHub says itself that the label was set on this commit.
    if (event?.action === 'labeled' && isSame(event.labelled, label))
        return undefined;
    const dates = set.commits.flatMap((one) => (one.sha === sha && one.at !== null ? [one.at] : []));
    const arrivedAt = (await findArrival(world, github, { event, sha, dates })) ?? '';
    if (isAfterLabel(arrivedAt) || dates.some(isAfterLabel))
        return isBefore;
    if (Date.parse(arrivedAt) <= Date.parse(set.at))
        return undefined;
    return `Nothing shows that the label ${label} was set after ${commit} arrived, so it accepts nothing; add labeled to the types of the workflow's event, take the label off and set it again.`;
}
/** The event, if it is about this very commit of a pull request. */
function eventOf({ pullRequest }, { pullRequest: number, sha }) {
    return pullRequest?.number === number && pullRequest.headSha === sha ? pullRequest : undefined;
}
function isSame(one, other) {
    return one.toLowerCase() === other.toLowerCase();
}
/** By when the commit had arrived: as the event says, else as the first workflow run that it started shows. */
async function findArrival(world, github, { event, sha, dates }) {
    if (event !== undefined && arrivals.includes(event.action))
        return event.updatedAt || dates[0];
    const except = Number(world.context.runId);
    return (0,best_effort/* attempt */.C)(world, () => github.firstRunAt({ sha, except }));
}

;// CONCATENATED MODULE: ./build/steps/acceptance/accept.js





const nothing = { acceptance: undefined, notices: [] };
const refused = (notice) => ({ acceptance: undefined, notices: [notice] });
/**
 * Looks whether a label on the pull request accepts the falls among the reasons. It is read live, when there is something to
 * accept, and counts only when something shows that it was set after the newest commit arrived: what was accepted is that commit's
 * fall.
 */
async function findAcceptance(inputs, world, reasons) {
    const { github } = world;
    const falls = reasons.filter(regression/* isAcceptable */.Lr);
    if (falls.length === 0 || github === undefined)
        return nothing;
    const head = await findHead(inputs, world, github);
    if (head === undefined)
        return nothing;
    if (inputs.acceptLabel.length > inputs_label/* maxLabelChars */.s)
        return refused(describeTooLong(inputs.acceptLabel));
    return accept(inputs.acceptLabel, world, github, { head, falls });
}
async function accept(label, world, github, { head, falls }) {
    const { pullRequest } = head;
    const set = await (0,best_effort/* attempt */.C)(world, () => github.findLabel({ pullRequest, label }));
    if (set === undefined)
        return nothing;
    const sha = await (0,best_effort/* attempt */.C)(world, () => head.readSha());
    if (sha === undefined)
        return nothing;
    if (!head.isEvaluated(sha))
        return refused(`The label ${label} is on pull request ${pullRequest}, whose head is not the commit that was evaluated, so it accepts nothing.`);
    const doubt = await findDoubt(world, github, { pullRequest, label, set, sha });
    if (doubt !== undefined)
        return refused(doubt);
    const { login, at } = set;
    world.log.notice(`The drop was accepted by ${login}, who set the label ${label} at ${at}.`);
    return { acceptance: { label, login, at, sha, reasons: falls }, notices: [] };
}
function describeTooLong(label) {
    return `The drop cannot be accepted: the label ${label} is longer than the ${inputs_label/* maxLabelChars */.s} characters that GitHub takes. Set accept-label to a shorter one.`;
}

;// CONCATENATED MODULE: ./build/baseline/model-versions.js
/** A number, a date or a word of its life cycle behind a model's name is a version of it; `-lite` is another model. */
const versionSuffix = /^(-(\d+|preview|exp|experimental|latest|stable|thinking)[\w.-]*)?$/;
const plain = (name) => name.replace(/^models\//, '');
/** Names that answered although they are no version of the model asked for. An alias (`…-latest`) may answer under any name. */
function foreignVersions(model, versions) {
    const asked = plain(model);
    if (asked.endsWith('-latest') || asked.startsWith('tunedModels/'))
        return [];
    return Object.keys(versions).filter((version) => {
        const answered = plain(version);
        return !(answered.startsWith(asked) && versionSuffix.test(answered.slice(asked.length)));
    });
}
/** Whether the model answered as other versions than in the baseline; unknown ones say nothing. */
function hasDrifted(present, before) {
    const [now, then] = [present, before].map((versions) => Object.keys(versions).map(plain).sort().join(' '));
    return now !== '' && then !== '' && now !== then;
}

;// CONCATENATED MODULE: ./build/steps/comparison-notices.js


/** What a reviewer should know of the comparison although it decides nothing: what is in no pair, and what else is another one. */
function noteComparison({ repeat }, { log }, models, baseline) {
    const notices = models.flatMap((scored) => {
        const { model, modelVersions } = scored.report;
        const foreign = foreignVersions(model, modelVersions);
        const stranger = `${model} was asked for, but ${foreign.slice(0, 3).join(', ')} answered.`;
        if (foreign.length > 0)
            log.warning(stranger);
        return [...(foreign.length > 0 ? [stranger] : []), ...(baseline ? noteModel(scored, baseline, models.length) : [])];
    });
    // Of the log every model has the same rows.
    return [...new Set([...notices, ...(baseline ? [...noteChecks(baseline), ...noteRepeat(repeat, baseline)] : [])])];
}
function noteChecks({ areChecksKnown, name }) {
    return areChecksKnown
        ? []
        : [`The baseline (${name}) does not say by which checks it was scored; they may be others.`];
}
function noteModel(scored, baseline, models) {
    const { model, modelVersions, answered } = scored.report;
    const before = baseline.models.get(model);
    if (before === undefined) {
        const why = baseline.unused.get(model) ?? `is not in the baseline (${baseline.name}), so it is not compared.`;
        return answered > 0 ? [`${model} ${why}`] : [];
    }
    const notices = [...noteUnscored(scored, before, baseline, models), ...notePartial(scored, before, baseline)];
    if (!hasDrifted(modelVersions, before.modelVersions))
        return notices;
    const [now, then] = [modelVersions, before.modelVersions].map((versions) => Object.keys(versions).slice(0, 3).join(', '));
    return [...notices, `${model} answered as ${now}, in the baseline as ${then}: what changed may be the model.`];
}
/** Rows that both datasets have and this run answered, and the baseline has no score for. */
function noteUnscored({ report, scores }, before, { kind, name, has }, models) {
    let shared = 0;
    let unscored = 0;
    scores.own.forEach((score, row) => {
        if (Number.isNaN(score) || !has(row))
            return;
        shared++;
        if (Number.isNaN(before.scores.own[row]))
            unscored++;
    });
    if (unscored === 0)
        return [];
    const whose = models > 1 && kind !== 'logged' ? ` for ${report.model}` : '';
    const [have, they] = unscored === 1 ? ['has', 'it is'] : ['have', 'they are'];
    return [
        `${unscored} of ${(0,report_table/* countRows */.BO)(shared)} ${have} no score${whose} in the baseline (${name}), so ${they} not compared.`,
    ];
}
/** A score without one of its checks is another score. */
function notePartial({ report, scores }, before, { name }) {
    let here = 0;
    let there = 0;
    scores.own.forEach((score, row) => {
        if (Number.isNaN(score) || Number.isNaN(before.scores.own[row]))
            return;
        if (Number.isNaN(scores.whole[row]))
            here++;
        else if (Number.isNaN(before.scores.whole[row]))
            there++;
    });
    if (here + there === 0)
        return [];
    const where = [...(here > 0 ? [`${here} in this run`] : []), ...(there > 0 ? [`${there} in ${name}`] : [])];
    return [
        `${report.model} is not compared on ${(0,report_table/* countRows */.BO)(here + there)}, for which a check failed to run (${where.join(', ')}).`,
    ];
}
function noteRepeat(repeat, baseline) {
    if (repeat === baseline.repeat)
        return [];
    const theirs = `${baseline.repeat} ${baseline.repeat === 1 ? 'answer' : 'answers'} a row`;
    const where = repeat > baseline.repeat ? 'passes here' : 'passed there';
    return [
        `The baseline (${baseline.name}) has ${theirs}, this run ${repeat}: a row ${where} only when all of them do.`,
    ];
}

;// CONCATENATED MODULE: ./build/steps/must-pass.js

/** What became of one model's rows that must pass, by the scores they have: a check that failed to run takes nothing from the others. */
function judgedRows({ labels, rows, sources }, present, before) {
    const broke = [];
    const unanswered = [];
    const failing = [];
    const failingBefore = [];
    for (const row of labels.mustPassRows()) {
        const score = present[row] ?? Number.NaN;
        const baselineScore = before?.[row] ?? Number.NaN;
        const { source, line } = rows.place(row);
        const named = { key: rows.key(row), place: `${sources[source] ?? ''}:${line}` };
        if (Number.isNaN(score))
            unanswered.push(named);
        else if ((0,metrics/* isPass */.YX)(score))
            continue;
        else if (Number.isNaN(baselineScore))
            failing.push(named);
        else
            ((0,metrics/* isPass */.YX)(baselineScore) ? broke : failingBefore).push(named);
    }
    return { broke, unanswered, failing, failingBefore };
}

;// CONCATENATED MODULE: ./build/steps/decide.js









/** Step 7: compares every model with its baseline, row by row, and turns figures into a verdict. */
async function decide(inputs, world, dataset, evidence) {
    const { scored, found, isPending } = evidence;
    const candidates = scored.models.map((model) => candidateOf(dataset, found, model));
    const judged = new Set(candidates.filter((one) => isJudged(one, inputs.maxErrorRate)).map(({ model }) => model));
    const isUnjudged = isPending && judgesOf(inputs).length > 0;
    const models = compareScored(scored, found, judged).map((model) => (isUnjudged ? withoutScore(model) : model));
    const options = {
        maxErrorRate: inputs.maxErrorRate,
        maxDrop: inputs.maxDrop,
        baselineName: found.baseline?.name ?? 'the baseline',
        isPending,
        isUnjudged,
    };
    const compared = candidates.map((one, index) => ({ ...one, comparison: models[index]?.baseline ?? undefined }));
    const judgement = judge(compared, options);
    const reasons = [...judgement.reasons, ...judgeFailures(evidence.judging.results), ...found.reasons];
    const accepted = isPending ? undefined : await findAcceptance(inputs, world, reasons);
    const standing = accepted?.acceptance === undefined ? reasons : reasons.filter((one) => !(0,regression/* isAcceptable */.Lr)(one));
    return {
        verdict: (0,reason/* verdictOf */.Vj)(standing, isPending),
        reasons: standing,
        notices: [
            ...judgement.notices,
            ...(accepted?.notices ?? []),
            ...found.notices,
            ...noteComparison(inputs, world, scored.models, found.baseline),
        ],
        acceptance: accepted?.acceptance ?? null,
        baseline: sectionOf(found),
        logged: found.logged?.report ?? null,
        separation: isUnjudged ? null : separate(scored.models),
        models,
    };
}
/** A judge without results is nobody's wrong answer, but the run cannot be called good. */
function judgeFailures(results) {
    return results.flatMap(({ failure }) => failure === undefined ? [] : [{ kind: failure.kind, message: `The judge ${failure.message}` }]);
}
const decide_maxListedKeys = 1000;
/** The models' reports, each with what it was compared with. A model that is not judged takes nothing from the others' level. */
function compareScored({ models, listed }, { baseline }, judged) {
    const pairs = models.flatMap(({ report, scores }) => {
        const before = baseline?.models.get(report.model)?.scores;
        return before === undefined ? [] : [{ model: report.model, present: scores.whole, before: before.whole }];
    });
    const comparisons = new Map([
        ...(0,compare/* compareModels */.wA)(pairs.filter(({ model }) => judged.has(model))),
        ...pairs.filter(({ model }) => !judged.has(model)).flatMap((pair) => [...(0,compare/* compareModels */.wA)([pair])]),
    ]);
    return models.map(({ report }) => {
        const before = baseline?.models.get(report.model);
        const comparison = comparisons.get(report.model);
        if (before === undefined || comparison === undefined)
            return report;
        const { score, cost, modelVersions } = before;
        const changed = listed.changed.filter(({ model }) => model === report.model);
        const keys = (change) => changed
            .filter((row) => row.change === change)
            .slice(0, decide_maxListedKeys)
            .map(({ key }) => key);
        const both = { brokeKeys: keys('broke'), fixedKeys: keys('fixed') };
        return { ...report, baseline: { ...comparison, score, cost, modelVersions, ...both } };
    });
}
/** A score that lacks a check is another score. */
function withoutScore(report) {
    const slices = report.slices.map((slice) => ({ ...slice, score: null, interval: null }));
    return { ...report, score: null, interval: null, slices, repeats: null };
}
function candidateOf(dataset, found, scored) {
    const { report } = scored;
    const { model, threshold } = report;
    const before = found.baseline?.models.get(model)?.scores;
    return {
        model,
        metrics: report,
        floor: threshold ?? undefined,
        // A later round that failed leaves its rows without an answer: they are counted.
        failure: scored.answers.first.failure,
        erredChecks: scored.erredChecks,
        unscored: scored.unscored,
        mustPass: judgedRows(dataset, scored.scores.own, before?.own),
    };
}
function sectionOf({ baseline }) {
    if (baseline === undefined)
        return noBaseline;
    const { kind, name, sha, runId, createdAt, dataset } = baseline;
    return { kind, name, sha, runId, createdAt, ...dataset };
}
const none = { count: 0, keys: [] };
/** The section of a run that is compared with nothing. */
const noBaseline = {
    kind: 'none',
    name: null,
    sha: null,
    runId: null,
    createdAt: null,
    added: none,
    removed: none,
    changed: none,
};
function separate(models) {
    if (models.length < 2 || models.length > model_groups/* maxGroupedModels */.v)
        return null;
    return (0,model_groups/* groupModels */.I)(models.map(({ report, scores }) => ({ model: report.model, scores: scores.own })));
}

// EXTERNAL MODULE: ./build/batch/identity.js
var identity = __webpack_require__(47113);
;// CONCATENATED MODULE: ./build/cost/price.js
/** What rates are for. */
const tokensPerRate = 1_000_000;
/** What one answer cost in US dollars: its own prompt decides which rates hold. Prompt tokens include cached ones. */
function costOfAnswer(tokens, price) {
    const { longPrompt } = price;
    const rates = longPrompt !== undefined && tokens.prompt > longPrompt.abovePromptTokens ? longPrompt : price;
    const cached = Math.min(tokens.cached, tokens.prompt);
    const input = (tokens.prompt - cached) * rates.input + cached * (rates.cached ?? rates.input);
    return (input + (tokens.candidates + tokens.thoughts) * rates.output) / tokensPerRate;
}
/** What a result line cost; null when that cannot be told: without a price, or for an answer whose tokens the service did not count. */
function costOfReply(reply, price) {
    if (price === null || reply.isMetered === false)
        return null;
    return costOfAnswer(reply.tokens, price);
}
/** Two costs together; null when one of them is unknown. */
function addCosts(one, other) {
    return one === null || other === null ? null : one + other;
}
/** The sum of the parts; null when one of them is unknown. */
function sumCosts(costs) {
    return costs.reduce(addCosts, 0);
}

;// CONCATENATED MODULE: ./build/steps/money/costs.js


/**
 * The costs as far as they are known: a job that exists and whose results were not read may have cost anything. What never had a
 * job cost nothing.
 */
function costsOf({ models, judges, jobs, results }) {
    const read = new Set(results.flatMap(jobsRead));
    const bought = jobs.filter(({ name, createSince }) => name !== null || createSince !== null);
    // A twin that was waited for in a job's stead has its display name.
    const unread = bought.filter(({ name, displayName }) => !read.has(name ?? '') && !read.has(displayName));
    const settle = (entry, isJudge) => {
        const isOwn = ({ model, displayName }) => model === entry.model && ((0,identity/* stageOfJob */.jy)(displayName) === 'judge') === isJudge;
        if (unread.some(isOwn))
            return { ...entry, cost: null };
        return bought.some(isOwn) ? entry : { ...entry, cost: 0 };
    };
    const settledModels = models.map((model) => settle(model, false));
    const settledJudges = judges.map((judge) => settle(judge, true));
    const costs = [...settledModels, ...settledJudges].map(({ cost }) => cost);
    const isKnown = costs.length > 0 && unread.length === 0;
    return { models: settledModels, judges: settledJudges, total: isKnown ? sumCosts(costs) : null };
}
/** The names and display names of the jobs whose results were read. Which of several shards have none, a result does not tell. */
function jobsRead({ jobs, path, failure }) {
    const isWhole = path !== undefined && (failure === undefined || jobs.length === 1);
    return isWhole ? jobs.flatMap(({ job }) => [job.name, job.displayName]).filter((name) => name !== '') : [];
}

// EXTERNAL MODULE: ./build/shorten.js
var shorten = __webpack_require__(50997);
;// CONCATENATED MODULE: ./build/steps/publish/annotate.js

/** The runner keeps ten annotations of a kind per step. */
const maxAnnotations = 10;
const maxKeyChars = 100;
/** Marks the lines of the dataset whose rows broke: of each model in turn, so that none takes all the places. */
function annotateBroken({ log }, { sources }, { baseline, models }, changed) {
    const broke = changed.filter(({ change, file }) => change === 'broke' && sources.includes(file) && !isElsewhere(file));
    const perModel = models.map(({ model }) => broke.filter((row) => row.model === model));
    const longest = Math.max(0, ...perModel.map((rows) => rows.length));
    const inTurn = Array.from({ length: longest }, (_, turn) => perModel.flatMap((rows) => rows[turn] ?? [])).flat();
    for (const { model, key, file, line, brief } of inTurn.slice(0, maxAnnotations)) {
        const message = `${model}: the row ${(0,shorten/* shorten */.m)(key, maxKeyChars)} passed in ${baseline.name ?? 'the baseline'} and does not pass now (${brief}).`;
        log.warning(message, { file, line, title: 'Row broke' });
    }
}
/** An address, or a path outside the repository. */
function isElsewhere(file) {
    return /^([a-z]+:)?[\\/]|(^|[\\/])\.\.([\\/]|$)/i.test(file);
}

// EXTERNAL MODULE: ./build/report/markdown.js + 15 modules
var markdown = __webpack_require__(53926);
;// CONCATENATED MODULE: ./build/steps/publish/change-outputs.js
/** GitHub takes 1 MB of outputs a job, in UTF-16; a few keys may be larger than that. */
const maxKeysChars = 100_000;
/** Counts over all models, and the keys of the rows themselves. */
function changeOutputs(models) {
    const sum = (change) => models.reduce((total, { baseline }) => total + (baseline?.[change] ?? 0), 0);
    const keys = (name) => listKeys(models.map(({ model, baseline }) => [model, baseline?.[name] ?? []]));
    return {
        broke: String(sum('broke')),
        fixed: String(sum('fixed')),
        'broke-rows': keys('brokeKeys'),
        'fixed-rows': keys('fixedKeys'),
    };
}
/** A JSON object from model to keys; where they are too long, the longest lists lose their last ones. */
function listKeys(models) {
    const lists = models.map(([model, keys]) => ({ model, keys: [...keys], chars: JSON.stringify(keys).length }));
    let chars = lists.reduce((sum, list) => sum + list.chars, 0);
    while (chars > maxKeysChars) {
        const longest = lists.reduce((one, other) => (other.chars > one.chars ? other : one));
        const key = longest.keys.pop();
        if (key === undefined)
            break;
        const freed = JSON.stringify(key).length + 1;
        longest.chars -= freed;
        chars -= freed;
    }
    return JSON.stringify(Object.fromEntries(lists.map(({ model, keys }) => [model, keys])));
}

// EXTERNAL MODULE: ./build/steps/publish/comment.js
var publish_comment = __webpack_require__(23509);
// EXTERNAL MODULE: ./build/steps/publish/issue.js
var issue = __webpack_require__(53307);
;// CONCATENATED MODULE: ./build/steps/publish/publish.js








const maxSummaryChars = 300_000;
/**
 * Step 8: files, artifacts, summary, comment, status, outputs. What cannot be published is a warning; the score is never
 * lost. A run that sent nothing leaves no comment, artifact or status. Says whether comment or status could not be written for now.
 */
async function publish(inputs, world, publication) {
    const { report, requestFiles, resultFiles, isRed } = publication;
    const isRun = report.verdict !== 'skipped';
    const options = await renderOptions(inputs, world, publication);
    const files = [...(await writeFiles(world, report, options)), ...requestFiles];
    const artifacts = isRun && inputs.uploadArtifacts ? await uploadArtifacts(inputs, world, files, resultFiles) : [];
    const linked = { ...options, artifacts: artifacts.map(({ name, url }) => ({ label: name, url })) };
    await (0,best_effort/* attempt */.C)(world, () => world.runner.writeSummary((0,markdown/* renderSummary */.Br)(report, linked, maxSummaryChars)));
    const comment = isRun ? await (0,publish_comment/* writeComment */.HF)(inputs, world, report, linked, isRed) : publish_comment/* noComment */.D0;
    if (isRun)
        await (0,issue/* fileIssue */.y)(inputs, world, report, linked, isRed);
    const status = isRun ? await (0,publish_status/* reportStatus */.JE)(inputs, world, report, isRed) : { isLost: false };
    setOutputs(inputs, world, publication, { artifacts, commentUrl: comment.url });
    return { isLost: comment.isLost || status.isLost };
}
async function renderOptions(inputs, world, { report, listed, note }) {
    const isPrivate = world.context.isPrivate ?? (await (0,best_effort/* attempt */.C)(world, async () => world.github?.isPrivate(), 'quiet')) ?? false;
    if (!isPrivate && inputs.uploadArtifacts && world.artifacts !== undefined && report.models.length > 0) {
        world.log.notice('This repository is public: anybody signed in to GitHub can download the artifacts, which hold prompts and answers. upload-artifacts: false keeps them away.');
    }
    return {
        failedRows: listed.failed,
        changedRows: listed.changed,
        note,
        showText: inputs.showText === 'auto' ? isPrivate : inputs.showText === 'true',
        serverUrl: world.context.serverUrl,
        artifacts: [],
        linkRows: report.run.sha !== '' && report.run.repository !== '',
    };
}
async function writeFiles(world, report, options) {
    const path = (name) => world.files.join(world.outputDirectory, name);
    await world.files.writeText(path('report.json'), `${JSON.stringify(report, null, 2)}\n`);
    await world.files.writeText(path('report.md'), (0,markdown/* renderSummary */.Br)(report, options, Number.POSITIVE_INFINITY));
    const names = ['report.json', 'report.md', 'rows.jsonl', 'run.json'];
    const sizes = await Promise.all(names.map((name) => world.files.size(path(name)).catch(() => -1)));
    return names.filter((_, index) => (sizes[index] ?? -1) >= 0).map(path);
}
/** One artifact with the report, one per model with its raw results. */
async function uploadArtifacts(inputs, world, files, resultFiles) {
    const { artifacts: store, log } = world;
    if (store === undefined) {
        log.info('There is no artifact service here; the files stay in the output directory.');
        return [];
    }
    const retention = inputs.retentionDays === undefined ? {} : { retentionDays: inputs.retentionDays };
    const root = world.outputDirectory;
    const results = resultFiles.map((paths) => ({
        name: `${inputs.artifactName}-${stemOf(paths[0] ?? '', root)}`,
        files: paths,
    }));
    const uploaded = [];
    for (const { name, files: members } of [{ name: inputs.artifactName, files }, ...results]) {
        const artifact = await (0,best_effort/* attempt */.C)(world, () => uploadAs(world, store, { name, root, files: members, ...retention }));
        if (artifact !== undefined)
            uploaded.push(artifact);
    }
    return uploaded;
}
const maxNames = 50;
/** Under the name that was asked for, or where another evaluation of this workflow run has it, under the next free one. */
async function uploadAs({ log }, store, request) {
    for (let number = 1;; number++) {
        const name = number === 1 ? request.name : `${request.name}-${number}`;
        try {
            const artifact = await store.upload({ ...request, name });
            if (number > 1)
                log.warning(`Another evaluation of this workflow run has an artifact called ${request.name}, so this one's is ${name}. Give each a name, or an artifact-name, of its own: a baseline is looked for under the first.`);
            return { name, ...artifact };
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7 && error.status === 409) || number === maxNames)
                throw error;
        }
    }
}
/** A result file's name for an artifact: its path below `results`, without its ending. */
function stemOf(path, root) {
    const [, ...parts] = path.slice(root.length + 1).split(/[\\/]/);
    return parts.join('-').replace(/\.jsonl$/, '');
}
function setOutputs({ models }, world, { report, jobs }, { artifacts, commentUrl }) {
    const { runner, files, outputDirectory } = world;
    const lowest = (0,report_report/* lowestScore */.j)(report.models);
    const scoreOf = (model) => report.models.find((one) => one.model === model)?.score ?? null;
    const outputs = {
        verdict: report.verdict,
        passed: String(report.passed),
        scores: JSON.stringify(Object.fromEntries(models.map((model) => [model, scoreOf(model)]))),
        'lowest-score': lowest === null ? '' : String(lowest),
        ...changeOutputs(report.models),
        cost: report.cost.total === null ? '' : String(report.cost.total),
        'baseline-sha': report.baseline.sha ?? '',
        errors: String(report.models.reduce((sum, { errors }) => sum + errors, 0)),
        'comment-url': commentUrl,
        'output-directory': outputDirectory,
        'results-path': files.join(outputDirectory, 'results'),
        'report-path': files.join(outputDirectory, 'report.json'),
        'artifact-ids': artifacts.map(({ id }) => id).join(','),
        'artifact-urls': JSON.stringify(Object.fromEntries(artifacts.map(({ name, url }) => [name, url]))),
        'batch-jobs': JSON.stringify(jobs),
    };
    for (const [name, value] of Object.entries(outputs))
        runner.setOutput(name, value);
}

;// CONCATENATED MODULE: ./build/steps/conclude.js








/** Step 8: publishes what the run came to, and says what colour the check has. */
async function conclude(inputs, world, dataset, startedAt, result) {
    const { log } = world;
    const { listed = noRows, judging, answers = [], jobs = [], isBroken = false, note = '' } = result;
    const report = assemble(inputs, world, dataset, startedAt, result);
    const requestFiles = [
        ...dataset.files.map(({ path }) => path),
        ...answers.flatMap((model) => model.requestFiles),
        ...(judging?.requestFiles ?? []),
    ];
    const resultFiles = [
        ...answers.map(({ paths }) => paths),
        ...(judging?.results ?? []).map(({ path }) => (path === undefined ? [] : [path])),
    ].filter((paths) => paths.length > 0);
    const red = isBroken || (0,reason/* isRed */.iI)(report.reasons, inputs.failOn);
    const named = jobs
        .map(({ model, name, state }) => ({ model, name: name ?? '', state: state ?? '' }))
        .filter(({ name }) => name !== '');
    const publication = { report, listed, requestFiles, resultFiles, isRed: red, jobs: named, note };
    const { isLost } = await log.group('Publish', () => publish(inputs, world, publication));
    annotateBroken(world, dataset, report, listed.changed);
    for (const { model, score } of report.models)
        log.info(`${model}: ${score === null ? 'no score' : `${(score * 100).toFixed(2)}%`}`);
    log.info(`Verdict: ${report.verdict}`);
    const redReasons = report.reasons.filter(({ kind }) => inputs.failOn.has(kind)).map(({ message }) => message);
    return { verdict: report.verdict, redReasons, isLost };
}
const noRows = { failed: [], changed: [] };
const nothingDecided = {
    notices: [],
    acceptance: null,
    baseline: noBaseline,
    logged: null,
    separation: null,
};
function assemble(inputs, { context, clock }, dataset, startedAt, result) {
    const { notices, acceptance, baseline, logged, separation } = result.decision ?? nothingDecided;
    const { models, judges, total } = costsOf({
        models: result.decision?.models ?? [],
        judges: result.judging?.reports ?? [],
        jobs: result.jobs ?? [],
        results: [
            ...(result.answers ?? []).flatMap(({ first, rounds }) => [first, ...rounds]),
            ...(result.judging?.results ?? []),
        ],
    });
    return {
        schemaVersion: report_report/* schemaVersion */.C,
        name: inputs.name,
        verdict: result.verdict,
        passed: result.verdict === 'pass',
        reasons: result.reasons,
        notices,
        acceptance,
        dataset: {
            rows: dataset.rows.size,
            totalRows: dataset.totalRows,
            fingerprint: dataset.fingerprint,
            files: dataset.sources,
            repeatedKeyRows: dataset.repeatedKeyRows,
        },
        baseline,
        logged,
        cost: {
            total,
            estimate: result.budget.estimate.total,
            estimateWithRounds: result.budget.total,
            limit: inputs.maxCost ?? null,
            pricesReadOn: pricesReadOn,
        },
        separation,
        models,
        prompts: dataset.prompts,
        judges,
        run: {
            repository: context.repository,
            id: context.runId,
            attempt: context.attempt,
            event: context.eventName,
            sha: context.sha,
            ref: context.ref,
            pullRequest: inputs.prNumber ?? context.pullRequestNumber ?? null,
            startedAt: new Date(startedAt).toISOString(),
            finishedAt: new Date(clock.now()).toISOString(),
        },
        settings: {
            scorers: inputs.scorers.map(({ label, weight }) => ({ scorer: label, weight })),
            fingerprint: (0,scorer/* fingerprintOfScorers */.XW)(inputs.scorers, inputs.models[0] ?? ''),
            maxDrop: inputs.maxDrop ?? null,
            repeat: inputs.repeat,
            maxErrorRate: inputs.maxErrorRate,
            failOn: [...inputs.failOn],
        },
    };
}

;// CONCATENATED MODULE: ./build/steps/evaluated-commit.js


/**
 * The world as it is for what is evaluated. A run that a comment on a pull request, or somebody's hand, has started stands under
 * the default branch, for all that GitHub says of it; unless the workspace holds neither the pull request's head nor its merge, that
 * head is what labels, commit status and report speak of.
 */
async function atEvaluatedCommit(inputs, world) {
    const { context, github, log } = world;
    const number = inputs.prNumber ?? context.pullRequestNumber;
    const isKnown = context.pullRequest !== undefined || trustedEvents.includes(context.eventName);
    if (isKnown || number === undefined || github === undefined)
        return world;
    const headSha = (await (0,best_effort/* ifTold */.p)(github.getPullRequest(number)))?.headSha;
    if (headSha === undefined || headSha === context.sha)
        return world;
    const checkout = await world.readCheckout();
    // Where git does not tell, whoever named the pull request is believed.
    if (checkout !== undefined && !holds(checkout, headSha)) {
        log.info(`The workspace does not hold the head of pull request ${number}; the run speaks of ${context.sha}`);
        return world;
    }
    return { ...world, context: { ...context, sha: headSha } };
}
/** Whether it is this commit, or one that merges it. */
function holds({ sha, parents }, headSha) {
    return sha === headSha || (parents.length > 1 && parents.includes(headSha));
}

;// CONCATENATED MODULE: ./build/scoring/verdicts.js
/** What judges said, by slot and rubric: the score in memory (8 bytes), the reason on disk. */
class VerdictTable {
    #rubrics;
    #score;
    #start;
    #length;
    constructor(slots, rubrics) {
        this.#rubrics = rubrics;
        this.#score = new Float64Array(slots * rubrics).fill(Number.NaN);
        this.#start = new Float64Array(slots * rubrics);
        this.#length = new Uint32Array(slots * rubrics);
    }
    has(slot, rubric) {
        return (this.#length[this.#index(slot, rubric)] ?? 0) > 0;
    }
    set(slot, rubric, score, reason) {
        const index = this.#index(slot, rubric);
        this.#score[index] = score ?? Number.NaN;
        this.#start[index] = reason.start;
        this.#length[index] = reason.length;
    }
    /** The verdict; `readReason` looks the reason up, which is kept as a JSON text. */
    finding(slot, rubric, readReason) {
        const index = this.#index(slot, rubric);
        const length = this.#length[index] ?? 0;
        if (length === 0)
            return { score: null, reason: 'the judge gave no verdict' };
        const score = this.#score[index] ?? Number.NaN;
        return { score: Number.isNaN(score) ? null : score, reason: readReason(this.#start[index] ?? 0, length) };
    }
    #index(slot, rubric) {
        return slot * this.#rubrics + rubric;
    }
}

;// CONCATENATED MODULE: ./build/steps/money/prices.js

/** The batch price of a model today, or as `prices` gives it; null without one. */
function priceAtRun({ prices }, { clock }, model) {
    return priceOf(model, new Date(clock.now()).toISOString(), prices);
}

;// CONCATENATED MODULE: ./build/steps/scoring/record-file.js
const drainBytes = 1024 * 1024;
/** Short texts in the order in which they come, on disk until they are looked up in another order. */
class RecordFile {
    #files;
    #path;
    #pieces = [];
    #pendingBytes = 0;
    #offset = 0;
    #sink;
    constructor(files, path) {
        this.#files = files;
        this.#path = path;
    }
    append(text) {
        const bytes = Buffer.from(text);
        const start = this.#offset;
        this.#pieces.push(bytes);
        this.#pendingBytes += bytes.length;
        this.#offset += bytes.length;
        return { start, length: bytes.length };
    }
    /** Writes what has gathered, when it has become much. */
    drain() {
        return this.#pendingBytes < drainBytes ? undefined : this.#flush();
    }
    /** Ends writing and opens the file for reading. */
    async finish() {
        await this.#flush();
        await this.#sink?.close();
        return this.#files.openReader(this.#path, { hold: true });
    }
    async remove() {
        await this.#files.remove(this.#path);
    }
    async #flush() {
        this.#sink ??= await this.#files.createSink(this.#path);
        const bytes = Buffer.concat(this.#pieces);
        this.#pieces = [];
        this.#pendingBytes = 0;
        await this.#sink.write(bytes);
    }
}

;// CONCATENATED MODULE: ./build/steps/judge/verdicts.js









/** Verdicts by model, slot and rubric, with their reasons on disk. */
class Verdicts {
    #inputs;
    #world;
    #slots;
    #rubrics;
    #tables;
    #reasons;
    #counts = new Map();
    #reader;
    constructor(inputs, world, dataset) {
        this.#inputs = inputs;
        this.#world = world;
        this.#slots = { rows: dataset.rows, repeat: inputs.repeat };
        this.#rubrics = inputs.scorers.flatMap(({ rubric }) => rubric ?? []);
        const slots = dataset.rows.size * inputs.repeat;
        this.#tables = new Map(inputs.models.map((model) => [model, new VerdictTable(slots, this.#rubrics.length)]));
        this.#reasons = new RecordFile(world.files, world.files.join(world.outputDirectory, '.verdicts'));
    }
    /** Takes in one judge's results: joined by key, the first verdict for a key counts. */
    async read({ model: judge, path }) {
        if (path === undefined)
            return;
        const lines = new dataset_lines/* LineSplitter */.g();
        const take = (batch) => {
            const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
            for (let index = 0; index < batch.count; index++) {
                this.#takeLine(bytes.toString('utf8', batch.starts[index], batch.ends[index]), judge);
            }
        };
        for await (const chunk of this.#world.files.readChunks(path)) {
            for (const batch of lines.push(chunk))
                take(batch);
            await this.#reasons.drain();
        }
        for (const batch of lines.finish())
            take(batch);
    }
    /** What a judge has said so far. */
    counts(judge) {
        const known = this.#counts.get(judge) ?? {
            verdicts: 0,
            errors: 0,
            tokens: { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 },
            cost: this.#priceOf(judge) === null ? null : 0,
        };
        this.#counts.set(judge, known);
        return known;
    }
    verdict(model, slot, rubric) {
        const reader = this.#reader;
        const readReason = (start, length) => JSON.parse(Buffer.from(reader?.read(start, length) ?? []).toString('utf8'));
        return (this.#tables.get(model)?.finding(slot, this.#rubrics.indexOf(rubric), readReason) ?? {
            score: null,
            reason: 'there is no verdict',
        });
    }
    async finish() {
        this.#reader = await this.#reasons.finish();
    }
    async close() {
        this.#reader?.close();
        await this.#reasons.remove();
    }
    #priceOf(judge) {
        return priceAtRun(this.#inputs, this.#world, judge);
    }
    #takeLine(text, judge) {
        const place = this.#parse(text);
        if (place === undefined || place.table.has(place.slot, place.rubric))
            return;
        const reply = (0,scoring_answer/* readReply */.Xw)(place.line);
        const counts = this.counts(judge);
        for (const kind of Object.keys(counts.tokens))
            counts.tokens[kind] += reply.tokens[kind];
        counts.cost = addCosts(counts.cost, costOfReply(reply, this.#priceOf(judge)));
        const { score, reason } = (0,scoring_judge/* readVerdict */.wk)(reply);
        if (score === null)
            counts.errors++;
        else
            counts.verdicts++;
        place.table.set(place.slot, place.rubric, score, this.#reasons.append(JSON.stringify(reason)));
    }
    /** A judge's key is `<model>/<uploaded key>/<number of the rubric>`. */
    #parse(text) {
        let line;
        try {
            line = JSON.parse(text);
        }
        catch {
            return undefined;
        }
        const key = typeof line?.key === 'string' ? line.key : '';
        const first = key.indexOf('/');
        const last = key.lastIndexOf('/');
        const model = this.#inputs.models.find((candidate) => (0,inputs_models/* fileStemOfModel */.s1)(candidate) === key.slice(0, first));
        const table = this.#tables.get(model ?? '');
        const slot = slotOfKey(this.#slots, key.slice(first + 1, last));
        const rubric = Number(key.slice(last + 1)) - 1;
        if (table === undefined || slot === undefined || !(rubric >= 0 && rubric < this.#rubrics.length))
            return undefined;
        return { line, table, slot, rubric };
    }
}

;// CONCATENATED MODULE: ./build/steps/judge/judge.js






/**
 * Step 5b: has every answer judged by the rubrics among the scorers, in further batch jobs: one for each judge model. Without
 * rubrics nothing happens. A judge that fails leaves its checks without a score; the answers keep their other scores. Where the
 * deadline came before all models had answered (`isTimedOut`), nothing is bought: what is judged then would have to be judged again
 * with the rest.
 */
async function judgeAnswers(run, { isTimedOut }) {
    const { inputs, world, dataset, tools, progress } = run;
    const judges = judgesOf(inputs);
    if (judges.length === 0)
        return withoutVerdicts('there is no judge', isTimedOut);
    if (isTimedOut)
        return withoutVerdicts('not judged: the run was out of time', true);
    try {
        const files = await createJudgeRequests(inputs, world, dataset, progress.answers, judges);
        return await runJudges(run, files);
    }
    catch (error) {
        if (!(error instanceof errors/* ServiceError */._7) || (0,batch_tools/* isPutOff */.Z)(tools, error))
            throw error;
        // The answers are paid for and here: without a judge they keep their other scores.
        const failure = {
            kind: 'error',
            message: `${judges.map(({ model }) => model).join(', ')} could not be asked. ${error.message}`,
        };
        const failed = { model: judges[0]?.model ?? '', jobs: [], path: undefined, failure };
        return { ...withoutVerdicts('the judge could not be asked', false), results: [failed] };
    }
}
/** Says before anything is paid for that a model will judge itself. */
function noteJudges(inputs, { log }) {
    for (const { model, isDefault } of judgesOf(inputs)) {
        if (!isDefault)
            continue;
        log.notice(`llm-rubric names no model, so ${model} judges its own answers too; a model of its own would be a fairer judge.`);
    }
}
async function runJudges(run, files) {
    const { inputs, world, dataset, tools, patience } = run;
    const folder = world.files.join(world.outputDirectory, 'results', 'judge');
    const jobs = files.map((file) => ({
        model: file.judge,
        file,
        resultPath: world.files.join(folder, `${(0,inputs_models/* fileStemOfModel */.s1)(file.judge)}.${(0,inputs_models/* fileStemOfModel */.s1)(file.model)}.jsonl`),
    }));
    // The last stage begins when the others have come to their end, however late that is.
    const isTooLate = patience.kind === 'visit' && (patience.isOver === true || tools.comesAgain !== true);
    const late = { ...run, tools: { ...tools, isTooLate } };
    const { results, isTimedOut } = await obtainResults(late, { name: 'judge', jobs });
    const verdicts = new Verdicts(inputs, world, dataset);
    for (const result of results)
        await verdicts.read(result);
    await verdicts.finish();
    return {
        verdict: (model, slot, rubric) => verdicts.verdict(model, slot, rubric),
        results,
        requestFiles: files.map(({ path }) => path),
        reports: reportJudges(files, results, verdicts),
        isTimedOut,
        close: () => verdicts.close(),
    };
}
/** A judge's jobs, one for each model it judged, summed up. */
function reportJudges(files, results, verdicts) {
    return [...new Set(files.map(({ judge }) => judge))].map((model) => {
        const requests = files.reduce((sum, file) => sum + (file.judge === model ? file.requests : 0), 0);
        const counts = verdicts.counts(model);
        const jobs = results.filter(({ model: judge }) => judge === model).flatMap((result) => result.jobs);
        return {
            model,
            requests,
            ...counts,
            missing: requests - counts.verdicts - counts.errors,
            jobs: jobs.map(({ job, isTakenOver }) => ({ name: job.name, state: job.state, isTakenOver })),
        };
    });
}
function withoutVerdicts(reason, isTimedOut) {
    const verdict = () => ({ score: null, reason });
    return { verdict, results: [], requestFiles: [], reports: [], isTimedOut, close: async () => undefined };
}

;// CONCATENATED MODULE: ./build/cost/estimate.js



/** Output tokens of an answer whose request sets no limit: several times a usual answer, since thoughts are paid for too. */
const defaultAnswerTokens = 2_048;
/** The same for a judge's verdict, which is a line of JSON with a reason of one or two sentences. */
const defaultVerdictTokens = 512;
/**
 * Estimates a run before anything is sent, as if every row were answered at full length: dearer than most runs will be. Further
 * rounds are not in it. Counts of tokens are fractions: they are made from bytes.
 */
function estimateRun(models, judges, { date, overrides }) {
    const price = (model) => priceOf(model, date, overrides);
    const modelParts = models.map(({ model, volume, longVolume }) => estimatePart(model, volume.bytes, countModel(volume), countModel(longVolume), price(model)));
    const judgeParts = judges.map(({ model, rubrics }) => {
        const all = sumCounts(models.map(({ volume }) => countJudge(rubrics, volume)));
        const long = sumCounts(models.map(({ longVolume }) => countJudge(rubrics, longVolume)));
        return estimatePart(model, all.prompt * bytesPerToken, all, long, price(model));
    });
    const total = sumCosts([...modelParts, ...judgeParts].map(({ dollars }) => dollars));
    return { models: modelParts, judges: judgeParts, total };
}
/** The models and judges for which no price is known, each once. */
function modelsWithoutPrice({ models, judges }) {
    const parts = [...models, ...judges].filter(({ dollars }) => dollars === null);
    return [...new Set(parts.map(({ model }) => model))];
}
/** What a further round costs in US dollars: its share of what the part was estimated at. Null when that has no price. */
function costOfRound(part, { requestBytes, requests, outputTokens }) {
    const { dollars, promptDollars } = part;
    if (dollars === null || promptDollars === null)
        return null;
    const ofAnswers = outputTokens === undefined ? requests / part.requests : outputTokens / part.answerTokens;
    return (requestBytes / part.promptBytes) * promptDollars + ofAnswers * (dollars - promptDollars);
}
function countModel(volume) {
    return { requests: volume.requests, prompt: promptTokensOf(volume), answer: answerTokensOf(volume) };
}
/** A judge reads conversation and answer, which may be as long as it may, but no image. */
function countJudge(rubrics, volume) {
    const read = textTokensOf(volume) + answerTokensOf(volume);
    const counts = rubrics.map(({ frameBytes, maxOutputTokens = defaultVerdictTokens }) => ({
        requests: volume.requests,
        prompt: read + (volume.requests * frameBytes) / bytesPerToken,
        answer: volume.requests * maxOutputTokens,
    }));
    return sumCounts(counts);
}
function answerTokensOf({ limitTokens, openAnswers }) {
    return limitTokens + openAnswers * defaultAnswerTokens;
}
function sumCounts(counts) {
    return counts.reduce((sum, { requests, prompt, answer }) => ({
        requests: sum.requests + requests,
        prompt: sum.prompt + prompt,
        answer: sum.answer + answer,
    }), { requests: 0, prompt: 0, answer: 0 });
}
function estimatePart(model, promptBytes, all, long, price) {
    const part = { model, requests: all.requests, promptBytes, promptTokens: all.prompt, answerTokens: all.answer };
    if (price === null)
        return { ...part, dollars: null, promptDollars: null };
    const longRates = price.longPrompt ?? price;
    const pay = (count, rate) => ((all[count] - long[count]) * price[rate] + long[count] * longRates[rate]) / tokensPerRate;
    const promptDollars = pay('prompt', 'input');
    return { ...part, dollars: promptDollars + pay('answer', 'output'), promptDollars };
}

// EXTERNAL MODULE: ./build/report/money.js
var money = __webpack_require__(10967);
;// CONCATENATED MODULE: ./build/report/estimate.js




/** An estimate in words, a line for each model and judge and one for all; where a price is unknown only tokens are given. */
function describeEstimate(estimate, ownPrices) {
    const { models, judges, total } = estimate;
    const parts = [...models, ...judges];
    const verdicts = judges.length > 0 ? `, verdicts at theirs or ${(0,report_table/* formatCount */.B4)(defaultVerdictTokens)}` : '';
    const lengths = `answers at maxOutputTokens or ${(0,report_table/* formatCount */.B4)(defaultAnswerTokens)} tokens${verdicts}`;
    return [
        ...models.map((part) => `Estimate for ${describePart(part)}`),
        ...judges.map((part) => `Estimate for the judge ${describePart(part)}`),
        total === null
            ? `Estimate: no total, since no price is known for ${modelsWithoutPrice(estimate).join(', ')} (the input prices can give one); ${lengths}`
            : `Estimate: about ${(0,money/* formatDollars */.n)(total)} at batch price (${sourceOfPrices(parts, ownPrices)}), ${lengths}`,
    ];
}
/** A part of an estimate: the model, dollars as far as known, and tokens. */
function describePart({ model, dollars, promptTokens, answerTokens }) {
    const tokens = `${(0,report_table/* formatCount */.B4)(promptTokens)} prompt tokens and ${(0,report_table/* formatCount */.B4)(answerTokens)} of answers`;
    return dollars === null ? `${model}: ${tokens}` : `${model}: about ${(0,money/* formatDollars */.n)(dollars)} (${tokens})`;
}
function sourceOfPrices(parts, ownPrices) {
    const own = parts.filter(({ model }) => ownPrices.has(model)).length;
    const table = `prices of ${pricesReadOn}`;
    if (own === 0)
        return table;
    return own === parts.length ? 'the input prices' : `the input prices, else ${table}`;
}

;// CONCATENATED MODULE: ./build/steps/money/budget.js







/** Sums of the same parts in another order differ by less. */
const toleranceDollars = 1e-9;
/**
 * Estimates what the run costs at today's prices. Throws InputError when that is above `max-cost`, or can't be said for want of
 * a price; nothing has been sent. A run that was admitted before (`isAdmitted`) is only held to the limit in later
 * rounds.
 */
function openBudget(inputs, world, dataset, { isAdmitted = false } = {}) {
    const estimate = estimatePrepared(inputs, world, dataset);
    const limit = inputs.maxCost;
    if (limit !== undefined && !isAdmitted)
        refuseAbove(limit, estimate);
    const parts = [...estimate.models, ...estimate.judges];
    let total = estimate.total;
    return {
        estimate,
        get total() {
            return total;
        },
        admits(round) {
            const cost = costOf(parts, round);
            const sum = total === null || cost === null ? null : total + cost;
            if (limit !== undefined && sum !== null && sum > limit + toleranceDollars)
                return false;
            total = sum;
            return true;
        },
    };
}
function estimatePrepared(inputs, { clock }, dataset) {
    const models = inputs.models.map((model) => ({ ...fileOfModel(dataset, model), model }));
    const judges = judgesOf(inputs).map(({ model, rubrics }) => ({
        model,
        rubrics: rubrics.map(({ rubric }) => ({ frameBytes: frameBytesOf(rubric), maxOutputTokens: limitOf(rubric) })),
    }));
    return estimateRun(models, judges, { date: new Date(clock.now()).toISOString(), overrides: inputs.prices });
}
const saysNothing = { text: '', calls: [], media: [], finishReason: null, blockReason: null };
function frameBytesOf(rubric) {
    return Buffer.byteLength(JSON.stringify((0,scoring_judge/* judgeRequest */.L7)(rubric, { request: undefined, answer: saysNothing })));
}
function limitOf({ config }) {
    const limit = Number(config.maxOutputTokens);
    return limit > 0 && limit < Number.POSITIVE_INFINITY ? limit : undefined;
}
function refuseAbove(limit, estimate) {
    const { models, judges, total } = estimate;
    if (total === null) {
        const unknown = modelsWithoutPrice(estimate);
        const entries = unknown.map((model) => `${model}: { input: …, output: … }`).join(', ');
        const message = `needs a price for ${unknown.join(', ')}; add it to prices, in US dollars per million tokens at batch price: { ${entries} }`;
        throw new errors/* InputError */.dz([{ input: 'max-cost', message }]);
    }
    if (total <= limit + toleranceDollars)
        return;
    const [cost, most] = (0,money/* formatDollarsApart */.b)(total, limit);
    const shares = [...models.map(describePart), ...judges.map((part) => `the judge ${describePart(part)}`)];
    const message = `the run is estimated at about ${cost}, above ${most}: ${shares.join('; ')}. Use sample, fewer models, or a lower maxOutputTokens (request-patch), or raise max-cost`;
    throw new errors/* InputError */.dz([{ input: 'max-cost', received: String(limit), message }]);
}
/** The dearest that the round can be: a judge may be one of the models too. */
function costOf(parts, round) {
    const costs = parts.filter(({ model }) => model === round.model).map((part) => costOfRound(part, round));
    if (costs.length === 0)
        throw new Error(`Nothing was estimated for ${round.model}`);
    return costs.reduce((most, cost) => (most === null || cost === null ? null : Math.max(most, cost)));
}

;// CONCATENATED MODULE: ./build/steps/pending/describe.js

/** What a run says whose jobs go on: which they are, and who will finish it. */
function describePending(run, decision) {
    if (run.patience.kind === 'leave')
        return describeLeft(run, decision);
    const notices = [describeRest(run), ...decision.notices];
    return { reasons: decision.reasons, decision: { ...decision, notices } };
}
/** Who finishes a run that has not ended in time. */
function describeRest({ inputs, lack }) {
    const isTakenUp = inputs.reuse !== 'never';
    if (lack === undefined && isTakenUp)
        return 'The jobs go on: collect/ finishes this evaluation, and so does re-running this job; neither buys anything again.';
    if (lack === undefined)
        return 'The jobs go on: collect/ finishes this evaluation, and buys nothing again.';
    return isTakenUp
        ? `The jobs go on. Only re-running this job can finish this evaluation, and buys nothing again: ${lack}.`
        : `The jobs go on, and nothing will read their answers: reuse is never, and ${lack}.`;
}
/** That jobs run on is no fault where nobody meant to wait for them: it is said, and no reason. */
function describeLeft({ ledger }, decision) {
    const refusals = decision.reasons.filter(({ kind }) => kind === 'error');
    const isRefused = ({ model, name }) => name === null && refusals.some((refusal) => 'model' in refusal && refusal.model === model);
    const running = ledger.manifest.jobs
        .filter((job) => !(0,states/* hasEnded */.hY)({ state: job.state ?? '' }) && !isRefused(job))
        .map(({ model, name, state }) => `${model} runs as ${name ?? 'a job to come'}, last seen ${state ?? 'waiting'}.`);
    const note = 'The jobs were submitted and not waited for. A later run of collect/ will finish this evaluation.';
    return {
        reasons: [],
        decision: {
            ...decision,
            reasons: [],
            notices: [...decision.notices, ...refusals.map(({ message }) => message), ...running],
        },
        note,
    };
}

// EXTERNAL MODULE: ./build/steps/pending/memory.js
var pending_memory = __webpack_require__(2961);
;// CONCATENATED MODULE: ./build/steps/plan.js





/** What a run would do, for `dry-run`: printed, and returned. */
function showPlan(inputs, { log }, dataset, budget) {
    const floors = inputs.models.map((model) => {
        const floor = inputs.threshold.get(model);
        return `${model} (${floor === undefined ? 'no floor' : `floor ${floor * 100}%`})`;
    });
    const lines = [
        'Dry run: everything was checked, nothing is sent.',
        `Name: ${inputs.name}`,
        `Dataset: ${dataset.rows.size} rows${dataset.totalRows > dataset.rows.size ? ` of ${dataset.totalRows}` : ''}${inputs.repeat > 1 ? `, ${inputs.repeat} answers each,` : ''} from ${dataset.sources.join(', ')} (${dataset.fingerprint})`,
        ...dataset.files.map(({ models, requestBytes, volume, shards, path }) => {
            const tokens = (0,report_table/* formatCount */.B4)(promptTokensOf(volume));
            const cut = shards.length === 1 ? '' : `, in ${shards.length} shards`;
            return `Upload for ${models.join(', ')}: ${(0,report_table/* formatCount */.B4)(requestBytes)} bytes, about ${tokens} prompt tokens for each model${cut} (${path})`;
        }),
        ...dataset.prompts.flatMap(({ models, changes }) => changes.length === 0 ? [] : [`Prompt for ${models.join(', ')}: ${changes.join('; ')}`]),
        `Jobs: ${countJobs(inputs, dataset)}, for ${floors.join(', ')}`,
        ...judgesOf(inputs).map(({ model, rubrics }) => `Judge: ${model}, ${rubrics.length} rubric${rubrics.length === 1 ? '' : 's'}, asked about every answer in a further job for each model`),
        ...describeEstimate(budget.estimate, inputs.prices),
        `Scorers: ${inputs.scorers.map(({ label, weight }) => (weight === 1 ? label : `${label} × ${weight}`)).join(', ')}`,
    ];
    for (const line of lines)
        log.info(line);
    return lines.join('\n');
}
function countJobs({ models }, dataset) {
    return models.reduce((sum, model) => sum + fileOfModel(dataset, model).shards.length, 0);
}

;// CONCATENATED MODULE: ./build/report/rows.js


const missingRecord = {
    checks: [],
    error: null,
    finishReason: null,
    modelVersion: null,
    tokens: { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 },
};
const missingText = JSON.stringify(missingRecord);
/**
 * The lines of rows.jsonl for one model, in dataset order, then by repeat; the first rows that did not pass, broke or got fixed
 * are added to `listed`, up to `maxListed` of each. Records are JSON texts already and are put into their lines as they are.
 */
function* renderRowLines(input, listed, maxListed) {
    const modelText = JSON.stringify(input.model);
    const files = input.sources.map((source) => JSON.stringify(source));
    const lister = new RowLister(input, listed, maxListed);
    for (let row = 0; row < input.outcomes.rows; row++) {
        const { source, line } = input.rows.place(row);
        const { baselineScore, change } = compareRow(input, row);
        const start = `{"model":${modelText},"key":${JSON.stringify(input.rows.key(row))},"repeat":`;
        const place = `,"file":${files[source]},"line":${line},"fingerprint":"${input.rows.fingerprint(row)}"`;
        const end = `"baselineScore":${baselineScore},"change":${change === null ? 'null' : `"${change}"`}}\n`;
        for (let repeat = 1; repeat <= input.outcomes.repeat; repeat++) {
            const slot = row * input.outcomes.repeat + repeat - 1;
            const record = input.outcomes.outcome(slot) === 'missing' ? missingText : readRecord(input, slot);
            lister.take(row, slot, record, { baselineScore, change });
            const score = input.outcomes.score(slot);
            yield `${start}${repeat}${place},"outcome":"${input.outcomes.outcome(slot)}","score":${score},${record.slice(1, -1)},${end}`;
        }
    }
}
function compareRow({ before, outcomes }, row) {
    const baselineScore = before?.[row] ?? Number.NaN;
    if (Number.isNaN(baselineScore))
        return { baselineScore: null, change: null };
    return { baselineScore, change: (0,compare/* changeOf */.C2)(outcomes.wholeScore(row) ?? Number.NaN, baselineScore) };
}
/** Picks the rows for lists. A row that changed is listed once, with the first of its answers that shows it. */
class RowLister {
    #input;
    #listed;
    #maxListed;
    #counts = { failed: 0, broke: 0, fixed: 0 };
    #lastChanged = -1;
    constructor(input, listed, maxListed) {
        this.#input = input;
        this.#listed = listed;
        this.#maxListed = maxListed;
    }
    take(row, slot, record, { baselineScore, change }) {
        const passes = (0,metrics/* isPass */.YX)(this.#input.outcomes.score(slot) ?? 0);
        if (!passes && this.#counts.failed++ < this.#maxListed)
            this.#listed.failed.push(this.#describe(row, slot, record));
        if (change === null || change === 'same' || baselineScore === null || this.#lastChanged === row)
            return;
        if (this.#input.outcomes.outcome(slot) !== 'answered' || passes === (change === 'broke'))
            return;
        this.#lastChanged = row;
        if (this.#counts[change]++ >= this.#maxListed)
            return;
        const score = this.#input.outcomes.rowScore(row);
        this.#listed.changed.push({ ...this.#describe(row, slot, record), score, change, baselineScore });
    }
    #describe(row, slot, record) {
        const { model, rows, sources, outcomes } = this.#input;
        const { source, line } = rows.place(row);
        const outcome = outcomes.outcome(slot);
        const repeat = (slot % outcomes.repeat) + 1;
        const why = explain(outcome, JSON.parse(record));
        const file = sources[source] ?? '';
        return { model, key: rows.key(row), repeat, file, line, outcome, score: outcomes.score(slot), ...why };
    }
}
function readRecord({ outcomes, readRecord: read }, slot) {
    const { start, length } = outcomes.record(slot);
    const bytes = read(start, length);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
function explain(outcome, { error, checks }) {
    if (outcome === 'missing') {
        const reason = 'the results have no line for this row';
        return { brief: reason, reason };
    }
    if (error !== null)
        return { brief: error.code, reason: `${error.code}: ${error.message}` };
    const failed = checks.filter((check) => check.score !== 1);
    return {
        brief: failed.map((check) => check.scorer).join(', '),
        reason: failed.map((check) => (check.reason === '' ? check.scorer : `${check.scorer}: ${check.reason}`)).join('; '),
    };
}

;// CONCATENATED MODULE: ./build/scoring/error-counts.js
const maxErrorKinds = 50;
/** How many slots ended in each error: at most 50 kinds, the rest together. */
class ErrorCounts {
    #counts = new Map();
    /** The kind that a slot is counted under. */
    #kinds = new Map();
    get counts() {
        return this.#counts;
    }
    add(slot, error) {
        const kind = this.#counts.has(error) || this.#counts.size < maxErrorKinds ? error : 'other errors';
        this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
        this.#kinds.set(slot, kind);
    }
    /** Takes the slot's error back: an answer has followed it. */
    forget(slot) {
        const kind = this.#kinds.get(slot);
        if (kind === undefined)
            return;
        this.#kinds.delete(slot);
        const times = this.#counts.get(kind) ?? 0;
        if (times > 1)
            this.#counts.set(kind, times - 1);
        else
            this.#counts.delete(kind);
    }
}

;// CONCATENATED MODULE: ./build/scoring/outcomes.js
const outcomes = ['missing', 'error', 'answered'];
/** The outcomes of one model: one slot for each row and repeat, 22 bytes each. Slots are numbered row by row. */
class OutcomeTable {
    rows;
    repeat;
    #outcome;
    #score;
    #recordStart;
    #recordLength;
    #isPartial;
    constructor(rows, repeat) {
        this.rows = rows;
        this.repeat = repeat;
        this.#outcome = new Uint8Array(rows * repeat);
        this.#score = new Float64Array(rows * repeat).fill(Number.NaN);
        this.#recordStart = new Float64Array(rows * repeat);
        this.#recordLength = new Uint32Array(rows * repeat);
        this.#isPartial = new Uint8Array(rows * repeat);
    }
    get slots() {
        return this.#outcome.length;
    }
    outcome(slot) {
        return outcomes[this.#outcome[slot] ?? 0] ?? 'missing';
    }
    /** The answer's score from 0 to 1; null unless it is answered. */
    score(slot) {
        const score = this.#score[slot];
        return score === undefined || Number.isNaN(score) ? null : score;
    }
    /** Where the slot's record stands among the unordered ones. */
    record(slot) {
        return { start: this.#recordStart[slot] ?? 0, length: this.#recordLength[slot] ?? 0 };
    }
    set(slot, outcome, score, record) {
        this.#outcome[slot] = outcomes.indexOf(outcome);
        this.#score[slot] = score ?? Number.NaN;
        this.#recordStart[slot] = record.start;
        this.#recordLength[slot] = record.length;
    }
    /** A check that counts failed to run on the answer: its score is of the others. */
    markPartial(slot) {
        this.#isPartial[slot] = 1;
    }
    /** The row's score if it is of all checks, in all its answers; null otherwise: nothing can be compared with it. */
    wholeScore(row) {
        const isPartial = this.#isPartial.subarray(row * this.repeat, (row + 1) * this.repeat).includes(1);
        return isPartial ? null : this.rowScore(row);
    }
    /** The mean score of a row over its answered repeats; null when none was answered. */
    rowScore(row) {
        let sum = 0;
        let answered = 0;
        for (let slot = row * this.repeat; slot < (row + 1) * this.repeat; slot++) {
            const score = this.score(slot);
            if (score === null)
                continue;
            sum += score;
            answered++;
        }
        return answered === 0 ? null : sum / answered;
    }
}

;// CONCATENATED MODULE: ./build/scoring/score-results.js





/** Scores every answer of one model's result files. */
async function scoreResults(files, options) {
    const scoring = new Scoring(options);
    const surplus = await joinReplies(files, options, {
        onReply: (slot, reply) => scoring.take(slot, reply),
        onBatch: () => options.drain(),
    });
    return scoring.result(surplus);
}
class Scoring {
    #options;
    #outcomes;
    #modelVersions = new Map();
    #errors = new ErrorCounts();
    #erredChecks = new Map();
    #unscored = 0;
    #cost = 0;
    #tokens = { prompt: 0, cached: 0, candidates: 0, thoughts: 0, total: 0 };
    constructor(options) {
        this.#options = options;
        this.#outcomes = new OutcomeTable(options.rows.size, options.repeat);
    }
    take(slot, reply) {
        this.#count(reply);
        this.#errors.forget(slot);
        if (reply.kind === 'error') {
            const { code, message } = reply;
            this.#store(slot, 'error', null, { ...recordOf(reply), error: { code, message } });
            return undefined;
        }
        const checks = (0,scorer/* checkAnswer */.dG)(this.#options.scorers, this.#subject(slot, reply));
        if (checks instanceof Promise)
            return checks.then((found) => this.#storeChecks(slot, reply, found));
        this.#storeChecks(slot, reply, checks);
        return undefined;
    }
    result(surplus) {
        return {
            ...surplus,
            outcomes: this.#outcomes,
            tokens: this.#tokens,
            cost: this.#options.price === null ? null : this.#cost,
            modelVersions: this.#modelVersions,
            errors: this.#errors.counts,
            erredChecks: this.#erredChecks,
            unscored: this.#unscored,
        };
    }
    #storeChecks(slot, reply, checks) {
        checks.forEach((check, index) => {
            // A check of weight 0 only reports.
            const counts = (this.#options.scorers[index]?.weight ?? 0) > 0;
            if (check.score === null && counts)
                increment(this.#erredChecks, check.scorer);
        });
        const score = (0,scorer/* scoreOfRow */.SK)(this.#options.scorers, checks);
        const record = { ...recordOf(reply), finishReason: reply.answer.finishReason, checks };
        if (score === null) {
            this.#unscored++;
            const message = checks.map((check) => `${check.scorer}: ${check.reason}`).join('; ');
            this.#store(slot, 'error', null, { ...record, error: { code: 'CHECKS_FAILED', message } });
            return;
        }
        this.#store(slot, 'answered', score, record);
        if ((0,scorer/* hasErredCheck */.zl)(this.#options.scorers, checks))
            this.#outcomes.markPartial(slot);
    }
    #subject(slot, { answer, response }) {
        const { rows, repeat, model, readMaterial } = this.#options;
        const key = rows.key(Math.floor(slot / repeat));
        return { model, key, repeat: (slot % repeat) + 1, answer, response, ...readMaterial(slot) };
    }
    #store(slot, outcome, score, record) {
        if (record.error !== null)
            this.#errors.add(slot, `${record.error.code}: ${record.error.message}`);
        this.#outcomes.set(slot, outcome, score, this.#options.writeRecord(JSON.stringify(record)));
    }
    #count(reply) {
        const { tokens, modelVersion } = reply;
        this.#cost = addCosts(this.#cost, costOfReply(reply, this.#options.price));
        this.#tokens.prompt += tokens.prompt;
        this.#tokens.cached += tokens.cached;
        this.#tokens.candidates += tokens.candidates;
        this.#tokens.thoughts += tokens.thoughts;
        this.#tokens.total += tokens.total;
        if (modelVersion !== null)
            increment(this.#modelVersions, modelVersion);
    }
}
function increment(counts, name) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
}
function recordOf({ modelVersion, tokens }) {
    return { checks: [], error: null, finishReason: null, modelVersion, tokens };
}

;// CONCATENATED MODULE: ./build/scoring/repeats.js

/**
 * Unbiased from all answers of a row: with c of n passed, pass@k = 1 - C(n-c, k) / C(n, k) (Chen et al., Evaluating large
 * language models trained on code, 2021) and pass^k = C(c, k) / C(n, k) (Yao et al., tau-bench, 2024). Null for one answer a row.
 */
function measureRepeats(outcomes) {
    if (outcomes.repeat === 1)
        return null;
    const rows = Array.from({ length: outcomes.rows }, (_, row) => countPasses(outcomes, row));
    const ks = Array.from({ length: outcomes.repeat }, (_, index) => index + 1);
    const mean = (k, chance) => {
        const counted = rows.filter(({ answered }) => answered >= k);
        if (counted.length === 0)
            return null;
        return counted.reduce((sum, { answered, passed }) => sum + chance(answered, passed), 0) / counted.length;
    };
    return {
        passAtK: ks.map((k) => mean(k, (n, passed) => 1 - shareOfSubsets(n - passed, n, k))),
        passHatK: ks.map((k) => mean(k, (n, passed) => shareOfSubsets(passed, n, k))),
        flakyRows: rows.flatMap(({ answered, passed }, row) => (passed > 0 && passed < answered ? [row] : [])),
    };
}
function countPasses(outcomes, row) {
    let answered = 0;
    let passed = 0;
    for (let slot = row * outcomes.repeat; slot < (row + 1) * outcomes.repeat; slot++) {
        const score = outcomes.score(slot);
        if (score === null)
            continue;
        answered++;
        if ((0,metrics/* isPass */.YX)(score))
            passed++;
    }
    return { answered, passed };
}
/** C(some, k) / C(all, k): the share of the k-subsets of `all` that lie within `some`, without large numbers. */
function shareOfSubsets(some, all, k) {
    let share = 1;
    for (let taken = 0; taken < k; taken++)
        share *= Math.max(0, some - taken) / (all - taken);
    return share;
}

;// CONCATENATED MODULE: ./build/steps/scoring/model-report.js



const maxFlakyKeys = 1000;
/** There may be many tags, on the same rows again and again. */
const drawsPerSlice = 1_000;
/** One model's part of report.json, not compared with anything yet. */
function reportModel(inputs, dataset, answers, scored) {
    const { model } = answers;
    const { outcomes } = scored;
    return {
        model,
        ...(0,metrics/* measure */.xP)(outcomes),
        threshold: inputs.threshold.get(model) ?? null,
        duplicates: scored.duplicates,
        unknown: scored.unknown,
        baseline: null,
        tokens: scored.tokens,
        cost: scored.cost,
        jobs: jobsOf(answers).map(({ job, isTakenOver }) => ({ name: job.name, state: job.state, isTakenOver })),
        modelVersions: Object.fromEntries(scored.modelVersions),
        errorKinds: Object.fromEntries(scored.errors),
        erredChecks: Object.fromEntries(scored.erredChecks),
        repeats: reportRepeats(dataset, outcomes),
        slices: dataset.labels
            .slices()
            .map(({ tag, rows }) => ({ tag, ...(0,metrics/* measure */.xP)(outcomes, { rows, draws: drawsPerSlice }) })),
    };
}
function reportRepeats({ rows }, outcomes) {
    const repeats = measureRepeats(outcomes);
    if (repeats === null)
        return null;
    const { flakyRows, ...figures } = repeats;
    return {
        ...figures,
        flaky: flakyRows.length,
        flakyKeys: flakyRows.slice(0, maxFlakyKeys).map((row) => rows.key(row)),
    };
}

;// CONCATENATED MODULE: ./build/steps/scoring/score.js








/** How many rows of a kind are kept for lists, per model; rows.jsonl has all. */
const maxListedRows = 1000;
const writeChars = 1024 * 1024;
/** Step 6: scores every answer and writes rows.jsonl, with each row's baseline score beside its own. */
async function score(inputs, world, dataset, given) {
    const models = [];
    const listed = { failed: [], changed: [] };
    const sink = await world.files.createSink(world.files.join(world.outputDirectory, 'rows.jsonl'));
    const rowsFile = { listed, write: (text) => sink.write(Buffer.from(text)) };
    try {
        for (const answers of given.answers) {
            const scored = await scoreModel(inputs, world, dataset, given, answers, rowsFile);
            const report = reportModel(inputs, dataset, answers, scored);
            const { erredChecks, unscored, outcomes } = scored;
            models.push({ report, answers, scores: rowScoresOf(outcomes), erredChecks, unscored });
        }
        await sink.close();
    }
    catch (error) {
        await sink.abort();
        throw error;
    }
    return { models, listed };
}
function rowScoresOf(outcomes) {
    const scoresBy = (score) => Float64Array.from({ length: outcomes.rows }, (_, row) => score(row) ?? Number.NaN);
    return { own: scoresBy((row) => outcomes.rowScore(row)), whole: scoresBy((row) => outcomes.wholeScore(row)) };
}
async function scoreModel(inputs, world, dataset, { judging, baseline }, { model, paths }, rowsFile) {
    const path = world.files.join(world.outputDirectory, `.records-${(0,inputs_models/* fileStemOfModel */.s1)(model)}`);
    const records = new RecordFile(world.files, path);
    const needs = new Set(inputs.scorers.flatMap((scorer) => scorer.needs));
    const material = openMaterial(inputs, world, dataset, model, needs);
    const price = priceAtRun(inputs, world, model);
    try {
        const results = paths.map((file) => world.files.readChunks(file, world.signal));
        const scored = await scoreResults(results, {
            model,
            price,
            rows: dataset.rows,
            repeat: inputs.repeat,
            scorers: inputs.scorers,
            readMaterial: (slot) => ({
                ...material.read(Math.floor(slot / inputs.repeat)),
                verdict: (rubric) => judging.verdict(model, slot, rubric),
            }),
            writeRecord: (text) => records.append(text),
            drain: () => records.drain(),
        });
        const before = baseline?.models.get(model)?.scores.whole;
        await writeRows(dataset, { model, outcomes: scored.outcomes, before }, records, rowsFile);
        return scored;
    }
    finally {
        material.close();
        await records.remove();
    }
}
/** Puts the records into the order of the dataset. */
async function writeRows(dataset, part, records, { listed, write }) {
    const reader = await records.finish();
    const rows = {
        key: (row) => dataset.rows.key(row),
        place: (row) => dataset.rows.place(row),
        fingerprint: (row) => (0,fingerprint/* fingerprintOfRow */.c)(dataset, row),
    };
    const readRecord = (start, length) => reader.read(start, length);
    let text = '';
    for (const line of renderRowLines({ ...part, rows, sources: dataset.sources, readRecord }, listed, maxListedRows)) {
        text += line;
        if (text.length < writeChars)
            continue;
        await write(text);
        text = '';
    }
    await write(text);
    reader.close();
}

;// CONCATENATED MODULE: ./build/main.js
























/**
 * One evaluation, from the dataset to the verdict. Throws InputError and DatasetError before anything was sent, CancelledError
 * after cancelling what was bought, and whatever else broke the run off after publishing how far it came. A visit to a run that
 * goes on publishes nothing. `cleaner` is the service for calls that must still go through after the run was aborted.
 */
async function run(inputs, given, cleaner, manner) {
    const { patience } = manner;
    const world = patience.kind === 'visit' ? given : await atEvaluatedCommit(inputs, given);
    const startedAt = world.clock.now();
    refuseEvent(world);
    const refusal = inputs.dryRun ? undefined : await refuseSpending(inputs, world);
    // What a visit finds was checked when it was left.
    if (patience.kind !== 'visit')
        (0,leave/* checkWait */.S)(inputs, world);
    if (patience.kind !== 'visit' && refusal === undefined)
        await checkBaseline(inputs, world);
    const dataset = await world.log.group('Prepare the dataset', () => prepare(inputs, world));
    const budget = openBudget(inputs, world, dataset, { isAdmitted: patience.kind === 'visit' });
    const finish = (result) => conclude(inputs, world, dataset, startedAt, { ...result, budget });
    noteJudges(inputs, world);
    (0,answers_submit/* noteSharing */.Vl)(inputs, world);
    if (inputs.dryRun)
        return finish({ verdict: 'skipped', reasons: [], note: showPlan(inputs, world, dataset, budget) });
    if (refusal !== undefined) {
        world.log.notice(refusal);
        return finish({ verdict: 'skipped', reasons: [], note: refusal });
    }
    const { recorded } = manner;
    const memory = manner.memory ?? (await (0,pending_memory/* recallEarlierAttempts */.o)(inputs, world));
    const left = recorded && (await (0,leave/* leavePending */.j)(inputs, world, dataset, recorded, patience));
    const ledger = (0,answers_submit/* openLedger */.au)(inputs, world, dataset.files, { isLeft: left?.isLeft === true });
    const tools = batchTools(inputs, world, patience);
    const progress = { answers: [], isTold: false };
    const lack = left?.lack;
    const { bought } = memory;
    const started = { inputs, world, cleaner, dataset, ledger, budget, patience, tools, progress, lack, bought };
    const onAbort = () => noteCancel(started);
    world.signal.addEventListener('abort', onAbort, { once: true });
    let isOpen = patience.kind !== 'wait';
    try {
        manner.onPrepared?.(dataset);
        const result = await evaluate(started);
        isOpen = result.verdict === 'pending';
        if (isOpen && patience.kind === 'visit')
            return { verdict: 'pending', redReasons: [] };
        progress.isTold = true;
        const outcome = await finish({ ...result, jobs: ledger.manifest.jobs });
        // What was cancelled while it published that its jobs go on has nobody to read them.
        if (isOpen)
            world.signal.throwIfAborted();
        ledger.enter(isOpen ? 'left' : 'over');
        // What nobody could be told of now, a collector tells.
        const isTold = outcome.isLost !== true && !world.signal.aborted;
        if (!isOpen && isTold)
            await (0,leave.dropPending)(ledger.savedState, world);
        return outcome;
    }
    catch (error) {
        return await breakOff(started, error, finish);
    }
    finally {
        world.signal.removeEventListener('abort', onAbort);
        if (isOpen)
            await (0,best_effort/* attempt */.C)(world, () => memory.keep(ledger.bought), 'quiet');
        await (0,best_effort/* attempt */.C)(world, async () => left?.letGo(), 'quiet');
    }
}
/** The steps that cost money, in the order of the guide. */
async function evaluate(run) {
    const { inputs, world, dataset, patience, progress } = run;
    const { log } = world;
    if (patience.kind !== 'visit')
        await (0,publish_status/* announce */.iP)(inputs, world);
    const first = await obtainResults(run, stageOfAnswers(run), (submissions) => annotateRefusals(submissions, world, dataset, inputs.repeat));
    progress.answers = first.results.map(answersOf);
    let isPending = (0,steps_patience/* goesOn */.Eo)(patience, inputs, world, first);
    if (!isPending)
        isPending = (await answerAgain(run)).isOpen;
    const { answers } = progress;
    const judging = await judgeAnswers(run, { isTimedOut: first.isTimedOut || isPending });
    isPending ||= (0,steps_patience/* goesOn */.Eo)(patience, inputs, world, judging);
    if (isPending && patience.kind === 'visit')
        return { verdict: 'pending', reasons: [] };
    const found = isPending
        ? nothingFound
        : await log.group('Find the baseline', () => findBaseline(inputs, world, dataset));
    const scored = await log.group('Score the answers', () => score(inputs, world, dataset, { answers, judging, baseline: found.baseline }));
    await judging.close();
    const decision = await decide(inputs, world, dataset, { scored, found, judging, isPending });
    if (!isPending)
        await cleanUp(run);
    const { verdict, reasons } = decision;
    const result = { verdict, decision, reasons, listed: scored.listed, judging, answers };
    return isPending ? { ...result, ...describePending(run, decision) } : result;
}


/***/ }),

/***/ 87177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ schemaVersion),
/* harmony export */   j: () => (/* binding */ lowestScore)
/* harmony export */ });
const schemaVersion = 1;
/** Lowest score of all models; null when a model has none. */
function lowestScore(models) {
    return models.reduce((lowest, { score }, index) => score === null || (index > 0 && lowest === null) ? null : Math.min(score, lowest ?? 1), null);
}


/***/ }),

/***/ 19876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SK: () => (/* binding */ scoreOfRow),
/* harmony export */   W9: () => (/* binding */ scoredPartsOf),
/* harmony export */   XW: () => (/* binding */ fingerprintOfScorers),
/* harmony export */   dG: () => (/* binding */ checkAnswer),
/* harmony export */   zl: () => (/* binding */ hasErredCheck)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

/** Runs every check on one answer; a promise comes back only when a check gave one. */
function checkAnswer(scorers, subject) {
    const findings = scorers.map((scorer) => scorer.evaluate(subject));
    const label = (found) => found.map(({ score, reason }, index) => ({ scorer: scorers[index]?.label ?? '', score, reason }));
    return findings.some((finding) => finding instanceof Promise)
        ? Promise.all(findings).then(label)
        : label(findings);
}
/** The weighted mean of a row's checks; checks that erred are left out. Null when none is left. */
function scoreOfRow(scorers, checks) {
    let sum = 0;
    let weights = 0;
    checks.forEach((check, index) => {
        const weight = scorers[index]?.weight ?? 0;
        if (check.score === null)
            return;
        sum += weight * check.score;
        weights += weight;
    });
    return weights > 0 ? sum / weights : null;
}
/** Whether a check that counts failed to run: what is left is another score than that of rows on which all could. */
function hasErredCheck(scorers, checks) {
    return checks.some(({ score }, index) => score === null && (scorers[index]?.weight ?? 0) > 0);
}
/** What of a row beside its request decides the score that these checks give it. */
function scoredPartsOf(scorers) {
    const counting = scorers.filter(({ weight }) => weight > 0);
    return {
        expected: counting.some(({ needs }) => needs.includes('expected')),
        logged: counting.some(({ needs }) => needs.includes('logged')),
        tags: counting.some(({ isCode }) => isCode === true),
    };
}
/** Hash of the checks that make a row's score, in any order; `defaultJudge` is the model that a rubric without one asks. */
function fingerprintOfScorers(scorers, defaultJudge) {
    const counting = scorers
        .filter(({ weight }) => weight > 0)
        .map(({ fingerprint, rubric }) => [
        fingerprint,
        rubric !== undefined && rubric.model === undefined ? defaultJudge : '',
    ])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify(counting))}`;
}


/***/ }),

/***/ 61236:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Vl: () => (/* binding */ noteSharing),
  au: () => (/* binding */ openLedger),
  KR: () => (/* binding */ planJobs),
  Od: () => (/* binding */ scopeOf),
  tA: () => (/* binding */ submit_submit)
});

// EXTERNAL MODULE: ./build/batch/identity.js
var identity = __webpack_require__(47113);
// EXTERNAL MODULE: ./build/batch/states.js
var states = __webpack_require__(95065);
;// CONCATENATED MODULE: ./build/batch/ledger.js

/**
 * How many uploads the post step may be told of: it gets its state in an environment variable, which Linux bounds at 128 KiB
 * and Windows at 32 KiB. The service deletes the others by itself after 48 hours.
 */
const maxSavedFiles = 100;
/** Keeps the manifest and tells whenever it changed. */
class Ledger {
    #manifest;
    #phase = 'working';
    #begunUploads = new Set();
    #bought = new Map();
    #surroundings;
    #onChange;
    constructor(start, onChange, surroundings = { isLeft: false, earlierScope: null }) {
        this.#surroundings = surroundings;
        this.#manifest = { schemaVersion: 1, ...start, files: [], jobs: [] };
        this.#onChange = onChange;
    }
    /** Creates of which nothing is known. */
    get lostCreates() {
        return this.#manifest.jobs.flatMap(({ displayName, name, createSince }) => name === null && createSince !== null ? [{ displayName, since: createSince }] : []);
    }
    /** Names of the jobs of this run, its earlier attempts included, that are still at work. */
    get openJobs() {
        return this.#manifest.jobs.flatMap(({ name, state, isOurs }) => isOurs && name !== null && !(0,states/* hasEnded */.hY)({ state: state ?? '' }) ? [name] : []);
    }
    /** Display names of uploads of which nothing is known. */
    get begunUploads() {
        return [...this.#begunUploads];
    }
    /** What this process has created or found. */
    get bought() {
        return this.#bought;
    }
    get manifest() {
        return this.#manifest;
    }
    /** Jobs are about to be looked for or created. */
    plan(plans) {
        const names = new Set(plans.map(({ displayName }) => displayName));
        const others = this.#manifest.jobs.filter(({ displayName }) => !names.has(displayName));
        const unknown = { name: null, state: null, isOurs: false, createSince: null };
        const planned = plans.map(({ model, displayName }) => ({ model, displayName, ...unknown }));
        this.#update({ jobs: [...others, ...planned] });
    }
    /** An upload is about to be sent: until its answer, a file may exist that nobody knows of. */
    uploading(displayName) {
        this.#begunUploads.add(displayName);
        this.#update({});
    }
    uploaded(file) {
        this.#begunUploads.delete(file.displayName);
        const expiresAt = Number.isNaN(file.expiresAt) ? null : new Date(file.expiresAt).toISOString();
        const others = this.#manifest.files.filter((known) => known.name !== file.name);
        this.#update({ files: [...others, { name: file.name, displayName: file.displayName, expiresAt }] });
    }
    /** A create is about to be sent: until its answer, a job may exist that nobody knows of. */
    creating(displayName, at) {
        this.#count(displayName, { creates: 1 });
        // The first try that was not answered may have made it.
        this.#change({ displayName, createSince: null }, { createSince: new Date(at).toISOString() });
    }
    /** The create was refused: there is no job. */
    refused(displayName) {
        this.#count(displayName, { creates: -1 });
        this.#change({ displayName }, { createSince: null });
    }
    /** The job that a plan has come to. */
    obtained(displayName, job, isOurs) {
        this.#count(displayName, { name: job.name });
        this.#change({ displayName }, { name: job.name, state: job.state, isOurs, createSince: null });
    }
    seen(job) {
        this.#change({ name: job.name }, { state: job.state });
    }
    /** The service took the request: whatever it says until the job has ended, nobody waits for it. */
    cancelledJob(name) {
        this.#change({ name }, { state: 'CANCELLED' });
    }
    deleted(file) {
        this.#update({ files: this.#manifest.files.filter((known) => known.name !== file) });
    }
    /** What is left to the post step follows from it. */
    enter(phase) {
        this.#phase = phase;
        this.#update({});
    }
    #count(displayName, { name, creates = 0 }) {
        const known = this.#bought.get(displayName) ?? { names: [], creates: 0 };
        const names = name === undefined ? known.names : [...new Set([...known.names, name])];
        this.#bought.set(displayName, { names, creates: known.creates + creates });
    }
    /** Changes the jobs of a name; what was known already is not told again. */
    #change(meant, change) {
        const jobs = this.#manifest.jobs.map((known) => (isMatch(known, meant) ? { ...known, ...change } : known));
        if (jobs.some((job, index) => !isMatch(this.#manifest.jobs[index], job)))
            this.#update({ jobs });
    }
    #update(change) {
        this.#manifest = { ...this.#manifest, ...change };
        this.#onChange(this.#manifest, this.savedState);
    }
    /** What the post step is told. */
    get savedState() {
        return {
            files: this.#manifest.files.slice(-maxSavedFiles).map(({ name, displayName }) => ({ name, displayName })),
            jobs: this.openJobs,
            creates: this.lostCreates,
            uploads: this.begunUploads,
            name: this.#manifest.name,
            sha: this.#manifest.sha,
            isShared: this.#manifest.isShared,
            ...this.#surroundings,
            phase: this.#phase,
        };
    }
}
function isMatch(job, members) {
    return Object.entries(members).every(([name, value]) => job?.[name] === value);
}

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/batch/bought.js
var batch_bought = __webpack_require__(23172);
// EXTERNAL MODULE: ./build/batch/find-jobs.js
var find_jobs = __webpack_require__(10649);
// EXTERNAL MODULE: ./build/batch/job-plan.js
var job_plan = __webpack_require__(60782);
;// CONCATENATED MODULE: ./build/batch/mime-types.js

/**
 * Types that JSONL was accepted under, best first. Which one the service takes changes from time to time, and it may refuse
 * one at upload or only when the job is created (google-gemini/cookbook#1008, googleapis/python-genai#1547, #1590).
 */
const mime_types_mimeTypes = ['application/jsonl', 'application/json', 'text/plain', 'jsonl'];
/** Whether the service refused the file for its type, so that another one may help. */
function isRefusedType(error) {
    return (error instanceof errors/* ServiceError */._7 &&
        (error.code === 'NO_FILE' || (error.status === 400 && /mime ?type/i.test(error.reason))));
}

// EXTERNAL MODULE: ./build/batch/tools.js
var batch_tools = __webpack_require__(28644);
;// CONCATENATED MODULE: ./build/batch/create-job.js






/** Looks before a create whose predecessor's answer was lost: the list may lag behind. */
const looksAfterLostAnswer = 3;
/** So many in a row; the next ones wait longer each time, since each may have made a job that does not show. */
const createsInARow = 3;
const maxCreates = 10;
/** A job that is being bought, over as many tries as its quota takes. */
class Purchase {
    plan;
    #tools;
    #options;
    #lostAnswers;
    /** What the service said, or that it said nothing, when an answer was lost last. */
    #lost;
    /** Before that it is only looked for, in milliseconds since the epoch. */
    #createAt = Number.NEGATIVE_INFINITY;
    constructor(tools, plan, options) {
        this.#tools = tools;
        this.#options = options;
        this.plan = plan;
        const before = options.bought?.get(plan.displayName);
        this.#lostAnswers = before === undefined ? 0 : (0,batch_bought/* unansweredCreates */.Mi)(before);
        if (this.#lostAnswers === 0)
            return;
        this.#lost = new errors/* ServiceError */._7('earlier creates were not answered', { action: `create a job of ${plan.model}` });
        if (this.#lostAnswers >= maxCreates)
            this.#createAt = Number.POSITIVE_INFINITY;
    }
    /** Whatever came of it. */
    isTried = false;
    /** A create was not answered, and no job was found: there may be one that shows later. */
    get isUnsure() {
        return this.#lost !== undefined;
    }
    /** Why nothing is known. */
    get lost() {
        return this.#lost;
    }
    /**
     * Creates the job, or finds the one whose create was not answered. A refusal for want of quota (429) may be tried again later, and
     * so may what is unsure.
     */
    async create() {
        const { gemini, clock, deadline, patientUntil = deadline } = this.#tools;
        const { model, displayName, upload } = this.plan;
        this.isTried = true;
        let file = await upload.ensure();
        if (this.#lost !== undefined) {
            const found = await this.#find();
            if (found !== undefined)
                return found;
            if (clock.now() < this.#createAt)
                throw this.#lost;
        }
        for (;;) {
            try {
                this.#options.onCreating(displayName);
                return await gemini.createJob({ model, fileName: file.name, displayName });
            }
            catch (error) {
                if (!(error instanceof errors/* ServiceError */._7))
                    throw error;
                // An earlier try that was not answered may have made a job all the same.
                if (!error.isAmbiguous && !this.isUnsure)
                    this.#options.onRefused(displayName);
                if (isRefusedType(error))
                    file = await upload.changeType(error);
                else if (error.isAmbiguous) {
                    this.#lostAnswers++;
                    this.#lost = error;
                    const found = await this.#findLost();
                    if (found !== undefined)
                        return found;
                    if (this.#lostAnswers < createsInARow && clock.now() < patientUntil)
                        continue;
                    this.#createAt = clock.now() + this.#pauseMs();
                    throw error;
                }
                else
                    throw error;
            }
        }
    }
    #pauseMs() {
        if (this.#lostAnswers >= maxCreates)
            return Number.POSITIVE_INFINITY;
        return this.#tools.longestPauseMs * 2 ** Math.max(0, this.#lostAnswers - createsInARow);
    }
    async #find() {
        const found = await (0,find_jobs/* findJobs */.kM)(this.#tools.gemini, new Set([this.plan.displayName]));
        return (0,find_jobs/* chooseTwin */.QA)(found.filter((job) => this.#options.excluded?.has(job.name) !== true));
    }
    /** After a create without an answer the job may exist: looks for it several times before anything is bought again. */
    async #findLost() {
        const { clock, deadline, patientUntil = deadline, log, signal } = this.#tools;
        log.info(`${(0,job_plan/* labelOf */.Wy)(this.plan)}: no answer to the create; looking whether the job exists`);
        for (let look = 1, failed = 0; look <= looksAfterLostAnswer;) {
            await clock.sleep((0,batch_tools/* backOffMs */.V)(this.#tools, look + failed), signal);
            try {
                const found = await this.#find();
                if (found !== undefined)
                    return found;
                look++;
            }
            catch (error) {
                // Without a look nothing is known, and nothing may be bought.
                if (!(error instanceof errors/* ServiceError */._7) || !error.isTransient || clock.now() >= patientUntil)
                    throw error;
                failed++;
                log.info(`${error.message}; looking again later`);
            }
        }
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/batch/poll-schedule.js
var poll_schedule = __webpack_require__(52258);
;// CONCATENATED MODULE: ./build/batch/queue.js







/**
 * Buys jobs as the service takes them: models in turn, and of each model its shards in order, but that one whose create was not
 * answered lets the others go ahead.
 */
class JobQueue {
    #tools;
    #options;
    /** Without any time to wait, what is taken at once is bought all the same. */
    #isLate;
    #lines;
    constructor(tools, plans, options) {
        this.#tools = tools;
        this.#options = options;
        this.#isLate = tools.clock.now() >= tools.deadline;
        this.#lines = [...Map.groupBy(plans, ({ model }) => model).values()].map((own) => ({
            purchases: own.map((plan) => new Purchase(tools, plan, options)),
            isTried: false,
            tryAt: Number.NEGATIVE_INFINITY,
            isAsked: false,
            refusal: undefined,
        }));
    }
    get isEmpty() {
        return this.#lines.length === 0;
    }
    /** Buys until each model has no more jobs to buy or was refused one for want of quota (429), and says what came of it. */
    async buy() {
        const submissions = [];
        const turn = this.#lines.filter(({ tryAt }) => tryAt <= this.#tools.clock.now());
        for (let line = turn.shift(); line !== undefined; line = turn.shift()) {
            const bought = this.#mayTry(line) ? await this.#buyNext(line) : [];
            if (bought.length === 0) {
                if (line.tryAt <= this.#tools.clock.now() && this.#mayTry(line))
                    turn.push(line);
                continue;
            }
            submissions.push(...bought);
            // Who was served goes to the end, so that models share what room comes free.
            this.#lines = this.#lines.filter((other) => other !== line);
            if (line.purchases.length === 0)
                continue;
            this.#lines.push(line);
            turn.push(line);
        }
        return submissions;
    }
    /**
     * Waits until something may be tried again, with an eye on the jobs that there are. False when the deadline comes, or
     * nothing can change before it.
     */
    async awaitTurn(watch) {
        const { clock, deadline, longestPauseMs, signal } = this.#tools;
        const start = clock.now();
        for (;;) {
            const now = clock.now();
            const due = Math.min(...this.#lines.map(({ tryAt }) => tryAt));
            if (now >= deadline)
                return false;
            if (due <= now)
                return true;
            const isWatching = watch.jobs.some((job) => !(0,states/* hasEnded */.hY)(job));
            const mayComeFree = isWatching && this.#lines.some(({ isAsked }) => !isAsked);
            if (due >= deadline && !mayComeFree)
                return false;
            const left = Math.min(due, deadline) - now;
            await clock.sleep(isWatching ? Math.min(left, (0,poll_schedule/* pauseMs */.r)(now - start, longestPauseMs, clock.random())) : left, signal);
            if (isWatching)
                await watch.look();
        }
    }
    /** A job has ended, so that there may be room for another one. */
    makeRoom() {
        for (const line of this.#lines)
            if (!line.isAsked)
                line.tryAt = this.#tools.clock.now();
    }
    /** What was not bought by the deadline. */
    leave() {
        return this.#lines.flatMap(({ purchases, refusal }) => purchases.map(({ plan, isUnsure, lost }) => ({
            plan,
            isQueued: true,
            refusal: lost ?? refusal,
            isUnsure,
        })));
    }
    /** Whatever the time, each model is tried once. */
    #mayTry({ isTried }) {
        return this.#isLate || !isTried || this.#tools.clock.now() < this.#tools.deadline;
    }
    /** Nothing when the line has to wait; several when what was said of one shard holds for all. */
    async #buyNext(line) {
        const [purchase] = line.purchases;
        if (purchase === undefined)
            return [];
        const { plan } = purchase;
        line.isTried = true;
        try {
            const job = await purchase.create();
            this.#options.onObtained(plan.displayName, job, false);
            this.#tools.log.info(`${(0,job_plan/* labelOf */.Wy)(plan)}: created ${job.name}`);
            line.purchases.shift();
            return [{ plan, job, isTakenOver: false }];
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7))
                throw error;
            this.#tools.log.info(`${(0,job_plan/* labelOf */.Wy)(plan)}: ${error.message}`);
            if (error.status === 429) {
                this.#putOff(line, error);
                return [];
            }
            // A create without an answer may have made a job: nothing is known, so it has neither failed nor may it be forgotten.
            if (error.isTransient && (this.#tools.comesAgain === true || purchase.isUnsure)) {
                if (!purchase.isUnsure)
                    line.refusal = error;
                line.purchases.push(...line.purchases.splice(0, 1));
                if (!this.#goesOn(line))
                    line.tryAt = this.#tools.clock.now() + this.#tools.longestPauseMs;
                line.isAsked = false;
                return [];
            }
            const refused = line.purchases.splice(0, concernsModel(error) ? line.purchases.length : 1);
            return refused.map((one) => ({ plan: one.plan, error }));
        }
    }
    /** Nobody waits for another turn, so the others are tried at once; not in an outage that lasts. */
    #goesOn({ purchases }) {
        const { comesAgain, clock, deadline, patientUntil = deadline } = this.#tools;
        return comesAgain === true && clock.now() < patientUntil && purchases.some(({ isTried }) => !isTried);
    }
    /** 429 comes far below the quota too, and names no delay: the first time it is soon tried again. */
    #putOff(line, error) {
        const { clock, log, longestPauseMs } = this.#tools;
        const askedMs = error.retryAfterMs || undefined;
        const pause = askedMs ?? (line.refusal === undefined ? (0,batch_tools/* backOffMs */.V)(this.#tools, 3) : longestPauseMs);
        line.tryAt = clock.now() + pause;
        line.isAsked = askedMs !== undefined;
        line.refusal = error;
        const waiting = line.purchases.length;
        const what = waiting === 1 ? 'it is' : `${waiting} shards are`;
        log.info(`The service takes no further job now; ${what} tried again in ${Math.ceil(pause / 1000)} s`);
    }
}
/** Whether the answer would be the same for every shard: a model or key that is refused, and not a row, or the network. */
function concernsModel(error) {
    if (error.isTransient)
        return false;
    return error.status !== 400 || error.code === 'FAILED_PRECONDITION' || isRefusedType(error);
}

;// CONCATENATED MODULE: ./build/batch/settle-races.js




/**
 * Two writers can create the same job at once and nothing can lock: of live jobs of one display name the smallest name stays,
 * and the others are cancelled. Where other runs may hold the same job, only what this run created is cancelled, and it makes
 * way for an older one: that one's writer may have settled before ours came, and nobody else would cancel either. `since` is
 * when jobs that existed before were looked for.
 */
async function settleRaces(tools, submissions, options, since) {
    const created = submissions.flatMap((submission) => 'job' in submission && !submission.isTakenOver ? [submission.job.name] : []);
    const names = new Set(submissions.map(({ plan }) => plan.displayName));
    const listed = await (0,find_jobs/* findJobs */.kM)(tools.gemini, names, since).catch((error) => {
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        tools.log.debug(error.message);
        return [];
    });
    const settled = [];
    for (const submission of submissions) {
        if (!('job' in submission) || submission.isTakenOver) {
            settled.push(submission);
            continue;
        }
        const { plan } = submission;
        const live = listed.filter((job) => job.displayName === plan.displayName && !(0,states/* hasEnded */.hY)(job));
        const twins = [...live.filter((job) => job.name !== submission.job.name), submission.job].filter(states/* isTwin */.tr);
        const kept = (options.ownsDisplayNames ? (0,find_jobs/* chooseTwin */.QA)(twins) : chooseOldest(twins)) ?? submission.job;
        for (const job of live) {
            const isOurs = options.ownsDisplayNames || created.includes(job.name);
            if (job.name === kept.name || !isOurs)
                continue;
            tools.log.info(`${(0,job_plan/* labelOf */.Wy)(plan)}: ${job.name} is a second copy of ${kept.name} and is cancelled`);
            await tools.gemini.cancelJob(job.name).catch((error) => tools.log.warning(String(error)));
        }
        settled.push({ plan, job: kept, isTakenOver: kept.name !== submission.job.name });
    }
    return settled;
}
function chooseOldest(jobs) {
    const ageOf = ({ createTime }) => Date.parse(createTime ?? '') || 0;
    return [...jobs].sort((a, b) => ageOf(a) - ageOf(b) || (a.name < b.name ? -1 : 1))[0];
}

// EXTERNAL MODULE: ./build/batch/watch.js + 1 modules
var batch_watch = __webpack_require__(29096);
;// CONCATENATED MODULE: ./build/batch/submit.js









/**
 * Has one job for each plan, taking over what exists and creating the rest one by one. What the service takes no more for now
 * (429) waits until a job has ended or a pause is over, up to the deadline; other models' jobs are not held up. A job that is
 * refused otherwise is reported.
 */
async function submitJobs(tools, plans, options) {
    const since = tools.clock.now();
    const submissions = await takeOver(tools, plans, options);
    const missing = plans.filter((plan) => !submissions.has(plan));
    const queue = new JobQueue(tools, missing, options);
    const note = (found) => {
        for (const submission of found)
            submissions.set(submission.plan, submission);
    };
    while (tools.isTooLate !== true) {
        const bought = await queue.buy();
        const hasCreated = bought.some((submission) => 'job' in submission);
        note(hasCreated ? await settleRaces(tools, bought, options, since) : bought);
        if (queue.isEmpty || !(await awaitTurn(tools, queue, submissions, options)))
            break;
    }
    note(queue.leave());
    return plans.flatMap((plan) => submissions.get(plan) ?? []);
}
async function takeOver(tools, plans, options) {
    const names = new Set(plans.map((plan) => plan.displayName));
    const looked = options.mayTakeOver ? await lookForJobs(tools, names, options) : { found: [], gone: [] };
    const existing = looked.found.filter((job) => options.excluded?.has(job.name) !== true);
    const submissions = new Map();
    for (const plan of plans) {
        const own = existing.filter((job) => job.displayName === plan.displayName);
        const twin = (0,find_jobs/* chooseTwin */.QA)(own) ?? (tools.isVisit === true ? (0,find_jobs/* chooseNewest */.EM)(own) : undefined);
        const gone = looked.gone.find(({ displayName }) => displayName === plan.displayName);
        // Whoever starts a run again wants it bought again; a visit takes it as it is.
        if (twin === undefined && gone !== undefined && tools.isVisit === true)
            submissions.set(plan, { plan, error: gone.error });
        if (twin === undefined)
            continue;
        tools.log.info(`${(0,job_plan/* labelOf */.Wy)(plan)}: takes over ${twin.name} (${twin.state}) instead of buying it again`);
        options.onObtained(plan.displayName, twin, true);
        submissions.set(plan, { plan, job: twin, isTakenOver: true });
    }
    return submissions;
}
/** The service has been seen to answer with a list that lacks everything (googleapis/python-genai#1250). */
const looksAtEmptyList = 3;
/**
 * The jobs of these names that exist. Without a look nothing may be bought, so one that fails is made again for as long as there is
 * time; a visit is made again anyway.
 */
async function lookForJobs(tools, names, options) {
    const { gemini, clock, deadline, patientUntil = deadline, log, signal, isVisit } = tools;
    for (let failed = 0, looks = 1;;) {
        try {
            const { found, isEmpty } = await (0,find_jobs/* lookThrough */.T8)(gemini, names);
            if (!isEmpty || !options.isRepeated || looks === looksAtEmptyList)
                return await recall(tools, names, found, options);
            log.info('The list of jobs is empty, although there should be some; looking again');
            await clock.sleep((0,batch_tools/* backOffMs */.V)(tools, looks++), signal);
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7) || !error.isTransient || isVisit === true)
                throw error;
            const pauseMs = (0,batch_tools/* backOffMs */.V)(tools, ++failed, error.retryAfterMs);
            if (clock.now() + pauseMs >= patientUntil)
                throw error;
            log.info(`${error.message}; looking again later`);
            await clock.sleep(pauseMs, signal);
        }
    }
}
/** Asks by name for what was bought and does not show in the list. */
async function recall(tools, names, listed, { bought = batch_bought/* nothingBought */.dm }) {
    const found = [...listed];
    const gone = [];
    for (const displayName of names) {
        if (listed.some((job) => job.displayName === displayName))
            continue;
        for (const name of bought.get(displayName)?.names ?? []) {
            const job = await getShown(tools, name);
            if (job instanceof errors/* ServiceError */._7)
                gone.push({ displayName, error: job });
            else if (job.displayName === displayName)
                found.push(job);
        }
    }
    return { found, gone };
}
/** A job, or why the service does not show it; a new one may show late. */
async function getShown(tools, name) {
    for (let looks = 1;; looks++) {
        try {
            return await tools.gemini.getJob(name);
        }
        catch (error) {
            if (!(error instanceof errors/* ServiceError */._7) || error.isTransient)
                throw error;
            if (looks === batch_watch/* maxRefusedLooks */.Bk)
                return new errors/* ServiceError */._7((0,batch_watch/* whyHidden */.t2)(error), {
                    action: `look at ${name}`,
                    status: error.status ?? 404,
                    cause: error,
                });
            await tools.clock.sleep((0,batch_tools/* backOffMs */.V)(tools, looks), tools.signal);
        }
    }
}
/** Watches the jobs that there are until more may be tried, and brings what is known of them up to date. */
async function awaitTurn(tools, queue, submissions, options) {
    const obtained = [...submissions.values()].filter((submission) => 'job' in submission);
    const onChange = (job) => {
        options.onSeen(job);
        if ((0,states/* hasEnded */.hY)(job))
            queue.makeRoom();
    };
    const watch = new batch_watch/* Watch */.ox(tools, obtained, onChange);
    const isTime = await queue.awaitTurn(watch);
    for (const submission of obtained)
        submissions.set(submission.plan, (0,job_plan/* follow */.e6)(submission, watch.jobs));
    return isTime;
}

// EXTERNAL MODULE: ./build/batch/pages.js
var pages = __webpack_require__(22443);
;// CONCATENATED MODULE: ./build/batch/upload.js




/** A file is only taken over when the service keeps it for as long as a job may run. */
const neededLifeMs = 24 * 3600_000;
const maxAttempts = 3;
/** One upload for all jobs of a request file: found again if it lives, made under the first type that is accepted otherwise. */
class Upload {
    #tools;
    #file;
    #watch;
    #choice;
    #type = 0;
    #remote;
    /** Files that a job was refused for; they live on and bear the same display name. */
    #refused = new Set();
    constructor(tools, file, watch, choice = { first: 0 }) {
        this.#tools = tools;
        this.#file = file;
        this.#watch = watch;
        this.#choice = choice;
    }
    get isKnown() {
        return this.#remote !== undefined;
    }
    /** The uploaded file. A job may have waited for its quota until an earlier one's time is over. */
    async ensure() {
        if (this.#remote !== undefined && !(this.#remote.expiresAt < this.#tools.clock.now()))
            return this.#remote;
        const found = await this.#find();
        if (found !== undefined)
            this.#tools.log.info(`Took over the upload of an earlier attempt: ${found.name}`);
        return this.#keep(found ?? (await this.#uploadUnderAnyType()));
    }
    /** Looks which of these files an earlier attempt uploaded, those that no job was accepted for among them, so that they can be deleted. */
    recognize(files, isShared) {
        const isOwn = (file) => isShared ? this.#mayUse(file, 0) : file.displayName === this.#file.displayName;
        for (const file of files.filter(isOwn))
            this.#watch.onUploaded(file);
    }
    /** Uploads again under the next type, after a job was refused for the present one. Throws when there is no other type. */
    async changeType(refusal) {
        if (this.#remote !== undefined)
            this.#refused.add(this.#remote.name);
        this.#type++;
        if (this.#type >= mime_types_mimeTypes.length)
            throw refusal;
        return this.#keep(await this.#uploadUnderAnyType());
    }
    #keep(remote) {
        this.#remote = remote;
        this.#watch.onUploaded({ ...remote, displayName: this.#file.displayName });
        return remote;
    }
    async #uploadUnderAnyType() {
        this.#type = Math.max(this.#type, this.#choice.first);
        for (;; this.#type++) {
            this.#choice.first = this.#type;
            try {
                return await this.#upload(mime_types_mimeTypes[this.#type] ?? mime_types_mimeTypes[0]);
            }
            catch (error) {
                if (!isRefusedType(error))
                    throw error;
                // A reply without a file may also be the late answer to an upload that went well.
                const found = await this.#find();
                if (found !== undefined)
                    return found;
                if (this.#type + 1 >= mime_types_mimeTypes.length)
                    throw error;
                this.#tools.log.info(`The service refused the type ${mime_types_mimeTypes[this.#type]}; trying ${mime_types_mimeTypes[this.#type + 1]}`);
            }
        }
    }
    async #upload(mimeType) {
        const { gemini, clock, log, signal, deadline, patientUntil = deadline } = this.#tools;
        const { displayName } = this.#file;
        for (let attempt = 1;; attempt++) {
            try {
                this.#watch.onUploading(displayName);
                return await this.#file.lend((path) => gemini.uploadFile({ path, displayName, mimeType }));
            }
            catch (error) {
                if (!(error instanceof errors/* ServiceError */._7) || !(error.isTransient || isSessionLost(error)))
                    throw error;
                // The answer to the last piece may have been lost while the file is there.
                const found = await this.#find();
                if (found !== undefined)
                    return found;
                const pauseMs = (0,batch_tools/* backOffMs */.V)(this.#tools, attempt, error.retryAfterMs);
                if (attempt >= maxAttempts || clock.now() + pauseMs >= patientUntil)
                    throw error;
                log.info(`${error.message}; uploading again`);
                await clock.sleep(pauseMs, signal);
            }
        }
    }
    /** A whole file of ours that will live long enough; a failing look-up only costs another upload. */
    async #find() {
        for await (const files of listFiles(this.#tools)) {
            const found = files.find((file) => this.#mayUse(file, neededLifeMs));
            if (found !== undefined)
                return found;
        }
        return undefined;
    }
    #mayUse({ name, displayName, sizeBytes, isActive, expiresAt }, lifeMs) {
        return (displayName === this.#file.displayName &&
            sizeBytes === this.#file.bytes &&
            isActive &&
            !this.#refused.has(name) &&
            !(expiresAt < this.#tools.clock.now() + lifeMs));
    }
}
/** The service may forget a resumable upload that is under way; another one can be begun. */
function isSessionLost({ status }) {
    return status === 404 || status === 410;
}
/** Finds what earlier attempts uploaded, so that it can be deleted; uploads nothing. What other runs may share is theirs too. */
async function recallUploads(tools, uploads, { isShared }) {
    const unknown = uploads.filter(({ isKnown }) => !isKnown);
    if (unknown.length === 0)
        return;
    for await (const files of listFiles(tools))
        for (const upload of unknown)
            upload.recognize(files, isShared);
}
/** The pages of the list of uploaded files, up to one that cannot be had. */
async function* listFiles({ gemini, log }) {
    try {
        yield* (0,pages/* pagesOfFiles */.Z)(gemini);
    }
    catch (error) {
        if (!(error instanceof errors/* ServiceError */._7))
            throw error;
        log.debug(error.message);
    }
}

;// CONCATENATED MODULE: ./build/steps/answers/lend-shard.js
const pieceBytes = 1024 * 1024;
/** Has a shard on disk as a file of its own while it is used: uploads go by path, and its bytes are never held. */
async function lendShard({ files, signal }, requestPath, { offset, bytes }, use) {
    const path = `${requestPath}.shard`;
    const sink = await files.createSink(path);
    const reader = files.openReader(requestPath);
    try {
        for (let done = 0; done < bytes; done += pieceBytes) {
            signal.throwIfAborted();
            await sink.write(reader.read(offset + done, Math.min(pieceBytes, bytes - done)));
        }
        await sink.close();
    }
    catch (error) {
        await sink.abort();
        throw error;
    }
    finally {
        reader.close();
    }
    try {
        return await use(path);
    }
    finally {
        await files.remove(path);
    }
}

;// CONCATENATED MODULE: ./build/steps/answers/submit.js





/** Who may share a job: a workflow run, every run, or nobody. */
function scopeOf(inputs, { context, uniqueId }) {
    if (inputs.reuse === 'always')
        return 'always';
    // Outside a workflow there is no run to share jobs within.
    const run = `${context.repository}/${context.runId || uniqueId}`;
    return inputs.reuse === 'run' ? run : `${run}/${context.attempt}/${uniqueId}`;
}
/** Says before anything is sent that another run's answers may come back as this one's. */
function noteSharing({ reuse }, { context, log }) {
    if (reuse !== 'always' || context.eventName !== 'schedule')
        return;
    log.warning('reuse is always, on a schedule: a night whose requests are those of an earlier one takes over its jobs and reports their answers again. Use reuse: run to ask the models anew.');
}
/** The ledger of this run: run.json and the post step's state follow every change. */
function openLedger(inputs, world, files, { isLeft } = { isLeft: false }) {
    const { context, files: disk, runner } = world;
    const path = disk.join(world.outputDirectory, 'run.json');
    const start = {
        name: inputs.name,
        repository: context.repository,
        runId: context.runId,
        attempt: context.attempt,
        sha: context.sha,
        isShared: inputs.reuse === 'always',
        requestsDigest: files.map(({ requestsDigest }) => requestsDigest).join(','),
    };
    const onChange = (manifest, state) => {
        disk.writeTextNow(path, `${JSON.stringify(manifest, null, 2)}\n`);
        runner.saveState(state);
    };
    const mayHaveEarlier = context.attempt > 1 && inputs.reuse === 'run';
    return new Ledger(start, onChange, { isLeft, earlierScope: mayHaveEarlier ? scopeOf(inputs, world) : null });
}
/** The jobs of a stage: one for each model and shard, and one upload for all that read the same shard. */
function planJobs({ inputs, world, tools, ledger }, { name: stage, jobs }) {
    const scope = scopeOf(inputs, world);
    // Files may be alike: models whose patches come to the same, or that failed on the same rows.
    const uploads = new Map();
    const choice = { first: 0 };
    const openUpload = ({ path, shards }, shard) => {
        const { bytes, requestsDigest } = shard;
        const displayName = (0,identity/* displayNameOfFile */.FI)({ name: inputs.name, requestsDigest, scope });
        const lend = (use) => (shards.length === 1 ? use(path) : lendShard(world, path, shard, use));
        const watch = {
            onUploading: (name) => ledger.uploading(name),
            onUploaded: (remote) => ledger.uploaded(remote),
        };
        return new Upload(tools, { bytes, displayName, lend }, watch, choice);
    };
    return jobs.flatMap(({ model, file, resultPath }) => file.shards.map((shard, index) => {
        const { requestsDigest, firstRow } = shard;
        const displayName = (0,identity/* displayNameOfJob */.ok)({ name: inputs.name, requestsDigest, scope, model, stage, shard: index });
        const upload = uploads.get(requestsDigest) ?? openUpload(file, shard);
        uploads.set(requestsDigest, upload);
        return { model, shard: { index, count: file.shards.length, firstRow }, displayName, upload, resultPath };
    }));
}
/** Steps 2 and 3: each job unless it exists, and the upload that it reads. */
async function submit_submit({ inputs, world, tools, ledger, bought }, plans, excluded) {
    ledger.plan(plans);
    // Within a workflow run, what an earlier attempt created is this run's too, and what a run left is its collector's.
    const isOurs = (isTakenOver) => !isTakenOver || inputs.reuse === 'run' || (tools.isVisit === true && inputs.reuse === 'never');
    const submissions = await submitJobs(tools, plans, {
        mayTakeOver: inputs.reuse !== 'never' || tools.isVisit === true,
        isRepeated: tools.isVisit === true || inputs.reuse === 'always' || world.context.attempt > 1,
        ownsDisplayNames: inputs.reuse !== 'always',
        excluded,
        bought,
        onCreating: (displayName) => ledger.creating(displayName, world.clock.now()),
        onRefused: (displayName) => ledger.refused(displayName),
        onObtained: (displayName, job, isTakenOver) => ledger.obtained(displayName, job, isOurs(isTakenOver)),
        onSeen: (job) => ledger.seen(job),
    });
    for (const submission of submissions) {
        if (!('job' in submission))
            continue;
        ledger.obtained(submission.plan.displayName, submission.job, isOurs(submission.isTakenOver));
    }
    // Where every job was taken over nothing was uploaded, but an earlier attempt's upload may still be there to be deleted.
    const uploads = [...new Set(plans.map(({ upload }) => upload))];
    await recallUploads(tools, uploads, { isShared: inputs.reuse === 'always' });
    return submissions;
}


/***/ }),

/***/ 59189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ findCollected),
/* harmony export */   y: () => (/* binding */ listReports)
/* harmony export */ });
/* harmony import */ var _best_effort_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93887);

const maxPages = 10;
const pageSize = 100;
const maxPagesOfAll = 10;
const maxCollected = 20;
const maxAttempts = 3;
/**
 * The artifacts that may hold an evaluation's report, those of the newest runs first: those of runs themselves, and those that a collector put up
 * for a run, which bear its number and are shown here with that run's commit and branch. What GitHub says of the run counts;
 * only a collector on the default branch is believed.
 */
async function listReports({ context }, github, artifactName) {
    const direct = await github.listArtifacts({ name: artifactName, maxPages });
    const collected = [];
    // The list may hold less than the pages did: what GitHub shows twice, or not whole, is in it once or not at all.
    let isCut = direct.length > (maxPages - 1) * pageSize;
    for (const artifact of (await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_0__/* .ifTold */ .p)(github.listArtifacts({ maxPages: maxPagesOfAll }))) ?? []) {
        const runId = sourceOf(artifact, artifactName);
        if (runId === undefined || artifact.headBranch !== context.defaultBranch || !artifact.isOwn)
            continue;
        if (collected.length === maxCollected) {
            isCut = true;
            break;
        }
        const run = await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_0__/* .ifTold */ .p)(github.getRun(runId));
        if (run === undefined || !run.isOwn)
            continue;
        collected.push({ ...artifact, runId, headSha: run.headSha, headBranch: run.headBranch });
    }
    // A run that is re-run uploads late what is old.
    const newestFirst = (a, b) => b.runId - a.runId || Date.parse(b.createdAt) - Date.parse(a.createdAt) || b.id - a.id;
    return { artifacts: [...direct, ...collected].sort(newestFirst), isCut };
}
/**
 * What a collector put up for a run whose own report says that it was at work: looked for by name, however much lies in between.
 */
async function findCollected({ context }, github, artifactName, { runId, headSha, headBranch }) {
    const attempts = (await github.getRun(runId))?.attempt ?? 0;
    for (let attempt = attempts; attempt > Math.max(0, attempts - maxAttempts); attempt--) {
        const listed = await github.listArtifacts({ name: `${artifactName}-${runId}-${attempt}`, maxPages: 1 });
        const found = listed.find((one) => one.isOwn && !one.isExpired && one.headBranch === context.defaultBranch);
        if (found !== undefined)
            return { ...found, runId, headSha, headBranch };
    }
    return undefined;
}
/** The workflow run whose report a collector put up under this name. */
function sourceOf({ name, isExpired }, artifactName) {
    if (isExpired || !name.startsWith(`${artifactName}-`))
        return undefined;
    const [, runId] = /^(\d{1,15})-\d{1,9}$/.exec(name.slice(artifactName.length + 1)) ?? [];
    return runId === undefined ? undefined : Number(runId);
}


/***/ }),

/***/ 27482:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  oU: () => (/* binding */ loadBaseline),
  KR: () => (/* binding */ maxReportBytes),
  rQ: () => (/* binding */ maxRowsBytes)
});

// EXTERNAL MODULE: ./build/baseline/baseline.js
var baseline = __webpack_require__(81799);
// EXTERNAL MODULE: ./build/baseline/origin.js
var origin = __webpack_require__(76970);
// EXTERNAL MODULE: ./build/scoring/json-object.js
var json_object = __webpack_require__(256);
;// CONCATENATED MODULE: ./build/baseline/read-report.js


const maxModels = 1000;
const maxScorers = 1000;
const maxVersions = 50;
const maxNameChars = 200;
/** The inputs' own limit. */
const maxRepeat = 100;
/**
 * Reads a report that may come from anywhere. Throws UnusableBaselineError for what is no report of this schema version, or one of a
 * run that evaluated nothing.
 */
function parseReport(text, schemaVersion) {
    const report = (0,json_object/* asObject */.eB)(parseJson(text));
    if (report === undefined)
        throw new baseline/* UnusableBaselineError */.bH('has a report.json that is not a JSON object');
    if (report.schemaVersion !== schemaVersion) {
        const theirs = typeof report.schemaVersion === 'number' ? String(report.schemaVersion) : 'none';
        throw new baseline/* UnusableBaselineError */.bH(`has a report of another schema version (${theirs}; this is ${schemaVersion})`);
    }
    if (report.verdict === 'pending')
        throw new baseline/* UnusableBaselineError */.bH('was still running', { isPending: true });
    const run = (0,json_object/* asObject */.eB)(report.run);
    const settings = (0,json_object/* asObject */.eB)(report.settings);
    const models = readModels(report.models);
    if (models.size === 0)
        throw new baseline/* UnusableBaselineError */.bH('evaluated nothing');
    return {
        name: readText(report.name) ?? '',
        sha: readText(run?.sha),
        runId: readText(run?.id),
        finishedAt: readTime(run?.finishedAt),
        event: readText(run?.event),
        pullRequest: readCount(run?.pullRequest, Number.MAX_SAFE_INTEGER),
        scorers: readText(settings?.fingerprint),
        counting: readCounting(settings?.scorers),
        repeat: readCount(settings?.repeat, maxRepeat) ?? 1,
        models,
    };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function readModels(value) {
    const models = new Map();
    for (const entry of Array.isArray(value) ? value.slice(0, maxModels) : []) {
        const model = (0,json_object/* asObject */.eB)(entry);
        const name = readText(model?.model);
        const answered = readCount(model?.answered, Number.MAX_SAFE_INTEGER) ?? 0;
        // Nothing answered is nothing to compare with.
        if (model === undefined || name === null || answered === 0)
            continue;
        models.set(name, {
            rows: readCount(model.rows, Number.MAX_SAFE_INTEGER),
            answered,
            cost: typeof model.cost === 'number' && model.cost >= 0 ? model.cost : null,
            modelVersions: readVersions(model.modelVersions),
        });
    }
    return models;
}
function readCounting(value) {
    const entries = Array.isArray(value) ? value.slice(0, maxScorers).map(json_object/* asObject */.eB) : [];
    return new Set(entries.flatMap((entry) => typeof entry?.scorer === 'string' && typeof entry.weight === 'number' && entry.weight > 0 ? [entry.scorer] : []));
}
function readVersions(value) {
    const entries = Object.entries((0,json_object/* asObject */.eB)(value) ?? {}).slice(0, maxVersions);
    return Object.fromEntries(entries.flatMap(([version, count]) => version.length <= maxNameChars && typeof count === 'number' && count > 0 ? [[version, count]] : []));
}
function readText(value) {
    return typeof value === 'string' && value !== '' && value.length <= maxNameChars ? value : null;
}
function readTime(value) {
    const text = readText(value);
    return text !== null && Number.isFinite(Date.parse(text)) ? text : null;
}
function readCount(value, most) {
    return Number.isSafeInteger(value) && value >= 0 && value <= most ? value : null;
}
/** A score; null for anything else. */
function readShare(value) {
    return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}

// EXTERNAL MODULE: ./build/dataset/lines.js
var dataset_lines = __webpack_require__(23668);
;// CONCATENATED MODULE: ./build/baseline/row-means.js
/** The mean over rows of their scores, repeats averaged first, while lines come in: those of a row stand together. */
class RowMeans {
    #key;
    #sum = 0;
    #count = 0;
    #total = 0;
    #rows = 0;
    add(key, score) {
        if (key !== this.#key)
            this.#close();
        this.#key = key;
        this.#sum += score;
        this.#count++;
    }
    /** Null without any. */
    finish() {
        this.#close();
        return this.#rows === 0 ? null : this.#total / this.#rows;
    }
    #close() {
        if (this.#count === 0)
            return;
        this.#total += this.#sum / this.#count;
        this.#rows++;
        this.#sum = 0;
        this.#count = 0;
    }
}

;// CONCATENATED MODULE: ./build/baseline/row-presence.js

const maxKeyChars = 500;
const absent = 0;
const present = 1;
const changed = 2;
/** Which rows of the present dataset a baseline has, and which of its own the dataset lacks. */
class RowPresence {
    #rows;
    #key;
    #removedKeys = [];
    #removed = 0;
    constructor({ size, key }) {
        this.#rows = new Uint8Array(size);
        this.#key = key;
    }
    /** A row that is there as it is now, or otherwise; what was said of one line of it stays. */
    note(row, isSame) {
        if (!isSame)
            this.#rows[row] = changed;
        else if (this.#rows[row] === absent)
            this.#rows[row] = present;
    }
    noteRemoved(key) {
        if (this.#removed++ < baseline/* maxListedKeys */.ms)
            this.#removedKeys.push(key.slice(0, maxKeyChars));
    }
    has(row) {
        return this.#rows[row] === present;
    }
    difference() {
        const removed = { count: this.#removed, keys: this.#removedKeys };
        return { added: this.#list(absent), removed, changed: this.#list(changed) };
    }
    #list(kind) {
        const keys = [];
        let count = 0;
        for (let row = 0; row < this.#rows.length; row++) {
            if (this.#rows[row] === kind && count++ < baseline/* maxListedKeys */.ms)
                keys.push(this.#key(row));
        }
        return { count, keys };
    }
}

;// CONCATENATED MODULE: ./build/baseline/score-sums.js

/** One model's scores while its lines are read. */
class ScoreSums {
    #sums;
    #counts;
    #isPartial;
    #hasPartial = false;
    constructor(rows) {
        this.#sums = new Float64Array(rows);
        this.#counts = new Uint8Array(rows);
        this.#isPartial = new Uint8Array(rows);
    }
    /** Takes in one answer's score; throws UnusableBaselineError when the row has had as many as it was asked for. */
    add(row, score, { isWhole, repeat }) {
        const count = (this.#counts[row] ?? 0) + 1;
        if (count > repeat)
            throw new baseline/* UnusableBaselineError */.bH('has a rows.jsonl with more answers than it was asked for');
        this.#counts[row] = count;
        this.#sums[row] = (this.#sums[row] ?? 0) + score;
        if (isWhole)
            return;
        this.#isPartial[row] = 1;
        this.#hasPartial = true;
    }
    finish() {
        const own = this.#sums.map((sum, row) => sum / (this.#counts[row] ?? 0));
        if (!this.#hasPartial)
            return { own, whole: own };
        return { own, whole: own.map((score, row) => (this.#isPartial[row] === 1 ? Number.NaN : score)) };
    }
}

;// CONCATENATED MODULE: ./build/baseline/read-rows.js







/** Our own lines are some hundred bytes long; reasons and error messages make some longer. */
const maxLineBytes = 4 * 1024 * 1024;
/**
 * Joins a baseline's rows.jsonl, which may come from anywhere, to the present rows by key. Throws UnusableBaselineError for lines
 * that are no such lines, and when they are not those that the report speaks of.
 */
async function readRows(chunks, rows, report, models) {
    const reader = new RowReader(rows, report, models);
    const lines = new dataset_lines/* LineSplitter */.g(maxLineBytes);
    try {
        for await (const chunk of chunks)
            for (const batch of lines.push(chunk))
                reader.take(batch);
        for (const batch of lines.finish())
            reader.take(batch);
    }
    catch (error) {
        if (!(error instanceof dataset_lines/* RowTooLongError */.v))
            throw error;
        throw new baseline/* UnusableBaselineError */.bH(`has a rows.jsonl whose ${error.message}`);
    }
    return reader.finish();
}
class RowReader {
    #rows;
    #report;
    #sums = new Map();
    #means = new Map();
    #presence;
    /** Of every model of the report, whether it is asked for or not: all lines, and the answered ones. */
    #lines = new Map();
    #answered = new Map();
    #firstModel;
    constructor(rows, report, models) {
        this.#rows = rows;
        this.#report = report;
        this.#presence = new RowPresence(rows);
        for (const model of models.filter((name) => report.models.has(name))) {
            this.#sums.set(model, new ScoreSums(rows.size));
            this.#means.set(model, new RowMeans());
        }
    }
    take(batch) {
        const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
        for (let index = 0; index < batch.count; index++) {
            const text = bytes.toString('utf8', batch.starts[index], batch.ends[index]);
            this.#takeLine(text, batch.lineNumbers[index] ?? 0);
        }
    }
    finish() {
        for (const [model, { answered, rows }] of this.#report.models) {
            const lines = this.#lines.get(model) ?? 0;
            if ((this.#answered.get(model) ?? 0) !== answered || lines !== (rows ?? lines))
                throw foreignRows();
        }
        return {
            scores: new Map([...this.#sums].map(([model, sums]) => [model, sums.finish()])),
            means: new Map([...this.#means].map(([model, means]) => [model, means.finish()])),
            lines: this.#lines,
            has: (row) => this.#presence.has(row),
            dataset: this.#presence.difference(),
        };
    }
    #takeLine(text, number) {
        const line = parseLine(text);
        const { model, key, repeat, outcome } = line ?? {};
        const score = readShare(line?.score);
        const isLine = typeof model === 'string' && typeof key === 'string' && Number.isSafeInteger(repeat);
        if (line === undefined || !isLine || (outcome === 'answered') !== (score !== null))
            throw new baseline/* UnusableBaselineError */.bH(`has a rows.jsonl whose line ${number} is none of ours`);
        this.#count(model, score !== null);
        if (score !== null)
            this.#means.get(model)?.add(key, score);
        this.#firstModel ??= model;
        const row = this.#rows.find(key);
        if (row === undefined) {
            const isFirst = model === this.#firstModel && repeat === 1;
            if (isFirst && !this.#rows.isLeftOut(key))
                this.#presence.noteRemoved(key);
            return;
        }
        const { fingerprint } = line;
        const isSame = typeof fingerprint !== 'string' || fingerprint === this.#rows.fingerprint(row);
        this.#presence.note(row, isSame);
        if (!isSame || score === null)
            return;
        const isWhole = !this.#hasErredCheck(line.checks);
        this.#sums.get(model)?.add(row, score, { isWhole, repeat: this.#report.repeat });
    }
    /** A model that answered nothing is not in the report, but has lines. */
    #count(model, isAnswered) {
        if (!this.#report.models.has(model)) {
            if (isAnswered)
                throw foreignRows();
            return;
        }
        this.#lines.set(model, (this.#lines.get(model) ?? 0) + 1);
        if (isAnswered)
            this.#answered.set(model, (this.#answered.get(model) ?? 0) + 1);
    }
    #hasErredCheck(checks) {
        return (Array.isArray(checks) &&
            checks.map(json_object/* asObject */.eB).some((check) => check?.score === null && this.#report.counting.has(String(check.scorer))));
    }
}
function foreignRows() {
    return new baseline/* UnusableBaselineError */.bH('has a rows.jsonl that does not belong to its report.json');
}
function parseLine(text) {
    try {
        return (0,json_object/* asObject */.eB)(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/dataset/fingerprint.js
var fingerprint = __webpack_require__(48479);
// EXTERNAL MODULE: ./build/gate/shares.js
var shares = __webpack_require__(55556);
// EXTERNAL MODULE: ./build/report/report.js
var report_report = __webpack_require__(87177);
// EXTERNAL MODULE: ./build/scoring/scorer.js
var scorer = __webpack_require__(19876);
;// CONCATENATED MODULE: ./build/steps/baseline/load.js








/** Far above what our own files reach: a baseline may come from anywhere. */
const maxReportBytes = 64 * 1024 ** 2;
const maxRowsBytes = 4 * 1024 ** 3;
/** Reads a baseline and joins it to the present rows. Throws UnusableBaselineError for one that cannot be compared with. */
async function loadBaseline(inputs, { files }, dataset, place) {
    await refuseLarge(files, place);
    const report = parseReport((await files.readText(place.report)) ?? '', report_report/* schemaVersion */.C);
    if (place.kind === 'branch')
        refuseForeign(inputs, report, place.run);
    const areSame = report.scorers === (0,scorer/* fingerprintOfScorers */.XW)(inputs.scorers, inputs.models[0] ?? '');
    if (!areSame && report.scorers !== null)
        throw new baseline/* UnusableBaselineError */.bH('was scored by other checks', { isOther: true });
    const models = inputs.models.filter((model) => report.models.has(model));
    if (models.length === 0)
        throw new baseline/* UnusableBaselineError */.bH('has none of these models', { isOther: true });
    const rows = await readRows(files.readChunks(place.rows), presentRows(dataset), report, models);
    const unused = new Map(models.flatMap((model) => {
        const why = describeGaps(report, rows, { model, name: place.name, maxErrorRate: inputs.maxErrorRate });
        return why === undefined ? [] : [[model, why]];
    }));
    if (unused.size === models.length)
        throw new baseline/* UnusableBaselineError */.bH('left more of its rows without an answer than max-error-rate accepts');
    const used = models.filter((model) => !unused.has(model));
    const compared = used.flatMap((model) => modelOf(report, rows, { model, size: dataset.rows.size }));
    if (compared.length === 0)
        throw new baseline/* UnusableBaselineError */.bH('has no row in common with this dataset', { isOther: true });
    const { sha, runId } = place.kind === 'branch' ? place.run : report;
    return {
        kind: place.kind,
        name: place.name,
        sha,
        runId,
        createdAt: report.finishedAt,
        repeat: report.repeat,
        areChecksKnown: report.scorers !== null,
        models: new Map(compared),
        unused,
        has: rows.has,
        dataset: rows.dataset,
    };
}
function presentRows(dataset) {
    return {
        size: dataset.rows.size,
        find: (key) => dataset.rows.find(key),
        key: (row) => dataset.rows.key(row),
        fingerprint: (row) => (0,fingerprint/* fingerprintOfRow */.c)(dataset, row),
        isLeftOut: (key) => dataset.allRows.has(key),
    };
}
/** What GitHub says of the run is true; what the report says beyond it has to fit. */
function refuseForeign({ name }, report, run) {
    if (report.name !== name)
        throw new baseline/* UnusableBaselineError */.bH('belongs to another evaluation');
    if (!(0,origin/* isOfBranch */.A)(report) || ((0,origin/* isMerge */.F)(report) && !run.mayBeMerge))
        throw new baseline/* UnusableBaselineError */.bH('is not a run of the branch itself');
    const isOther = (known, said) => said !== null && said !== known;
    if (isOther(run.runId, report.runId) || isOther(run.sha, report.sha))
        throw new baseline/* UnusableBaselineError */.bH('speaks of another run or commit than GitHub does');
}
const tolerance = 1e-9;
/** Why too few rows of a model were answered for a comparison, if they were. */
function describeGaps(report, { lines }, { model, name, maxErrorRate }) {
    const share = 1 - (report.models.get(model)?.answered ?? 0) / (lines.get(model) ?? 0);
    if (share <= maxErrorRate + tolerance)
        return undefined;
    const [shown, limit] = (0,shares/* formatApart */.Wq)(share, maxErrorRate);
    return `left ${shown} of its rows without an answer in the baseline (${name}), and ${limit} are accepted, so it is not compared.`;
}
function modelOf(report, rows, { model, size }) {
    const scores = rows.scores.get(model);
    const known = report.models.get(model);
    if (scores === undefined || known === undefined || scores.own.every(Number.isNaN))
        return [];
    const { added, removed, changed } = rows.dataset;
    const hasSameRows = added.count + removed.count + changed.count === 0;
    const isSame = hasSameRows && rows.lines.get(model) === size * report.repeat;
    // What other rows cost says nothing of these.
    return [[model, { ...known, score: rows.means.get(model) ?? null, scores, cost: isSame ? known.cost : null }]];
}
async function refuseLarge(files, { report, rows }) {
    for (const [path, limit] of [
        [report, maxReportBytes],
        [rows, maxRowsBytes],
    ]) {
        if ((await files.size(path)) > limit)
            throw new baseline/* UnusableBaselineError */.bH(`has files above ${limit} bytes`);
    }
}


/***/ }),

/***/ 44733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eo: () => (/* binding */ goesOn),
/* harmony export */   G0: () => (/* binding */ deadlineOf),
/* harmony export */   KX: () => (/* binding */ patientUntil),
/* harmony export */   _p: () => (/* binding */ hasTime),
/* harmony export */   ku: () => (/* binding */ jobLifeMs),
/* harmony export */   w2: () => (/* binding */ comesAgain)
/* harmony export */ });
/* harmony import */ var _batch_states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95065);

/** When sleeping ends; milliseconds since the epoch. */
function deadlineOf(patience, { timeoutMinutes }, { clock }) {
    return clock.now() + (patience.kind === 'wait' ? timeoutMinutes * 60_000 : 0);
}
/** Without waiting for jobs, failing calls are still tried again for so long. */
const callPatienceMs = 10 * 60_000;
/** A collector has other runs to look after, and comes again. */
const visitPatienceMs = 2 * 60_000;
/** Until when failing calls are tried again; milliseconds since the epoch. */
function patientUntil(patience, { timeoutMinutes }, { clock }) {
    const whole = timeoutMinutes * 60_000;
    if (patience.kind === 'wait')
        return clock.now() + whole;
    return clock.now() + Math.min(whole, patience.kind === 'visit' ? visitPatienceMs : callPatienceMs);
}
/**
 * Whether a collector will come (again), so that an outage decides nothing. A stage that began last has its own 48 hours, so
 * visits end after twice that time.
 */
function comesAgain(patience, { clock }) {
    if (patience.kind === 'visit')
        return clock.now() < patience.giveUpAt + jobLifeMs;
    return patience.kind === 'leave';
}
/** Whether more may still be asked for; without waiting there is all the time until jobs are given up. */
function hasTime(patience, { clock }, deadline) {
    if (patience.kind === 'leave')
        return true;
    if (patience.kind === 'visit')
        return patience.isOver !== true && clock.now() < patience.giveUpAt;
    return clock.now() < deadline;
}
/** The service lets a batch job expire after so long (Batch API guide, 2026-09-18). */
const jobLifeMs = 48 * 3600_000;
/** A later stage's job was created later, and has its own 48 hours. */
function isGivenUp(giveUpAt, { clock }, results) {
    const open = results.flatMap(({ jobs }) => jobs.filter(({ job }) => !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_0__/* .hasEnded */ .hY)(job)));
    const ends = open.map(({ job }) => (Date.parse(job.createTime ?? '') || 0) + jobLifeMs);
    return clock.now() >= Math.max(giveUpAt, ...ends);
}
/** Whether the run goes on later: jobs are still at work that somebody will come back for. */
function goesOn(patience, { onTimeout }, world, { results, isTimedOut }) {
    if (patience.kind === 'wait')
        return isTimedOut && onTimeout === 'keep';
    if (patience.kind === 'visit')
        return isTimedOut && patience.isOver !== true && !isGivenUp(patience.giveUpAt, world, results);
    // What was only just created is left alone, whatever it looks like; a re-run that finds its jobs ended goes through.
    return isTimedOut || results.some(({ jobs }) => jobs.some(({ isTakenOver }) => !isTakenOver));
}


/***/ }),

/***/ 26773:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ readObject)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _scoring_json_object_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(256);


/** It is no archive or is too large, is not there, or has gone. */
const statusesWithoutEntry = [200, 404, 410];
/**
 * The JSON object of one file in an artifact; undefined where there is none. Throws ServiceError where that cannot be told for now, or
 * not by us.
 */
async function readObject({ files, outputDirectory }, github, id, entry) {
    const folder = files.join(outputDirectory, `.artifact-${id}`);
    try {
        await files.makeDirectory(folder);
        const found = await github.fetchArtifact({ id, folder, entries: [entry] });
        return found.has(entry.name) ? parse(await files.readText(files.join(folder, entry.name))) : undefined;
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7 && statusesWithoutEntry.includes(error.status ?? 0))
            return undefined;
        throw error;
    }
    finally {
        await files.remove(folder);
    }
}
function parse(text = '') {
    try {
        return (0,_scoring_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .eB)(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 87068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ claim),
/* harmony export */   Dk: () => (/* binding */ markCollected),
/* harmony export */   Dy: () => (/* binding */ clockSkewMs),
/* harmony export */   G0: () => (/* binding */ isCollected),
/* harmony export */   fv: () => (/* binding */ isBelieved),
/* harmony export */   jf: () => (/* binding */ putUpClaim)
/* harmony export */ });
/* harmony import */ var _best_effort_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93887);

/** Where something of this name may be believed: elsewhere than on the default branch everybody's workflow can upload it. */
function isBelieved({ context }, artifact, ownBranch) {
    const branches = [context.defaultBranch, context.ref.replace(/^refs\/heads\//, ''), ownBranch];
    return artifact.isOwn && !artifact.isExpired && branches.includes(artifact.headBranch);
}
const claimPrefix = 'gemini-batch-eval-claim-';
const collectedPrefix = 'gemini-batch-eval-collected-';
const retentionDays = 7;
const maxPages = 10;
/** A runner's clock may be wrong. */
const clockSkewMs = 3600_000;
function nameOf({ name, runId, attempt }) {
    return `${runId}-${attempt}-${name}`;
}
/**
 * Keeps two collectors from working on one pending run. GitHub has no lock, but its list of artifacts shows what was uploaded
 * before: whoever uploaded first goes on, the other gives way (L. Lamport's bakery). A claim whose workflow run has ended holds
 * nobody up. Gives a function that lets go of the claim, or undefined where another collector is at work.
 */
async function claim(world, github, pending) {
    if (world.artifacts === undefined)
        return async () => undefined;
    // A collector that may put up nothing still collects: what it publishes twice is the same.
    const { id, release } = (await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_0__/* .attempt */ .C)(world, () => putUpClaim(world, pending))) ?? unclaimed;
    // Nobody claims a run before it began.
    const listed = await github.listArtifacts({ maxPages, since: Date.parse(pending.startedAt) - clockSkewMs });
    const mine = listed.find((one) => one.id === id);
    const isOfSubmitter = (one) => one.isOwn && !one.isExpired && String(one.runId) === pending.runId;
    const counts = (one) => isBelieved(world, one, mine?.headBranch) || isOfSubmitter(one);
    const rivals = listed.filter((one) => isClaimOn(one, pending) && one.id !== id && counts(one));
    for (const rival of rivals) {
        if (mine !== undefined && !isBefore(rival, mine))
            continue;
        const run = await github.getRun(rival.runId);
        if (run === undefined || run.status === 'completed')
            continue;
        await release();
        return undefined;
    }
    return release;
}
const unclaimed = { id: undefined, release: async () => undefined };
/** Notes that this process works on a pending run: a collector, or the run itself as long as it submits. */
async function putUpClaim(world, pending) {
    const { artifacts, uniqueId } = world;
    if (artifacts === undefined)
        return unclaimed;
    const name = `${claimPrefix}${uniqueId.slice(0, 8)}-${nameOf(pending)}`;
    return { id: await putUp(world, artifacts, name), release: () => artifacts.delete(name) };
}
/** Puts up an artifact that says all by its name: an empty one cannot be uploaded. Gives its id. */
async function putUp({ files, outputDirectory, context }, artifacts, name) {
    const folder = files.join(outputDirectory, `.${name}`);
    const path = files.join(folder, 'run.txt');
    try {
        await files.writeText(path, `${context.runId}\n`);
        return (await artifacts.upload({ name, root: folder, files: [path], retentionDays })).id;
    }
    finally {
        await files.remove(folder);
    }
}
function isClaimOn({ name }, pending) {
    return name.startsWith(claimPrefix) && name.slice(claimPrefix.length + 9) === nameOf(pending);
}
function isBefore(one, other) {
    return one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt;
}
/** Notes that a pending run was collected, for collectors that may not delete what it left. */
async function markCollected(world, pending) {
    if (world.artifacts !== undefined)
        await putUp(world, world.artifacts, `${collectedPrefix}${nameOf(pending)}`);
}
/** Whether somebody has noted that. */
async function isCollected(world, github, pending) {
    const found = await github.listArtifacts({ name: `${collectedPrefix}${nameOf(pending)}`, maxPages: 1 });
    return found.some((one) => isBelieved(world, one));
}


/***/ }),

/***/ 82703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ checkWait),
/* harmony export */   dropPending: () => (/* binding */ dropPending),
/* harmony export */   j: () => (/* binding */ leavePending)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _best_effort_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93887);
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87068);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(39451);




/** Artifacts of runs that nobody collects go by themselves; a batch job lives 48 hours. */
const retentionDays = 7;
/**
 * Leaves all that later stages need as an artifact, sealed, before the first job is created: whatever happens to this process from
 * then on, a collector can finish the run. A run that waits does so too, as long as artifacts are wanted, and takes it away at
 * its end. Without waiting it is what everything rests on: throws where it cannot be left; and until `letGo` is called, collectors
 * keep off, since this process is still submitting.
 */
async function leavePending(inputs, world, dataset, recorded, patience) {
    const isAttended = patience.kind === 'wait';
    let letGo = async () => undefined;
    if (patience.kind === 'visit')
        return { letGo, isLeft: false };
    const mayBeLeft = world.context.attempt > 1;
    const lack = isAttended ? await findLack(inputs, world, dataset) : undefined;
    if (lack !== undefined)
        return { letGo, lack, isLeft: mayBeLeft };
    const { runId, attempt: attemptOfRun, startedAt } = world.context;
    const left = { name: inputs.name, runId, attempt: attemptOfRun, startedAt };
    try {
        if (!isAttended)
            letGo = (await (0,_claim_js__WEBPACK_IMPORTED_MODULE_2__/* .putUpClaim */ .jf)(world, left)).release;
        await seal(inputs, world, dataset, recorded, isAttended);
    }
    catch (error) {
        await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .attempt */ .C)(world, letGo, 'quiet');
        world.signal.throwIfAborted();
        const hint = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7 && error.hint !== undefined ? `. ${error.hint}` : '';
        const why = `${error instanceof Error ? error.message : String(error)}${hint}`;
        if (!isAttended)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ input: 'wait', received: 'false', message: `needs an artifact, and ${why}` }]);
        world.log.info(`Nothing was left for a collector: ${why}`);
        return { letGo, lack: 'nothing could be left for a collector', isLeft: mayBeLeft };
    }
    return { letGo, isLeft: true };
}
/** Sealing takes about 20 s a gigabyte, in vain in most runs that wait. */
const maxAttendedBytes = 256 * 1024 ** 2;
/** Why a run that waits leaves nothing for a collector, if it does not. */
async function findLack(inputs, world, { sourcePaths }) {
    const { scorers, uploadArtifacts } = inputs;
    const code = scorers.find(({ isCode }) => isCode);
    if (code !== undefined)
        return `a collector runs no code of the repository (${code.label})`;
    if (!uploadArtifacts)
        return 'upload-artifacts is false';
    if (world.artifacts === undefined || world.vault === undefined)
        return 'there is no artifact service';
    const sizes = await Promise.all(sourcePaths.map((path) => world.files.size(path)));
    const isLarge = sizes.reduce((sum, size) => sum + size, 0) > maxAttendedBytes;
    return isLarge ? 'the dataset is too large to be left for a collector' : undefined;
}
/** Refuses what could not be collected, before anything is sent. */
function checkWait({ wait, scorers, dryRun }, { artifacts }) {
    if (wait || dryRun)
        return;
    const code = scorers.find(({ isCode }) => isCode);
    const problem = code !== undefined
        ? `cannot be used with the scorer ${code.label}: a collector runs no code of the repository`
        : artifacts === undefined
            ? 'needs the artifact service of a workflow run, which is not there'
            : undefined;
    if (problem !== undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ input: 'wait', received: 'false', message: problem }]);
}
async function seal(inputs, world, dataset, recorded, isAttended) {
    const { artifacts, vault, files, context, clock, uniqueId } = world;
    if (artifacts === undefined || vault === undefined)
        return;
    const folder = files.join(world.outputDirectory, '.pending');
    const path = files.join(folder, 'pending.bin');
    const manifestPath = files.join(folder, 'manifest.json');
    const places = filesOf(inputs, dataset, recorded);
    const { workspace: _, ...place } = context;
    const pullRequest = inputs.prNumber ?? context.pullRequestNumber;
    const headSha = pullRequest === undefined || pullRequest === context.pullRequest?.number
        ? undefined
        : (await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .ifTold */ .p)(Promise.resolve(world.github?.getPullRequest(pullRequest))))?.headSha;
    const manifest = {
        version: _manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .pendingVersion */ .ie,
        name: inputs.name,
        context: place,
        uniqueId,
        createdAt: new Date(clock.now()).toISOString(),
        isAttended,
        ...(headSha !== undefined && { headSha }),
        inputs: recorded,
        files: Object.fromEntries(places.map(({ named }, index) => [named, `file-${index}`])),
        requestsDigests: dataset.files.map(({ requestsDigest }) => requestsDigest),
    };
    const name = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .pendingArtifactName */ .F)(inputs.name);
    const entries = [
        { name: 'manifest.json', path: manifestPath },
        ...places.map(({ path: from }, index) => ({ name: `file-${index}`, path: from })),
    ];
    try {
        await files.writeText(manifestPath, JSON.stringify(manifest));
        await vault.seal({ path, subject: (0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .subjectOfPending */ .d6)(context.repository, context.runId, name), entries });
        const spareName = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .sparePendingName */ .AP)(inputs.name);
        await artifacts.upload({ name, spareName, root: folder, files: [path], retentionDays, isCompressed: true });
    }
    finally {
        await files.remove(folder);
    }
}
/** Every file that the inputs name, with the path or address that they name it by; each once. */
function filesOf(inputs, dataset, { found }) {
    const addresses = inputs.dataset.flatMap((source, index) => source.kind === 'address' ? [{ named: source.display, path: dataset.sourcePaths[index] ?? '' }] : []);
    const paths = new Set(Object.values(found).flatMap((files) => files.map(({ path }) => path)));
    return [...addresses, ...[...paths].map((path) => ({ named: path, path }))];
}
/** Takes away what was left for a collector: the run has come to its end. What a namesake has left stays. */
async function dropPending({ name, isLeft }, world) {
    if (!isLeft)
        return;
    const { artifacts, context } = world;
    const names = [(0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .pendingArtifactName */ .F)(name), ...(context.attempt > 1 ? [(0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .sparePendingName */ .AP)(name)] : [])];
    for (const one of names)
        await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .attempt */ .C)(world, async () => artifacts?.delete(one), 'quiet');
}


/***/ }),

/***/ 39451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $3: () => (/* binding */ plainPendingName),
/* harmony export */   AP: () => (/* binding */ sparePendingName),
/* harmony export */   Ex: () => (/* binding */ pendingPrefix),
/* harmony export */   F: () => (/* binding */ pendingArtifactName),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   d6: () => (/* binding */ subjectOfPending),
/* harmony export */   ie: () => (/* binding */ pendingVersion),
/* harmony export */   sU: () => (/* binding */ relocate)
/* harmony export */ });
/* harmony import */ var _scoring_json_object_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(256);

/** Another one cannot be collected: what it holds would not lead to the same jobs. */
const pendingVersion = 2;
/** The name of the artifact that holds an evaluation's pending run. */
function pendingArtifactName(name) {
    return `${pendingPrefix}${name}`;
}
/** Where that name is held by an upload that was broken off. */
function sparePendingName(name) {
    return `${pendingArtifactName(name)}${spareEnding}`;
}
/** The name of an artifact, whichever of the two it goes by. */
function plainPendingName(artifactName) {
    return artifactName.endsWith(spareEnding) ? artifactName.slice(0, -spareEnding.length) : artifactName;
}
/** No evaluation's name has a tilde. */
const spareEnding = '~again';
const pendingPrefix = 'gemini-batch-eval-pending-';
/** What a sealed pending run is bound to: moved to another run, repository or name, it does not open. */
function subjectOfPending(repository, runId, artifactName) {
    return JSON.stringify([repository.toLowerCase(), runId, artifactName]);
}
/** Reads a manifest. It was authenticated, so only its version can be foreign. */
function parseManifest(text) {
    const manifest = (0,_scoring_json_object_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(JSON.parse(text));
    return manifest?.version === pendingVersion ? manifest : undefined;
}
/** The recorded inputs with every file where it was unpacked. */
function relocate({ inputs, files }, unpacked) {
    const locate = (place) => unpacked.get((Object.hasOwn(files, place) ? files[place] : undefined) ?? '');
    const moved = ({ path, display }) => ({ path: locate(path) ?? path, display });
    const found = Object.entries(inputs.found).map(([question, list]) => [question, list.map(moved)]);
    return { inputs: { ...inputs, found: Object.fromEntries(found) }, locate };
}


/***/ }),

/***/ 2961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ recallEarlierAttempts),
/* harmony export */   u: () => (/* binding */ openMemory)
/* harmony export */ });
/* harmony import */ var _batch_bought_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23172);
/* harmony import */ var _scoring_json_object_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(256);
/* harmony import */ var _best_effort_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93887);
/* harmony import */ var _artifact_entry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26773);
/* harmony import */ var _claim_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(87068);





const retentionDays = 7;
const fileName = 'bought.json';
const maxBytes = 16 * 1024 ** 2;
/** Each process that bought something has left one. */
const maxNotes = 100;
/**
 * Reads what earlier processes have noted: with a list of jobs that lags behind, or is empty for a while, each visit would buy
 * again. What somebody else may have written is checked against the service before it counts: see `submitJobs`. Throws
 * ServiceError where the notes cannot be read for now.
 */
async function openMemory(world, github, run) {
    const { artifacts, files, outputDirectory, log } = world;
    const notes = github === undefined ? [] : await listNotes(world, github, run);
    let bought = _batch_bought_js__WEBPACK_IMPORTED_MODULE_0__/* .nothingBought */ .dm;
    for (const { id } of notes) {
        const note = github && (await (0,_artifact_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .readObject */ .A)(world, github, id, { name: fileName, maxBytes }));
        bought = (0,_batch_bought_js__WEBPACK_IMPORTED_MODULE_0__/* .unite */ ._f)(bought, new Map(Object.entries(note ?? {}).flatMap(parsePurchases)));
    }
    return {
        bought,
        keep: async (own) => {
            if (artifacts === undefined || [...own.values()].every(({ creates }) => creates <= 0))
                return;
            const folder = files.join(outputDirectory, '.bought');
            const path = files.join(folder, fileName);
            try {
                await files.writeText(path, JSON.stringify(Object.fromEntries(own)));
                await artifacts.upload({ name: noteName(run, run.attempt), root: folder, files: [path], retentionDays });
            }
            finally {
                await files.remove(folder);
            }
        },
        forget: async () => {
            for (const { id } of notes)
                await github?.deleteArtifact(id).catch((error) => log.info(String(error)));
        },
    };
}
/** What a run that is started again has bought before; nothing in a first attempt, or where it cannot be told. */
async function recallEarlierAttempts({ name }, world) {
    const { runId, attempt, startedAt } = world.context;
    const run = { name, runId, attempt, startedAt };
    const isFirst = attempt === 1;
    const told = await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_2__/* .ifTold */ .p)(openMemory(world, isFirst ? undefined : world.github, run));
    return told ?? openMemory(world, undefined, run);
}
function noteName({ name, runId }, attempt) {
    return `gemini-batch-eval-bought-${runId}-${attempt}-${name}`;
}
async function listNotes(world, github, run) {
    const attempts = Array.from({ length: run.attempt }, (_, index) => index + 1);
    const lists = await Promise.all(attempts.map((attempt) => github.listArtifacts({ name: noteName(run, attempt), maxPages: 1 })));
    const isOfRun = (one) => one.isOwn && !one.isExpired && String(one.runId) === run.runId;
    return lists
        .flat()
        .filter((one) => (0,_claim_js__WEBPACK_IMPORTED_MODULE_4__/* .isBelieved */ .fv)(world, one) || isOfRun(one))
        .slice(0, maxNotes);
}
/** A note may be anybody's: whatever is no job's name would lead elsewhere. */
function isJobName(name) {
    return typeof name === 'string' && /^batches\/[\w-]{1,200}$/.test(name);
}
/** More creates are not sent. */
const maxJobs = 20;
function parsePurchases([displayName, value]) {
    const { names, creates } = (0,_scoring_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .eB)(value) ?? {};
    if (!Array.isArray(names) || names.length > maxJobs || !names.every(isJobName))
        return [];
    return Number.isSafeInteger(creates) ? [[displayName, { names, creates: Number(creates) }]] : [];
}


/***/ }),

/***/ 53307:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ mayFileIssue),
/* harmony export */   y: () => (/* binding */ fileIssue)
/* harmony export */ });
/* harmony import */ var _report_markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53926);
/* harmony import */ var _best_effort_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93887);
/* harmony import */ var _run_mark_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86779);



const maxIssueChars = 60_000;
/** Whether a run's result may belong into an issue: what a pull request or a merge queue shows is seen there. */
function mayFileIssue({ issue, prNumber }, { context }) {
    const isOfPullRequest = (prNumber ?? context.pullRequestNumber) !== undefined || context.eventName === 'merge_group';
    return issue !== 'off' && !isOfPullRequest;
}
/**
 * Outside pull requests, where nobody looks at a check: one issue per evaluation and branch, opened when a run goes red, brought up to
 * date while it stays red, closed when it is green again. A run that is not over changes nothing.
 */
async function fileIssue(inputs, world, report, options, isRed) {
    const { github, log, context } = world;
    const isOver = report.verdict !== 'pending' && report.verdict !== 'skipped';
    if (!isOver || !mayFileIssue(inputs, world))
        return;
    if (github === undefined) {
        log.warning('There is no github-token, so no issue was written.');
        return;
    }
    const branch = otherBranch(context);
    const marker = (0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .commentMarker */ .Ql)(report.name, branch);
    const body = `${(0,_report_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .renderComment */ .wQ)(report, options, maxIssueChars, marker)}\n${(0,_run_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .markOfRun */ .I0)(context)}\n`;
    await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .attempt */ .C)(world, async () => {
        const known = await github.findIssue({ marker });
        if (!isRed && known?.state !== 'open')
            return;
        if (known !== undefined && (0,_run_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .isOfLaterRun */ .lT)(known.body, context)) {
            log.info(`${known.url} speaks of a later run and stays as it is`);
            return;
        }
        if (known === undefined) {
            const title = `Evaluation ${report.name} fails${branch === '' ? '' : ` on ${branch}`}`;
            const { url } = await github.openIssue({ title, body });
            log.info(`Opened ${url}`);
            return;
        }
        await github.updateIssue({ number: known.number, body, state: isRed ? 'open' : 'closed' });
        if (!isRed) {
            const run = `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`;
            await github.commentOnIssue({ number: known.number, body: `Green again: ${run}` });
        }
        log.info(`${isRed ? 'Brought up to date' : 'Closed'} ${known.url}`);
    });
}
/** The branch or tag that a run is about, unless it is the default branch, where schedules run: ''. */
function otherBranch({ eventName, ref, defaultBranch }) {
    const isDefault = eventName === 'schedule' || defaultBranch === '' || ref === `refs/heads/${defaultBranch}`;
    return isDefault ? '' : ref.replace(/^refs\/(heads|tags)\//, '');
}


/***/ })

};
