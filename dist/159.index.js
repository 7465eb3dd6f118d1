export const id = 159;
export const ids = [159];
export const modules = {

/***/ 10649:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EM: () => (/* binding */ chooseNewest),
/* harmony export */   QA: () => (/* binding */ chooseTwin),
/* harmony export */   kM: () => (/* binding */ findJobs)
/* harmony export */ });
/* harmony import */ var _pages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(22443);
/* harmony import */ var _states_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95065);


/** The service's clock and ours may differ. */
const clockSkewMs = 10 * 60_000;
/** All jobs whose display names are wanted, from every page of the list, or from those with jobs created `since`. */
async function findJobs(gemini, displayNames, since = Number.NEGATIVE_INFINITY) {
    const found = [];
    for await (const jobs of (0,_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .pagesOfJobs */ .E)(gemini)) {
        found.push(...jobs.filter((job) => displayNames.has(job.displayName)));
        if (jobs.length > 0 && jobs.every((job) => Date.parse(job.createTime ?? '') < since - clockSkewMs))
            break;
    }
    return found;
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
    for (let pageToken;;) {
        const { jobs, nextPageToken } = await gemini.listJobs(pageToken === undefined ? {} : { pageToken });
        yield jobs;
        if (nextPageToken === undefined)
            return;
        pageToken = nextPageToken;
    }
}
/** The project's uploaded files, page by page. */
async function* pagesOfFiles(gemini) {
    for (let pageToken;;) {
        const { files, nextPageToken } = await gemini.listFiles(pageToken === undefined ? {} : { pageToken });
        yield files;
        if (nextPageToken === undefined)
            return;
        pageToken = nextPageToken;
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

/***/ 8159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ deleteUploads),
/* harmony export */   F3: () => (/* binding */ cancelJobs),
/* harmony export */   HG: () => (/* binding */ listLiveJobs),
/* harmony export */   Su: () => (/* binding */ cancelRun),
/* harmony export */   cleanUpAfter: () => (/* binding */ cleanUpAfter),
/* harmony export */   mC: () => (/* binding */ deleteOwnUploads),
/* harmony export */   nY: () => (/* binding */ cleanUp)
/* harmony export */ });
/* harmony import */ var _batch_find_jobs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(10649);
/* harmony import */ var _batch_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47113);
/* harmony import */ var _batch_pages_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22443);
/* harmony import */ var _batch_states_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95065);




/** Cleaning up is best effort: what fails is said, and nothing else suffers. */
async function attempt(log, action) {
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
    await attempt(log, async () => {
        const live = await listLiveJobs(gemini);
        for (const file of files) {
            const reader = live.find((job) => (0,_batch_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .readsUpload */ .L)(job, file));
            if (reader !== undefined)
                log.info(`${file.name} stays: ${reader.name} reads it`);
            else if (await attempt(log, () => gemini.deleteFile(file.name)))
                onDeleted(file.name);
        }
    });
}
/** Every job of the project that has not ended. */
async function listLiveJobs(gemini) {
    const live = [];
    for await (const jobs of (0,_batch_pages_js__WEBPACK_IMPORTED_MODULE_3__/* .pagesOfJobs */ .E)(gemini))
        live.push(...jobs.filter((job) => !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(job)));
    return live;
}
/** Cancels jobs. One that has ended meanwhile is no failure. */
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
    await Promise.all(names.map((name) => attempt(log, () => cancel(name))));
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
        // Under a shared name an older job is somebody else's.
        const ours = found.filter(({ displayName, createTime }) => {
            const since = sought.get(displayName) ?? Number.POSITIVE_INFINITY;
            return !isShared || Date.parse(createTime ?? '') >= since - clockSkewMs;
        });
        await cancelJobs(gemini, log, ours.filter((job) => !(0,_batch_states_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(job)).map((job) => job.name));
        for (const { displayName } of ours)
            sought.delete(displayName);
        if (sought.size === 0)
            return;
    }
}
/**
 * After a cancel: no paid work stays behind. A create may have been under way, so its job is also looked for by its display
 * name. Uploads go when nothing live reads them; what is still in use is left to the post step.
 */
async function cancelRun(gemini, clock, log, ledger) {
    log.info('Cancelling what this run has bought.');
    const lost = { creates: ledger.lostCreates, isShared: ledger.manifest.isShared };
    await Promise.all([
        cancelJobs(gemini, log, ledger.openJobs, (name) => ledger.cancelledJob(name)),
        attempt(log, () => cancelLost(gemini, clock, log, lost)),
    ]);
    await deleteUploads(gemini, log, ledger.manifest.files, (file) => ledger.deleted(file));
}
/** At the end of a run: what is still at work has come too late, and nothing reads the uploads any more. */
async function cleanUp(run) {
    const { cleaner, world, ledger } = run;
    await cancelJobs(cleaner, world.log, ledger.openJobs, (name) => ledger.cancelledJob(name));
    await deleteOwnUploads(run);
}
/** Deletes what a run has uploaded. */
function deleteOwnUploads({ cleaner, world, ledger }) {
    return deleteUploads(cleaner, world.log, ledger.manifest.files, (file) => ledger.deleted(file));
}
/** The post step: finishes what the main step could not. The service is only made when there is something to do. */
async function cleanUpAfter(state, openGemini, clock, log) {
    const isClean = state.files.length === 0 && state.jobs.length === 0 && state.creates.length === 0;
    if (state.isFinished || isClean) {
        log.info('Nothing to clean up.');
        return;
    }
    const gemini = await openGemini();
    if (state.isCancelled) {
        await cancelJobs(gemini, log, state.jobs);
        await attempt(log, () => cancelLost(gemini, clock, log, state));
    }
    else if (state.jobs.length > 0) {
        log.info(`The run ended early. Its jobs go on: re-run the workflow to take them over, or let collect/ finish it (${state.jobs.join(', ')}).`);
    }
    await deleteUploads(gemini, log, state.files, (file) => log.info(`Deleted ${file}`));
}


/***/ })

};
