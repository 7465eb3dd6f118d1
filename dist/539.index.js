export const id = 539;
export const ids = [539];
export const modules = {

/***/ 51539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  collect: () => (/* binding */ collect)
});

// EXTERNAL MODULE: ./build/inputs/recorder.js
var recorder = __webpack_require__(52328);
// EXTERNAL MODULE: ./build/inputs.js + 24 modules
var build_inputs = __webpack_require__(46992);
// EXTERNAL MODULE: ./build/main.js + 145 modules
var main = __webpack_require__(54601);
;// CONCATENATED MODULE: ./build/steps/claim.js
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
    const { artifacts, files, context, uniqueId } = world;
    if (artifacts === undefined)
        return async () => undefined;
    const name = `${claimPrefix}${uniqueId.slice(0, 8)}-${nameOf(pending)}`;
    const folder = files.join(world.outputDirectory, `.claim-${pending.runId}`);
    const path = files.join(folder, 'claim.txt');
    await files.writeText(path, `${context.runId}\n`);
    const { id } = await artifacts.upload({ name, root: folder, files: [path], retentionDays });
    await files.remove(folder);
    const release = () => artifacts.delete(name);
    const listed = await github.listArtifacts({ maxPages });
    const rivals = listed.filter((one) => one.isOwn && !one.isExpired && isClaimOn(one, pending) && one.id !== id);
    const mine = listed.find((one) => one.id === id);
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
function isClaimOn({ name }, pending) {
    return name.startsWith(claimPrefix) && name.slice(claimPrefix.length + 9) === nameOf(pending);
}
function isBefore(one, other) {
    return one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt;
}
/** Notes that a pending run was collected, for collectors that may not delete what it left. */
async function markCollected(world, pending) {
    const { artifacts, files, context } = world;
    if (artifacts === undefined)
        return;
    const folder = files.join(world.outputDirectory, `.collected-${pending.runId}`);
    const path = files.join(folder, 'collected.txt');
    await files.writeText(path, `${context.runId}\n`);
    await artifacts.upload({ name: `${collectedPrefix}${nameOf(pending)}`, root: folder, files: [path], retentionDays });
    await files.remove(folder);
}
/** Whether somebody has noted that. */
async function isCollected(github, pending) {
    const found = await github.listArtifacts({ name: `${collectedPrefix}${nameOf(pending)}`, maxPages: 1 });
    return found.some(({ isOwn, isExpired }) => isOwn && !isExpired);
}

// EXTERNAL MODULE: ./build/steps/pending-manifest.js
var pending_manifest = __webpack_require__(37021);
;// CONCATENATED MODULE: ./build/steps/collect-world.js

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

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
;// CONCATENATED MODULE: ./build/steps/find-pending.js


const find_pending_maxPages = 10;
const maxSealedBytes = 20 * 1024 ** 3;
const sealedName = 'pending.bin';
/** What pending runs left, the oldest first: of one evaluation, or of all. Those of forks are told and left out. */
async function listPending({ log }, github, name) {
    const wanted = name === undefined ? {} : { name: (0,pending_manifest/* pendingArtifactName */.F)(name) };
    const listed = await github.listArtifacts({ ...wanted, maxPages: find_pending_maxPages });
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
    const found = await github.fetchArtifact({ id: artifact.id, folder, entries });
    if (!found.has(sealedName) || vault === undefined)
        return refuse('it is no pending run.');
    const path = files.join(folder, sealedName);
    const subject = (0,pending_manifest/* subjectOfPending */.d6)(context.repository, String(artifact.runId), artifact.name);
    try {
        const unpacked = await vault.open({ path, subject, folder, maxBytes: maxSealedBytes });
        await files.remove(path);
        const manifest = (0,pending_manifest/* parseManifest */.Ng)((await files.readText(unpacked.get('manifest.json') ?? '')) ?? '{}');
        if (manifest === undefined)
            return refuse('another version of this action made it; re-run its workflow.');
        const isItself = (0,pending_manifest/* pendingArtifactName */.F)(manifest.name) === artifact.name && manifest.context.runId === String(artifact.runId);
        return isItself ? { manifest, unpacked, folder } : refuse('it belongs to another run.');
    }
    catch (error) {
        if (!(error instanceof errors/* SealError */.EM))
            throw error;
        return refuse(`${error.reason}.`);
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

// EXTERNAL MODULE: ./build/steps/patience.js
var steps_patience = __webpack_require__(44733);
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
        const left = { name: manifest.name, runId: manifest.context.runId, attempt: manifest.context.attempt };
        if (await isCollected(github, left))
            return log.info('It was collected already.');
        const why = reasonToWait(manifest, source);
        if (why === 'at work')
            return log.info('Its workflow run is still at work.');
        if (why === 'cancelled') {
            log.info('Its workflow run was cancelled, and its jobs with it.');
            return await clear(world, github, artifact);
        }
        const release = await claim(world, github, left);
        if (release === undefined)
            return log.info('Another collector is at work on it.');
        try {
            // What was collected between the first look and the claim is not collected twice.
            if (await isCollected(github, left))
                return log.info('It was collected already.');
            const verdict = await finish(inputs, world, cleaner, github, opened, summary);
            if (verdict === 'pending')
                return log.info('Its jobs are still at work; a later visit will finish it.');
            await markCollected(world, left);
            await clear(world, github, artifact);
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
async function finish(inputs, world, cleaner, github, opened, summary) {
    const { manifest, unpacked } = opened;
    const own = worldOfPending(world, opened, summary);
    await world.files.makeDirectory(own.outputDirectory);
    const replay = (0,recorder/* replayInputs */.X)((0,pending_manifest/* relocate */.sU)(manifest, unpacked).inputs, {
        input: (name) => name === 'gemini-api-key' ? inputs.geminiApiKey : name === 'github-token' ? inputs.githubToken : '',
        env: () => undefined,
    });
    const read = await (0,build_inputs/* readInputs */.K)(replay);
    const patience = { kind: 'visit', giveUpAt: Date.parse(manifest.createdAt) + steps_patience/* jobLifeMs */.ku };
    const adjusted = await adjust(read, inputs, own, github);
    const onPrepared = (dataset) => checkRequests(dataset, manifest.requestsDigests);
    return (await (0,main.run)(adjusted, own, cleaner, { patience, onPrepared })).verdict;
}
/** What the collector says comes first. A comment on a pull request that has moved on would speak of an old commit. */
async function adjust(read, { comment, failOn }, own, github) {
    const { context, log } = own;
    const given = { ...read, ...(comment && { comment }), ...(failOn && { failOn }) };
    const number = read.prNumber ?? context.pullRequestNumber;
    if (number === undefined || given.comment === 'off' || context.pullRequest === undefined)
        return given;
    const { headSha } = await github.getPullRequest(number);
    if (headSha === context.sha)
        return given;
    log.info(`Pull request ${number} has a newer commit; there will be no comment on this one.`);
    return { ...given, comment: 'off' };
}
/** Other requests would be other jobs: they would be bought again. */
function checkRequests({ files }, digests) {
    const isSame = files.length === digests.length && files.every((file, index) => file.requestsDigest === digests[index]);
    if (!isSame)
        throw new Error('this version of the action makes other requests of it than the one that left it; re-run its workflow');
}


/***/ })

};
