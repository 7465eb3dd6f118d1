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
    return {
        async upload({ name, root, files, retentionDays }) {
            const action = `upload the artifact ${name}`;
            try {
                const upload = () => client.uploadArtifact(name, [...files], root, retentionDays === undefined ? {} : { retentionDays });
                const { id } = await upload().catch(async (error) => {
                    if (!isNameTaken(error))
                        throw error;
                    // Artifacts cannot be changed: that of an earlier attempt makes way.
                    await client.deleteArtifact(name).catch((failure) => {
                        if (!(failure instanceof _actions_artifact__WEBPACK_IMPORTED_MODULE_0__/* .ArtifactNotFoundError */ .CL))
                            throw failure;
                    });
                    return upload();
                });
                if (id === undefined)
                    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ServiceError */ ._7('the service gave no id', { action });
                return { id, url: `${options.serverUrl}/${options.repository}/actions/runs/${options.runId}/artifacts/${id}` };
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
        },
    };
}
function isNameTaken(error) {
    return error instanceof Error && /\b409\b|already exists/i.test(error.message);
}
function hintFor(error) {
    if (error.name === 'GHESNotSupportedError')
        return { hint: 'GitHub Enterprise Server has no such artifacts; set upload-artifacts: false.' };
    return {};
}


/***/ })

};
