// A loader of next.config.ts. React Flow and d3-interpolate each ship as one file: what is made by a call at its top stays
// in a bundle although nobody uses it (controls, resizing, interpolators of colours), unless the call is marked as one that
// does nothing else.
module.exports = (source) =>
  source
    .replace(/ = (memo|forwardRef|fixedForwardRef|createContext)\(/g, ' = /*#__PURE__*/ $1(')
    // Only calls at the start of a line are at the top of d3's files.
    .replace(
      /^var (\w+) = (rgbSpline|interpolateTransform|hsl|hcl|cubehelix)\(/gm,
      'var $1 = /*#__PURE__*/ $2(',
    )
    .replace(/^var (rgb|zoom) = \(function/gm, 'var $1 = /*#__PURE__*/ (function');
