// The same bundle as the action's own: it tells by this file's name that it is to collect.
import '../dist/index.js';
