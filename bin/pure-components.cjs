// A loader of next.config.ts for React Flow, which ships as one file: components that are made by a call at its top stay in a
// bundle although nobody uses them (controls, resizing), unless the call is marked as one that does nothing else.
module.exports = (source) =>
  source.replace(/ = (memo|forwardRef|fixedForwardRef|createContext)\(/g, ' = /*#__PURE__*/ $1(');
