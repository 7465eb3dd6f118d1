export const id = 768;
export const ids = [768];
export const modules = {

/***/ 1768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ajv: () => (/* reexport safe */ ajv__WEBPACK_IMPORTED_MODULE_0__.Ajv),
/* harmony export */   Ajv2020: () => (/* reexport safe */ ajv_dist_2020_js__WEBPACK_IMPORTED_MODULE_1__.Ajv2020)
/* harmony export */ });
/* harmony import */ var ajv__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42463);
/* harmony import */ var ajv_dist_2020_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(52210);
// A module of its own, because the bundler gives import() of these CommonJS modules nothing but a default export.




/***/ })

};
