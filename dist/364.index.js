export const id = 364;
export const ids = [364];
export const modules = {

/***/ 30364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cleanUpAfter: () => (/* binding */ cleanUpAfter)
/* harmony export */ });
/* harmony import */ var _cancel_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73696);
/* harmony import */ var _jobs_and_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69208);


/**
 * The post step: finishes what the main step could not, and says whether no job is at work that nobody waits for. The service is
 * only made when there is something to do.
 */
async function cleanUpAfter(state, openGemini, clock, log) {
    const { files, jobs, creates, uploads, phase } = state;
    const isKnown = [files, jobs, creates, uploads].some(({ length }) => length > 0);
    if (phase === 'left' || (!isKnown && (0,_cancel_js__WEBPACK_IMPORTED_MODULE_0__/* .earlierOwner */ .eP)(state) === undefined)) {
        log.info('Nothing to clean up.');
        return true;
    }
    const gemini = await openGemini();
    if (phase !== 'working')
        return (0,_cancel_js__WEBPACK_IMPORTED_MODULE_0__/* .cancelAll */ ._X)(gemini, clock, log, state);
    if (jobs.length + creates.length > 0) {
        const which = [...jobs, ...(creates.length > 0 ? [`${creates.length} of which nothing is known`] : [])].join(', ');
        log.info(`The run ended early. Its jobs go on: re-run the workflow to take them over, or let collect/ finish it (${which}).`);
        // A job that does not show yet may read any of the files.
        if (creates.length > 0)
            return true;
    }
    await (0,_jobs_and_files_js__WEBPACK_IMPORTED_MODULE_1__/* .deleteUploads */ .Cq)(gemini, log, (0,_cancel_js__WEBPACK_IMPORTED_MODULE_0__/* .unite */ ._f)(files, await (0,_cancel_js__WEBPACK_IMPORTED_MODULE_0__/* .findLostUploads */ .gg)(gemini, log, state)));
    return true;
}


/***/ })

};
