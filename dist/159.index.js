export const id = 159;
export const ids = [159];
export const modules = {

/***/ 10649:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EM: () => (/* binding */ chooseNewest),
/* harmony export */   QA: () => (/* binding */ chooseTwin),
/* harmony export */   T8: () => (/* binding */ lookThrough),
/* harmony export */   kM: () => (/* binding */ findJobs)
/* harmony export */ });
/* harmony import */ var _pages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22443);
/* harmony import */ var _states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95065);


/** The service's clock and ours may differ. */
const clockSkewMs = 10 * 60_000;
/** All jobs whose display names are wanted, from every page of the list, or from those with jobs created `since`. */
async function findJobs(gemini, displayNames, since) {
    return (await lookThrough(gemini, displayNames, since)).found;
}
/** The same, and whether the list holds any job at all. */
async function lookThrough(gemini, displayNames, since = Number.NEGATIVE_INFINITY) {
    const found = [];
    let isEmpty = true;
    for await (const jobs of (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .pagesOfJobs */ .E)(gemini)) {
        found.push(...jobs.filter((job) => displayNames.has(job.displayName)));
        isEmpty &&= jobs.length === 0;
        if (jobs.length > 0 && jobs.every((job) => Date.parse(job.createTime ?? '') < since - clockSkewMs))
            break;
    }
    return { found, isEmpty };
}
/** The job to take over among jobs of one display name: one with results, else the live one of the smallest name. */
function chooseTwin(jobs) {
    const twins = jobs.filter(_states_js__WEBPACK_IMPORTED_MODULE_0__/* .isTwin */ .tr).sort((a, b) => (a.name < b.name ? -1 : 1));
    return twins.find(_states_js__WEBPACK_IMPORTED_MODULE_0__/* .hasEnded */ .hY) ?? twins[0];
}
/** The job that was created last. */
function chooseNewest(jobs) {
    const ageOf = ({ createTime }) => Date.parse(createTime ?? '') || 0;
    return [...jobs].sort((a, b) => ageOf(b) - ageOf(a) || (a.name < b.name ? -1 : 1))[0];
}


/***/ }),

/***/ 47113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FI: () => (/* binding */ displayNameOfFile),
/* harmony export */   L: () => (/* binding */ readsUpload),
/* harmony export */   NG: () => (/* binding */ isOfRun),
/* harmony export */   jy: () => (/* binding */ stageOfJob),
/* harmony export */   ok: () => (/* binding */ displayNameOfJob)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

const maxNameChars = 60;
/**
 * The display name by which a job is found again: readable parts, the mark of the upload it reads, then a hash over all of
 * them. The API has no request id and a create is not idempotent, so this is the only way to tell one's own job from another.
 */
function displayNameOfJob(identity) {
    const { name, model, stage, shard, requestsDigest, scope } = identity;
    const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify([name, model, stage, shard, requestsDigest, scope])).slice(0, 32);
    return `gemini-batch-eval/${shorten(name)}/${shorten(model)}/${stage}/${shard + 1}/${markOfFile(identity)}/${digest}`;
}
/** The stage that a job's display name tells; models may have slashes in their names. */
function stageOfJob(displayName) {
    return displayName.split('/').at(-4) ?? '';
}
/** The display name of a request file, by which an upload is found again. */
function displayNameOfFile(identity) {
    return `gemini-batch-eval/${shorten(identity.name)}/${markOfFile(identity)}`;
}
/** Whether a job reads this upload. Not every reply names the input file; the job's display name carries the file's mark. */
function readsUpload(job, file) {
    if (job.inputFile !== undefined)
        return job.inputFile === file.name;
    return job.displayName.split('/').includes(file.displayName.split('/').at(-1) ?? '');
}
/** Whether a display name is that of a job or an upload of this evaluation and scope, whatever the stage. */
function isOfRun(displayName, run) {
    const [product, ...parts] = displayName.split('/');
    return product === 'gemini-batch-eval' && parts.slice(-2).some((part) => part.startsWith(markOfRun(run)));
}
/** Jobs and uploads of a run have this in common. */
function markOfRun({ name, scope }) {
    return `${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify([name, scope])).slice(0, 16)}.`;
}
function markOfFile(identity) {
    const { requestsDigest, scope } = identity;
    return markOfRun(identity) + (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify([requestsDigest, scope])).slice(0, 16);
}
function shorten(text) {
    return text.length > maxNameChars ? `${text.slice(0, maxNameChars)}~` : text;
}


/***/ }),

/***/ 22443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ pagesOfJobs),
/* harmony export */   Z: () => (/* binding */ pagesOfFiles)
/* harmony export */ });
/** The project's jobs, page by page, the newest first. Whoever has seen enough leaves the loop, and the rest is not asked for. */
async function* pagesOfJobs(gemini) {
    for await (const { jobs } of pagesOf((request) => gemini.listJobs(request)))
        yield jobs;
}
/** The project's uploaded files, page by page. */
async function* pagesOfFiles(gemini) {
    for await (const { files } of pagesOf((request) => gemini.listFiles(request)))
        yield files;
}
async function* pagesOf(list) {
    for (let pageToken;;) {
        const page = await list(pageToken === undefined ? {} : { pageToken });
        yield page;
        if (page.nextPageToken === undefined)
            return;
        pageToken = page.nextPageToken;
    }
}


/***/ }),

/***/ 95065:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hY: () => (/* binding */ hasEnded),
/* harmony export */   lA: () => (/* binding */ describeEnd),
/* harmony export */   pd: () => (/* binding */ hasResults),
/* harmony export */   tr: () => (/* binding */ isTwin)
/* harmony export */ });
const endedStates = new Set([
    'SUCCEEDED',
    'PARTIALLY_SUCCEEDED',
    'FAILED',
    'CANCELLED',
    'EXPIRED',
]);
const stateWithResults = new Set(['SUCCEEDED', 'PARTIALLY_SUCCEEDED']);
/** The job will not change any more. A state we do not know counts as open: it keeps waiting until the deadline. */
function hasEnded(job) {
    return endedStates.has(job.state);
}
/** The job ended in a state that promises a result file. */
function hasResults(job) {
    return stateWithResults.has(job.state);
}
/** Whether an existing job may stand in for one that would be created: live, or ended with something to read. */
function isTwin(job) {
    if (!hasEnded(job))
        return job.state !== 'CANCELLING';
    if (!hasResults(job))
        return false;
    const { stats } = job;
    return stats === undefined || stats.requests === 0 || stats.failed < stats.requests;
}
/** Why a job ended without results, in words. */
function describeEnd(job) {
    const reason = job.error === undefined || job.error.message === '' ? '' : `: ${job.error.message} (code ${job.error.code})`;
    if (job.state === 'EXPIRED')
        return `expired before it was finished${reason}`;
    if (job.state === 'CANCELLED')
        return `was cancelled${reason}`;
    if (job.state === 'FAILED')
        return `failed${reason || ' without a reason'}`;
    return `ended as ${job.state}${reason}`;
}


/***/ }),

/***/ 93887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ attempt),
/* harmony export */   p: () => (/* binding */ ifTold)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);

/** Publishing is best effort: what fails is a warning (or, quiet, a line of the log) that names the permission that would help. */
async function attempt(world, action, tone = 'loud') {
    try {
        return await action();
    }
    catch (error) {
        const hint = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7 && error.hint !== undefined ? `\n${error.hint}` : '';
        const message = `${error instanceof Error ? error.message : String(error)}${hint}`;
        if (tone === 'loud')
            world.log.warning(message);
        else
            world.log.info(message.replace(/\s*\n\s*/g, ' '));
        return undefined;
    }
}
/** What GitHub tells, or undefined where it does not: for what helps and is not needed. */
async function ifTold(asked) {
    try {
        return await asked;
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 8159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ deleteUploads),
/* harmony export */   F3: () => (/* binding */ cancelJobs),
/* harmony export */   HG: () => (/* binding */ listLiveJobs),
/* harmony export */   Su: () => (/* binding */ cancelRun),
/* harmony export */   cleanUpAfter: () => (/* binding */ cleanUpAfter),
/* harmony export */   mC: () => (/* binding */ deleteOwnUploads),
/* harmony export */   nY: () => (/* binding */ cleanUp),
/* harmony export */   tellOfCancel: () => (/* binding */ tellOfCancel)
/* harmony export */ });
/* harmony import */ var _batch_find_jobs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(10649);
/* harmony import */ var _batch_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47113);
/* harmony import */ var _batch_pages_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(22443);
/* harmony import */ var _batch_states_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95065);
/* harmony import */ var _pending_leave_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82703);
/* harmony import */ var _publish_status_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(88344);






/** Cleaning up is best effort: what fails is said, and nothing else suffers. */
async function succeeds(log, action) {
    try {
        await action();
        return true;
    }
    catch (error) {
        log.warning(`Cleaning up: ${error instanceof Error ? error.message : String(error)}`);
        return false;
    }
}
/** Deletes the uploaded files that no live job reads. The service deletes the rest by itself after 48 hours. */
async function deleteUploads(gemini, log, files, onDeleted = () => undefined) {
    if (files.length === 0)
        return;
    await succeeds(log, async () => {
        const live = await listLiveJobs(gemini);
        for (const file of files) {
            const reader = live.find((job) => (0,_batch_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .readsUpload */ .L)(job, file));
            if (reader !== undefined)
                log.info(`${file.name} stays: ${reader.name} reads it`);
            else if (await succeeds(log, () => gemini.deleteFile(file.name)))
                onDeleted(file.name);
        }
    });
}
/** Every job of the project that has not ended. */
async function listLiveJobs(gemini) {
    const live = [];
    for await (const jobs of (0,_batch_pages_js__WEBPACK_IMPORTED_MODULE_5__/* .pagesOfJobs */ .E)(gemini))
        live.push(...jobs.filter((job) => !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(job)));
    return live;
}
/** Cancels jobs; says whether none is at work any more. One that has ended meanwhile is no failure. */
async function cancelJobs(gemini, log, names, onCancelled = () => undefined) {
    const cancel = async (name) => {
        try {
            await gemini.cancelJob(name);
            log.info(`Cancelled ${name}`);
        }
        catch (error) {
            if (!(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(await gemini.getJob(name)))
                throw error;
        }
        onCancelled(name);
    };
    const done = await Promise.all(names.map((name) => succeeds(log, () => cancel(name))));
    return done.every((isDone) => isDone);
}
/** The list may lag behind a create: how often lost ones are looked for, and the pauses before, in milliseconds. */
const looksForLost = [0, 1000, 1500];
/** Clocks differ a little. */
const clockSkewMs = 60_000;
/** Cancels jobs whose creates were never answered, as far as they show. */
async function cancelLost(gemini, clock, log, { creates, isShared }) {
    const sought = new Map(creates.map(({ displayName, since }) => [displayName, Date.parse(since)]));
    for (const pauseMs of sought.size === 0 ? [] : looksForLost) {
        await clock.sleep(pauseMs);
        const found = await (0,_batch_find_jobs_js__WEBPACK_IMPORTED_MODULE_0__/* .findJobs */ .kM)(gemini, new Set(sought.keys()));
        const isNew = ({ displayName, createTime }) => Date.parse(createTime ?? '') >= (sought.get(displayName) ?? Number.POSITIVE_INFINITY) - clockSkewMs;
        // Under a shared name an older job is somebody else's.
        const ours = found.filter((job) => !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(job) && (!isShared || isNew(job)));
        await cancelJobs(gemini, log, ours.map((job) => job.name));
        // A job of an earlier attempt is not the one that is sought, even if clocks differ: it had ended, or been seen, before.
        const isIt = (job) => isNew(job) && (!(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(job) || hasEndedSince(job, sought.get(job.displayName)));
        for (const job of found.filter(isIt))
            sought.delete(job.displayName);
        if (sought.size === 0)
            return;
    }
}
function hasEndedSince({ endTime, createTime }, since = Number.POSITIVE_INFINITY) {
    return Date.parse(endTime ?? createTime ?? '') >= since;
}
/** Files whose uploads were never answered, as far as they show. Under a shared name a file may be somebody else's. */
async function findBegun(gemini, log, { uploads, isShared }) {
    const found = [];
    if (uploads.length === 0 || isShared)
        return found;
    await succeeds(log, async () => {
        for await (const files of (0,_batch_pages_js__WEBPACK_IMPORTED_MODULE_5__/* .pagesOfFiles */ .Z)(gemini))
            found.push(...files.filter(({ displayName }) => uploads.includes(displayName)));
    });
    return found;
}
/**
 * After a cancel: no paid work stays behind. A create or an upload may have been under way, so its job or file is also looked for
 * by its display name. Uploads go when nothing live reads them; what is still in use is left to the post step.
 */
async function cancelRun(gemini, clock, log, ledger) {
    log.info('Cancelling what this run has bought.');
    const { isShared, files } = ledger.manifest;
    await Promise.all([
        cancelJobs(gemini, log, ledger.openJobs, (name) => ledger.cancelledJob(name)),
        succeeds(log, () => cancelLost(gemini, clock, log, { creates: ledger.lostCreates, isShared })),
    ]);
    const begun = await findBegun(gemini, log, { uploads: ledger.begunUploads, isShared });
    await deleteUploads(gemini, log, unite(files, begun), (file) => ledger.deleted(file));
}
function unite(known, found) {
    return [...known, ...found.filter(({ name }) => known.every((file) => file.name !== name))];
}
/** At the end of a run: what is still at work has come too late, and nothing reads the uploads any more. */
async function cleanUp(run) {
    const { cleaner, world, ledger } = run;
    const { log } = world;
    await cancelJobs(cleaner, log, ledger.openJobs, (name) => ledger.cancelledJob(name));
    await succeeds(log, () => cancelStrays(run));
    await deleteOwnUploads(run);
}
/** A job whose create was not answered may have shown too late to be found, and a second one was bought: nothing reads the first. */
async function cancelStrays({ cleaner, world, ledger }) {
    const { isShared, jobs } = ledger.manifest;
    if (isShared || jobs.length === 0)
        return;
    const own = new Set(jobs.map(({ displayName }) => displayName));
    const known = new Set(jobs.map(({ name }) => name));
    const live = await listLiveJobs(cleaner);
    const strays = live.filter(({ name, displayName, state }) => own.has(displayName) && !known.has(name) && state !== 'CANCELLING');
    await cancelJobs(cleaner, world.log, strays.map(({ name }) => name));
}
/** Deletes what a run has uploaded. */
function deleteOwnUploads({ cleaner, world, ledger }) {
    return deleteUploads(cleaner, world.log, ledger.manifest.files, (file) => ledger.deleted(file));
}
/**
 * Tells GitHub of a cancelled run: its status, and that there is nothing to collect. Says whether the status could not be set for
 * now: then what was left for a collector stays, which winds the run up.
 */
async function tellOfCancel({ name }, world) {
    const { isLost } = await (0,_publish_status_js__WEBPACK_IMPORTED_MODULE_4__/* .setCancelledStatus */ .KS)({ name }, world);
    if (!isLost)
        await (0,_pending_leave_js__WEBPACK_IMPORTED_MODULE_3__/* .dropPending */ .lN)({ name }, world);
    return { isLost };
}
/** The post step: finishes what the main step could not. The service is only made when there is something to do. */
async function cleanUpAfter(state, openGemini, clock, log) {
    const { files, jobs, creates, uploads, phase } = state;
    if (phase === 'left' || [files, jobs, creates, uploads].every(({ length }) => length === 0)) {
        log.info('Nothing to clean up.');
        return;
    }
    const gemini = await openGemini();
    if (phase !== 'working') {
        await cancelJobs(gemini, log, jobs);
        await succeeds(log, () => cancelLost(gemini, clock, log, state));
    }
    else if (jobs.length + creates.length > 0) {
        const which = [...jobs, ...(creates.length > 0 ? [`${creates.length} of which nothing is known`] : [])].join(', ');
        log.info(`The run ended early. Its jobs go on: re-run the workflow to take them over, or let collect/ finish it (${which}).`);
        // A job that does not show yet may read any of the files.
        if (creates.length > 0)
            return;
    }
    const all = unite(files, await findBegun(gemini, log, state));
    await deleteUploads(gemini, log, all, (file) => log.info(`Deleted ${file}`));
}


/***/ }),

/***/ 87068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ claim),
/* harmony export */   Dk: () => (/* binding */ markCollected),
/* harmony export */   G0: () => (/* binding */ isCollected),
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
    const listed = await github.listArtifacts({ maxPages });
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
/* harmony export */   Sn: () => (/* binding */ checkWait),
/* harmony export */   je: () => (/* binding */ leavePending),
/* harmony export */   lN: () => (/* binding */ dropPending)
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
        return { letGo };
    const lack = isAttended ? await findLack(inputs, world, dataset) : undefined;
    if (lack !== undefined)
        return { letGo, lack };
    const left = { name: inputs.name, runId: world.context.runId, attempt: world.context.attempt };
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
        return { letGo, lack: 'nothing could be left for a collector' };
    }
    return { letGo };
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
        await artifacts.upload({ name, root: folder, files: [path], retentionDays, isCompressed: true });
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
/** Takes away what was left for a collector: the run has come to its end. */
async function dropPending({ name }, world) {
    await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .attempt */ .C)(world, async () => world.artifacts?.delete((0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .pendingArtifactName */ .F)(name)), 'quiet');
}


/***/ }),

/***/ 39451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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

/***/ 86779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I0: () => (/* binding */ markOfRun),
/* harmony export */   K9: () => (/* binding */ isLaterRun),
/* harmony export */   lT: () => (/* binding */ isOfLaterRun),
/* harmony export */   tC: () => (/* binding */ isOfThisRun)
/* harmony export */ });
/** The end of a comment or an issue: the run that it speaks of. */
function markOfRun({ runId }) {
    return `<!-- run ${runId} -->`;
}
/** Whether a text is this run's own. */
function isOfThisRun(body, { runId }) {
    return runId !== '' && runOf(body) === Number(runId);
}
/**
 * Whether a text speaks of a later run: what comes late does not replace what is newer. A run that somebody has started again
 * is newer than its number.
 */
function isOfLaterRun(body, { runId, attempt }) {
    return attempt === 1 && isLaterRun(runOf(body), runId);
}
/** Run ids grow. Outside of workflows there is none, and nothing is late. */
function isLaterRun(one, runId) {
    return one !== undefined && runId !== '' && one > Number(runId);
}
/** Only a mark at the very end counts: nothing that a report quotes comes after it. */
function runOf(body) {
    const [, runId] = /<!-- run (\d{1,15}) -->\s*$/.exec(body) ?? [];
    return runId === undefined ? undefined : Number(runId);
}


/***/ }),

/***/ 88344:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JE: () => (/* binding */ reportStatus),
/* harmony export */   KS: () => (/* binding */ setCancelledStatus),
/* harmony export */   iP: () => (/* binding */ announce)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19473);
/* harmony import */ var _best_effort_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93887);
/* harmony import */ var _run_mark_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86779);



const maxStatusChars = 140;
/** Says that a run is at work. */
async function announce(inputs, world) {
    await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .attempt */ .C)(world, () => setStatus(inputs, world, { state: 'pending', description: 'pending' }), 'quiet');
}
/**
 * The commit status of this evaluation, unless a later run has spoken of the commit. Most workflows do not allow it, so a refusal is
 * no warning. Says whether it could not be set for a reason that may pass.
 */
async function reportStatus(inputs, world, report, isRed) {
    const scores = report.models
        .map(({ model, score }) => `${model} ${score === null ? '–' : `${(score * 100).toFixed(1)}%`}`)
        .join(', ');
    const text = `${report.verdict}${scores === '' ? '' : `: ${scores}`}`;
    const description = text.length > maxStatusChars ? `${text.slice(0, maxStatusChars - 1)}…` : text;
    const state = report.verdict === 'pending' ? 'pending' : isRed ? 'failure' : 'success';
    let isLost = false;
    const set = async () => {
        try {
            if (!(await setUnlessLater(inputs, world, { state, description })))
                world.log.info('The commit status is that of a later run and stays as it is');
        }
        catch (error) {
            isLost = isPassing(error);
            throw error;
        }
    };
    await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .attempt */ .C)(world, set, 'quiet');
    return { isLost };
}
/** A run that was cancelled must not leave a status that waits for ever. Says whether it could not be set for a reason that may pass. */
async function setCancelledStatus(inputs, teller) {
    try {
        await setUnlessLater(inputs, teller, { state: 'error', description: 'cancelled' });
        return { isLost: false };
    }
    catch (error) {
        return { isLost: isPassing(error) };
    }
}
/** Sets the status unless a later run has spoken; says whether it did. */
async function setUnlessLater(inputs, teller, word) {
    const { context, github } = teller;
    if (github === undefined || context.sha === '' || context.repository === '')
        return true;
    const status = { sha: context.sha, context: statusOf(inputs) };
    // Whoever may set a status may read it.
    const said = (await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__/* .ifTold */ .p)(github.listStatuses(status))) ?? [];
    if ((0,_run_mark_js__WEBPACK_IMPORTED_MODULE_2__/* .isLaterRun */ .K9)(lastToSpeak(said), context.runId))
        return false;
    await setStatus(inputs, teller, word);
    return true;
}
async function setStatus(inputs, { context, github }, word) {
    if (github === undefined || context.sha === '' || context.repository === '')
        return;
    const targetUrl = `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`;
    await github.setStatus({ sha: context.sha, context: statusOf(inputs), ...word, targetUrl });
}
function statusOf({ name }) {
    return `gemini-batch-eval/${name}`;
}
/** The run that has said something last, of those that were not cancelled; undefined when there is none. */
function lastToSpeak(statuses) {
    const lastWords = new Map();
    for (const status of statuses)
        if (!lastWords.has(status.targetUrl))
            lastWords.set(status.targetUrl, status);
    const last = [...lastWords.values()].find(({ state }) => state !== 'error');
    const [, runId] = /\/actions\/runs\/(\d{1,15})$/.exec(last?.targetUrl ?? '') ?? [];
    return runId === undefined ? undefined : Number(runId);
}
function isPassing(error) {
    return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7 && error.isTransient;
}


/***/ })

};
