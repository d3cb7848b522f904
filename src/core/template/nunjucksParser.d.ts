// The parser is a module of its own inside nunjucks; its published types leave it out.
declare module 'nunjucks/src/parser.js' {
  const parser: { parse(source: string): unknown };
  export default parser;
}
