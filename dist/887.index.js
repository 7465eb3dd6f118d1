export const id = 887;
export const ids = [887];
export const modules = {

/***/ 39887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  collect: () => (/* binding */ collect)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/inputs/recorder.js
var recorder = __webpack_require__(52328);
// EXTERNAL MODULE: ./build/inputs.js + 25 modules
var build_inputs = __webpack_require__(19402);
// EXTERNAL MODULE: ./build/main.js + 89 modules
var main = __webpack_require__(17293);
// EXTERNAL MODULE: ./build/steps/best-effort.js
var best_effort = __webpack_require__(93887);
// EXTERNAL MODULE: ./build/steps/patience.js
var steps_patience = __webpack_require__(44733);
// EXTERNAL MODULE: ./build/steps/pending/claim.js
var claim = __webpack_require__(87068);
// EXTERNAL MODULE: ./build/steps/pending/manifest.js
var pending_manifest = __webpack_require__(39451);
;// CONCATENATED MODULE: ./build/steps/pending/find.js


/** All that seven days leave in most repositories; each page is a request. */
const maxPages = 50;
const pageSize = 100;
const maxSealedBytes = 20 * 1024 ** 3;
const sealedName = 'pending.bin';
/** What pending runs left, the oldest first: of one evaluation, or of all. Those of forks are told and left out. */
async function listPending({ log }, github, name) {
    const wanted = name === undefined ? [{}] : [(0,pending_manifest/* pendingArtifactName */.F)(name), (0,pending_manifest/* sparePendingName */.AP)(name)].map((one) => ({ name: one }));
    const lists = await Promise.all(wanted.map((one) => github.listArtifacts({ ...one, maxPages })));
    const listed = lists.flat();
    if (listed.length > (maxPages - 1) * pageSize)
        log.warning(`Only the newest ${listed.length} artifacts were looked through for pending runs; set name.`);
    const pending = listed.filter((one) => one.name.startsWith(pending_manifest/* pendingPrefix */.Ex) && !one.isExpired);
    for (const { name: artifact, runId } of pending.filter(({ isOwn }) => !isOwn))
        log.notice(`${artifact} of run ${runId} comes from a fork and is left alone.`);
    return pending.filter(({ isOwn }) => isOwn).reverse();
}
/**
 * Opens what a run left; undefined, with a notice, for what was not sealed with our key for this very run. Says nothing of the
 * content before all of it was authenticated.
 */
async function openPending(world, github, artifact) {
    const { files, log, vault, context } = world;
    const folder = files.join(world.outputDirectory, `pending-${artifact.id}`);
    const refuse = async (why) => {
        log.notice(`${artifact.name} of run ${artifact.runId} is left alone: ${why}`);
        await files.remove(folder);
        return undefined;
    };
    await files.makeDirectory(folder);
    const entries = [{ name: sealedName, maxBytes: maxSealedBytes }];
    const found = await fetch(github, { id: artifact.id, folder, entries });
    if (!found.has(sealedName) || vault === undefined)
        return refuse('it is no pending run.');
    const path = files.join(folder, sealedName);
    const name = (0,pending_manifest/* plainPendingName */.$3)(artifact.name);
    const subject = (0,pending_manifest/* subjectOfPending */.d6)(context.repository, String(artifact.runId), name);
    try {
        const unpacked = await vault.open({ path, subject, folder, maxBytes: maxSealedBytes });
        await files.remove(path);
        const manifest = (0,pending_manifest/* parseManifest */.Ng)((await files.readText(unpacked.get('manifest.json') ?? '')) ?? '{}');
        if (manifest === undefined)
            return refuse('another version of this action made it; re-run its workflow.');
        const isItself = (0,pending_manifest/* pendingArtifactName */.F)(manifest.name) === name && manifest.context.runId === String(artifact.runId);
        return isItself ? { manifest, unpacked, folder } : refuse('it belongs to another run.');
    }
    catch (error) {
        if (!(error instanceof errors/* SealError */.EM))
            throw error;
        return refuse(`${error.reason}.`);
    }
}
/** The files of an archive; none where it came and is no archive. */
async function fetch(github, request) {
    try {
        return await github.fetchArtifact(request);
    }
    catch (error) {
        if (error instanceof errors/* ServiceError */._7 && error.status === 200)
            return new Set();
        throw error;
    }
}
/** Why a pending run is not to be collected now; undefined when it is. */
function reasonToWait({ isAttended, context }, run) {
    const isOver = run.status === 'completed';
    // A later attempt takes the jobs over itself, and leaves its own word.
    if (run.attempt > context.attempt && !isOver)
        return 'at work';
    if (!isAttended)
        return undefined;
    if (!isOver)
        return 'at work';
    return run.conclusion === 'cancelled' ? 'cancelled' : undefined;
}

// EXTERNAL MODULE: ./build/steps/baseline/artifacts.js
var baseline_artifacts = __webpack_require__(59189);
// EXTERNAL MODULE: ./build/steps/publish/issue.js
var issue = __webpack_require__(53307);
// EXTERNAL MODULE: ./build/scoring/json-object.js
var json_object = __webpack_require__(256);
// EXTERNAL MODULE: ./build/steps/baseline/load.js + 5 modules
var load = __webpack_require__(27482);
// EXTERNAL MODULE: ./build/steps/pending/artifact-entry.js
var artifact_entry = __webpack_require__(26773);
;// CONCATENATED MODULE: ./build/steps/pending/reports.js



/**
 * What the report of an evaluation says, in an artifact that may hold it; undefined where it holds none: another evaluation's results
 * may go by the same name. Throws ServiceError where that cannot be told for now.
 */
async function readSaid(world, github, { id }, name) {
    const report = await (0,artifact_entry/* readObject */.A)(world, github, id, { name: 'report.json', maxBytes: load/* maxReportBytes */.KR });
    if (report?.name !== name || typeof report.verdict !== 'string')
        return undefined;
    return { verdict: report.verdict, attempt: (0,json_object/* asObject */.eB)(report.run)?.attempt };
}

;// CONCATENATED MODULE: ./build/steps/pending/late.js




/**
 * What the collector says comes first. What is late speaks of the past: on a pull request that has moved on only the comment that
 * the run itself has written is finished, and no issue is changed after a later run has been judged. That a comment or a status
 * is of a later run is seen where they are written.
 */
async function adjust(read, asked, own, github, manifest) {
    const { failOn = read.failOn } = asked;
    const comment = asked.comment ?? read.comment;
    // What the run itself has said, if only that it is still at work, must not stay the last word.
    const isKept = comment === 'off' ? read.comment !== 'off' : await hasMovedOn(read, own, github, manifest);
    const given = { ...read, failOn, comment: isKept ? 'kept' : comment };
    return (await isJudgedSince(given, own, github)) ? { ...given, issue: 'off' } : given;
}
/** More would be nights, and runs of the same name. */
const maxReports = 10;
/** Whether a later run of the same branch has come to a verdict, which has had its say on the issue. */
async function isJudgedSince(inputs, world, github) {
    const { context, log } = world;
    if (!(0,issue/* mayFileIssue */.l)(inputs, world))
        return false;
    const branch = context.ref.replace(/^refs\/(heads|tags)\//, '');
    const { artifacts } = await (0,baseline_artifacts/* listReports */.y)(world, github, inputs.artifactName);
    const later = artifacts.filter(({ isOwn, isExpired, headBranch, runId }) => isOwn && !isExpired && headBranch === branch && runId > Number(context.runId));
    for (const artifact of later.slice(0, maxReports)) {
        const { verdict } = (await readSaid(world, github, artifact, inputs.name)) ?? { verdict: 'skipped' };
        if (verdict === 'pending' || verdict === 'skipped')
            continue;
        log.info(`Run ${artifact.runId} came later and has its verdict: the issue is left to it.`);
        return true;
    }
    return false;
}
async function hasMovedOn({ prNumber }, world, github, { headSha }) {
    const { context, log } = world;
    const number = prNumber ?? context.pullRequestNumber;
    const known = headSha ?? (number === context.pullRequest?.number ? context.sha : undefined);
    if (number === undefined || known === undefined)
        return false;
    const now = await github.getPullRequest(number).catch((error) => {
        // A later visit may be told.
        if (!(error instanceof errors/* ServiceError */._7) || error.isTransient)
            throw error;
        log.warning(error.message);
        return undefined;
    });
    if (now?.headSha === known)
        return false;
    log.info(now === undefined
        ? `Pull request ${number} could not be looked up; there will be no new comment on it.`
        : `Pull request ${number} has a newer commit; there will be no new comment on this one.`);
    return true;
}

// EXTERNAL MODULE: ./build/steps/pending/memory.js
var pending_memory = __webpack_require__(2961);
// EXTERNAL MODULE: ./build/batch/identity.js
var identity = __webpack_require__(47113);
// EXTERNAL MODULE: ./build/steps/answers/submit.js + 8 modules
var answers_submit = __webpack_require__(61236);
// EXTERNAL MODULE: ./build/steps/clean-up/cancel.js
var cancel = __webpack_require__(73696);
// EXTERNAL MODULE: ./build/steps/clean-up/jobs-and-files.js
var jobs_and_files = __webpack_require__(69208);
;// CONCATENATED MODULE: ./build/steps/pending/wind-up.js




/**
 * Does for a run that was cancelled what it could not do itself, its runner being gone: cancels its jobs of every stage, deletes
 * its uploads, and ends its status, unless a later run has spoken. What other runs may share goes on. Throws when a job could not
 * be cancelled, and says whether the status could not be set for now: then a later visit tries again.
 */
async function windUp(inputs, world, cleaner) {
    const { gemini, log } = world;
    if (inputs.reuse !== 'always') {
        const owner = { name: inputs.name, scope: (0,answers_submit/* scopeOf */.Od)(inputs, world) };
        if (!(await (0,jobs_and_files/* cancelJobsOf */.eL)(owner, { gemini, cleaner, log })))
            throw new Error('not all of its jobs could be cancelled');
        const uploads = await (0,jobs_and_files/* findUploads */.KC)(gemini, (displayName) => (0,identity/* isOfRun */.NG)(displayName, owner));
        await (0,jobs_and_files/* deleteUploads */.Cq)(cleaner, log, uploads);
    }
    const isShared = inputs.reuse === 'always';
    return (0,cancel.tellOfCancel)({ name: inputs.name, isShared }, world, inputs.prNumber ?? world.context.pullRequestNumber);
}

;// CONCATENATED MODULE: ./build/steps/pending/world.js


/** Summaries of one step share a mebibyte; what is beyond is left to the artifacts. */
const maxSummaryChars = 800_000;
/** Counts what collected runs write into the collector's own summary. */
class SummaryBudget {
    #left = maxSummaryChars;
    take(markdown) {
        if (markdown.length > this.#left)
            return false;
        this.#left -= markdown.length;
        return true;
    }
}
/** The world as the run that left it would see it: its own event, commit and names, its files where they were unpacked. */
function worldOfPending(world, pending, budget) {
    const { manifest, unpacked, folder } = pending;
    const { runId, attempt } = manifest.context;
    const { locate } = (0,pending_manifest/* relocate */.sU)(manifest, unpacked);
    return {
        ...world,
        context: { ...manifest.context, workspace: world.context.workspace },
        uniqueId: manifest.uniqueId,
        outputDirectory: world.files.join(folder, 'out'),
        github: world.github && loudAboutStatus(world.github, world),
        artifacts: world.artifacts && renamed(world.artifacts, `-${runId}-${attempt}`),
        runner: quietRunner(world, budget),
        locateDataset: async (source) => {
            const path = source.kind === 'file' ? source.path : locate(source.url);
            if (path === undefined)
                throw new Error(`The pending run holds no ${source.kind}`);
            return path;
        },
    };
}
/** Elsewhere a status is an extra that most workflows do not allow; here one is pending, and nobody else will end it. */
function loudAboutStatus(github, { log }) {
    const setStatus = async (request) => {
        try {
            await github.setStatus(request);
        }
        catch (error) {
            if (error instanceof errors/* ServiceError */._7 && !error.isTransient)
                log.warning(`The commit status ${request.context} stays as it is. ${error.message}. ${error.hint ?? ''}`.trim());
            throw error;
        }
    };
    return { ...github, setStatus };
}
/** Names of artifacts are unique per run, and a collector may collect the same evaluation for several. */
function renamed(store, suffix) {
    return {
        upload: (request) => store.upload({ ...request, name: `${request.name}${suffix}` }),
        delete: (name) => store.delete(`${name}${suffix}`),
    };
}
/** The collector has no outputs of its own, and its post step nothing to clean up. */
function quietRunner({ runner }, budget) {
    return {
        setOutput: () => undefined,
        saveState: () => undefined,
        writeSummary: async (markdown) => {
            if (budget.take(markdown))
                await runner.writeSummary(markdown);
        },
    };
}

;// CONCATENATED MODULE: ./build/collect.js














/**
 * Finishes what runs left behind: each pending run whose jobs have ended is taken through download, scoring, judging and
 * publishing, to its own pull request and commit; the others are left for the next visit. One that fails holds up none of the others.
 */
async function collect(inputs, world, cleaner) {
    const { log, github } = world;
    if (github === undefined)
        throw new Error('A collector needs a repository to look for pending runs in.');
    const pending = await listPending(world, github, inputs.name);
    if (pending.length === 0)
        log.info('There is no pending run.');
    const summary = new SummaryBudget();
    for (const artifact of pending) {
        log.info(`${artifact.name} of run ${artifact.runId}`);
        try {
            await visit(inputs, world, cleaner, github, { artifact, summary });
        }
        catch (error) {
            if (world.signal.aborted)
                throw world.signal.reason;
            const message = error instanceof Error ? error.message : String(error);
            log.warning(`${artifact.name} of run ${artifact.runId} could not be collected now: ${message}`);
        }
    }
}
async function visit(inputs, world, cleaner, github, { artifact, summary }) {
    const { log, files } = world;
    const source = await github.getRun(artifact.runId);
    if (source === undefined || !source.isOwn)
        return log.info('Its workflow run is not there any more.');
    const opened = await openPending(world, github, artifact);
    if (opened === undefined)
        return undefined;
    try {
        const { manifest } = opened;
        const { runId, attempt: attemptOfRun, startedAt } = manifest.context;
        const left = { name: manifest.name, runId, attempt: attemptOfRun, startedAt };
        if (await (0,claim/* isCollected */.G0)(world, github, left)) {
            // Whoever collected it came no further.
            await clear(world, github, artifact);
            return log.info('It was collected already.');
        }
        const why = reasonToWait(manifest, source);
        if (why === 'at work')
            return log.info('Its workflow run is still at work.');
        const isCancelled = why === 'cancelled';
        const release = await (0,claim/* claim */.B7)(world, github, left);
        if (release === undefined)
            return log.info('It is being submitted, or another collector is at work on it.');
        try {
            // What was collected between the first look and the claim is not collected twice.
            if (await (0,claim/* isCollected */.G0)(world, github, left))
                return log.info('It was collected already.');
            const memory = await (0,pending_memory/* openMemory */.u)(world, github, left);
            const { verdict, isLost } = await finish(inputs, world, cleaner, github, {
                opened,
                summary,
                isCancelled,
                memory,
            });
            // What was published after a cancel was not published whole.
            world.signal.throwIfAborted();
            if (verdict === 'pending')
                return log.info('Its jobs are still at work; a later visit will finish it.');
            if (isLost === true)
                return log.warning('Its comment or commit status could not be written; a later visit will try again.');
            await (0,best_effort/* attempt */.C)(world, () => (0,claim/* markCollected */.Dk)(world, left), 'quiet');
            await clear(world, github, artifact);
            await memory.forget();
            log.notice(`${manifest.name} of run ${left.runId} was collected: ${verdict}.`);
        }
        finally {
            await release();
        }
    }
    finally {
        await files.remove(opened.folder);
    }
}
/** Takes away what was left. Without the permission the mark that it was collected has to do. */
async function clear({ log }, github, { id }) {
    await github
        .deleteArtifact(id)
        .catch((error) => log.info(error instanceof Error ? error.message : String(error)));
}
/** Goes on where the run was left, with its own inputs. */
async function finish(inputs, world, cleaner, github, { opened, summary, isCancelled, memory }) {
    const { manifest, unpacked } = opened;
    const own = worldOfPending(world, opened, summary);
    await world.files.makeDirectory(own.outputDirectory);
    const replay = (0,recorder/* replayInputs */.X)((0,pending_manifest/* relocate */.sU)(manifest, unpacked).inputs, {
        input: (name) => name === 'gemini-api-key' ? inputs.geminiApiKey : name === 'github-token' ? inputs.githubToken : '',
        env: () => undefined,
    });
    const read = await (0,build_inputs/* readInputs */.K)(replay);
    const said = manifest.isAttended ? await readVerdict(read, own, github) : undefined;
    if (isCancelled && said === undefined) {
        own.log.info('Its workflow run was cancelled: its jobs are cancelled, too.');
        return { verdict: 'cancelled', ...(await windUp(read, own, cleaner)) };
    }
    const giveUpAt = Date.parse(manifest.createdAt) + steps_patience/* jobLifeMs */.ku;
    const patience = { kind: 'visit', giveUpAt, isOver: said !== undefined && said !== 'pending' };
    const adjusted = await adjust(read, inputs, own, github, manifest);
    const onPrepared = (dataset) => checkRequests(dataset, manifest.requestsDigests);
    return await (0,main.run)(adjusted, own, cleaner, { patience, memory, onPrepared });
}
/** The verdict that this very attempt has published itself: `pending` when it said that its jobs go on; undefined for none. */
async function readVerdict({ name, artifactName }, world, github) {
    const { runId, attempt: own, startedAt } = world.context;
    const since = Date.parse(startedAt) - claim/* clockSkewMs */.Dy;
    // Where another evaluation of the run has the name, the report goes by the next one.
    for (let number = 1;; number++) {
        const numbered = number === 1 ? artifactName : `${artifactName}-${number}`;
        const listed = await github.listArtifacts({ name: numbered, maxPages: maxPagesOfReports, since });
        const reports = listed.filter((one) => one.isOwn && !one.isExpired && String(one.runId) === runId);
        if (reports.length === 0)
            return undefined;
        for (const artifact of reports) {
            const said = await readSaid(world, github, artifact, name);
            if (said?.attempt === own)
                return said.verdict;
        }
    }
}
const maxPagesOfReports = 10;
/** Other requests would be other jobs: they would be bought again. */
function checkRequests({ files }, digests) {
    const isSame = files.length === digests.length && files.every((file, index) => file.requestsDigest === digests[index]);
    if (!isSame)
        throw new errors/* ChangedRequestsError */.NA();
}


/***/ })

};
