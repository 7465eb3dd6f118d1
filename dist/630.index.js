export const id = 630;
export const ids = [630];
export const modules = {

/***/ 14630:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createArtifactStore: () => (/* binding */ createArtifactStore)
/* harmony export */ });
/* harmony import */ var _actions_artifact__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67220);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);


/** The workflow's artifacts through @actions/artifact. */
function createArtifactStore(options) {
    const client = new _actions_artifact__WEBPACK_IMPORTED_MODULE_0__/* .DefaultArtifactClient */ .t9();
    /** Names that another evaluation of this workflow run has. */
    const taken = new Set();
    return {
        upload: ({ name, root, files, retentionDays, isCompressed = false, spareName }) => translate(`upload the artifact ${name}`, async (action) => {
            const upload = (as) => client.uploadArtifact(as, [...files], root, {
                ...(retentionDays !== undefined && { retentionDays }),
                ...(isCompressed && { compressionLevel: 0 }),
            });
            const slot = { client, upload, options };
            const uploaded = spareName === undefined || options.attempt === 1
                ? await replace(slot, name)
                : await putBeside(slot, name, spareName);
            if (typeof uploaded === 'string') {
                taken.add(name);
                throw nameTaken(action);
            }
            const { id } = uploaded;
            if (id === undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ServiceError */ ._7('the service gave no id', { action });
            return { id, url: `${options.serverUrl}/${options.repository}/actions/runs/${options.runId}/artifacts/${id}` };
        }),
        delete: (name) => translate(`delete the artifact ${name}`, async () => {
            if (taken.has(name))
                return;
            // Each attempt may have one of the name, of which the newest is deleted first.
            for (let left = options.attempt; left > 0 && (await remove(client, name)); left--)
                ;
        }),
    };
}
async function put({ client, upload, options }, name) {
    try {
        return await upload(name);
    }
    catch (error) {
        const there = isFinalizing(error) || isNameTaken(error) ? await find(client, name) : undefined;
        // The name was ours already, so it is our own: only the answer was lost.
        if (isFinalizing(error) && there !== undefined)
            return there;
        if (!isNameTaken(error))
            throw error;
        if (there === undefined)
            return 'held';
        return (await isOfThisAttempt(there, options)) ? 'taken' : 'older';
    }
}
/** Artifacts cannot be changed: that of an earlier attempt makes way. */
async function replace(slot, name) {
    const first = await put(slot, name);
    if (typeof first !== 'string' || first === 'taken')
        return first;
    await remove(slot.client, name);
    return put(slot, name);
}
/** The same under one of two names: what an earlier attempt has left stays until its successor is there. */
async function putBeside(slot, name, spareName) {
    const { client, options } = slot;
    const orders = [
        [name, spareName],
        [spareName, name],
    ];
    for (const act of [put, replace]) {
        for (const [one, other] of orders) {
            const uploaded = await act(slot, one);
            if (uploaded === 'taken')
                return uploaded;
            if (typeof uploaded === 'string')
                continue;
            const older = await find(client, other);
            if (older !== undefined && !(await isOfThisAttempt(older, options)))
                await remove(client, other);
            return uploaded;
        }
    }
    return 'held';
}
async function translate(action, call) {
    try {
        return await call(action);
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ServiceError */ ._7)
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ServiceError */ ._7(error instanceof Error ? error.message : String(error), {
            action,
            cause: error,
            ...hintFor(error),
        });
    }
}
/** Says whether there was one. The client looks for the artifact and then deletes it: both may find that it is not there. */
async function remove(client, name) {
    try {
        await client.deleteArtifact(name);
        return true;
    }
    catch (error) {
        if (error instanceof _actions_artifact__WEBPACK_IMPORTED_MODULE_0__/* .ArtifactNotFoundError */ .CL || isMissing(error))
            return false;
        throw error;
    }
}
/** The service's clocks need not agree to the second. */
const clockSkewMs = 1000;
async function isOfThisAttempt({ createdAt }, { attempt, startOfAttempt }) {
    if (attempt === 1)
        return true;
    const start = Date.parse((await startOfAttempt?.()) ?? '');
    return createdAt !== undefined && createdAt.getTime() > start + clockSkewMs;
}
/** The artifact of this name in this workflow run; one that is still being uploaded does not show. */
async function find(client, name) {
    try {
        return (await client.getArtifact(name)).artifact;
    }
    catch (error) {
        if (error instanceof _actions_artifact__WEBPACK_IMPORTED_MODULE_0__/* .ArtifactNotFoundError */ .CL)
            return undefined;
        throw error;
    }
}
function nameTaken(action) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ServiceError */ ._7('another evaluation of this workflow run has an artifact of this name', {
        action,
        status: 409,
        hint: 'Give each evaluation a name, or an artifact-name, of its own.',
    });
}
function isFinalizing(error) {
    return error instanceof Error && error.message.startsWith('Failed to FinalizeArtifact');
}
function isNameTaken(error) {
    return error instanceof Error && /\b409\b|already exists/i.test(error.message);
}
function isMissing(error) {
    return error instanceof Error && /^Failed to DeleteArtifact: .*\(404\)/.test(error.message);
}
function hintFor(error) {
    if (error.name === 'GHESNotSupportedError')
        return { hint: 'GitHub Enterprise Server has no such artifacts; set upload-artifacts: false.' };
    return {};
}


/***/ })

};
