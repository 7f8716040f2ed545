// @ts-check
/**
 * Turns the templates of `templates/frame/` into functions of plain JavaScript. Every page begins with them, and waking
 * Handlebars costs a tenth of Node's own start: so it comes with the content, and the frame goes out before. They may use what
 * is below and nothing else; anything else fails the build. What they print is what Handlebars would
 * (`test/unit/web/frame-templates.test.ts`).
 */
import Handlebars from 'handlebars';

/**
 * A function `(view, print) => text` as JavaScript; `print` is `FramePrinting` (`src/web/frame-printing.ts`).
 *
 * @param {string} text the template
 */
export function frameFunction(text) {
  return `(v, print) => ${textOf(Handlebars.parse(text))}`;
}

/** @param {hbs.AST.Program | undefined} program @returns {string} */
function textOf(program) {
  if (program?.blockParams?.length) throw new Error('a block of the frame gives no names');
  const pieces = (program?.body ?? []).map(pieceOf).filter((piece) => piece !== '""');
  return pieces.length === 0 ? '""' : pieces.join(' + ');
}

/** @param {hbs.AST.Statement} statement @returns {string} */
function pieceOf(statement) {
  switch (statement.type) {
    case 'ContentStatement':
      return JSON.stringify(/** @type {hbs.AST.ContentStatement} */ (statement).value);
    case 'CommentStatement':
      return '""';
    case 'MustacheStatement':
      return `print.text(${valueOf(/** @type {hbs.AST.MustacheStatement} */ (statement))})`;
    case 'BlockStatement':
      return blockOf(/** @type {hbs.AST.BlockStatement} */ (statement));
    case 'PartialStatement':
      return partialOf(/** @type {hbs.AST.PartialStatement & { indent: string }} */ (statement));
    default:
      throw new Error(`a template of the frame cannot hold a ${statement.type}`);
  }
}

/** @param {hbs.AST.MustacheStatement} statement */
function valueOf({ path, params, escaped }) {
  if (!escaped) throw new Error('unescaped output is not allowed in templates');
  if (params.length === 0) return expressionOf(path);
  const helper = nameOf(path);
  if (helper !== 'href' && helper !== 'asset') throw new Error(`a template of the frame cannot ask for ${helper}`);
  return `print.${helper}(${params.map(expressionOf).join(', ')})`;
}

/** @param {hbs.AST.BlockStatement} statement */
function blockOf({ path, params, program, inverse }) {
  const name = nameOf(path);
  const [asked] = params;
  if (asked === undefined || params.length > 1) throw new Error(`#${name} takes one value`);
  const value = expressionOf(asked);
  switch (name) {
    case 'if':
      return `(print.has(${value}) ? ${textOf(program)} : ${textOf(inverse)})`;
    case 'unless':
      return `(print.has(${value}) ? ${textOf(inverse)} : ${textOf(program)})`;
    case 'each':
      if (inverse !== undefined) throw new Error('#each has no {{else}} here');
      return `${value}.map((v, at, { length }) => ${textOf(program)}).join("")`;
    default:
      throw new Error(`a template of the frame cannot hold #${name}`);
  }
}

/** A partial sees what its template sees. @param {hbs.AST.PartialStatement & { indent: string }} statement */
function partialOf({ name, params, indent }) {
  if (params.length > 0) throw new Error('a partial of the frame takes no values');
  return `print.partial(${JSON.stringify(nameOf(name))}, v, ${JSON.stringify(indent)})`;
}

/** @param {hbs.AST.Expression} expression */
function expressionOf(expression) {
  if (expression.type === 'StringLiteral') return JSON.stringify(/** @type {hbs.AST.StringLiteral} */ (expression).value);
  const name = nameOf(expression);
  if (name === '@last') return '(at === length - 1)';
  return `v.${name}`;
}

/** @param {hbs.AST.Expression | hbs.AST.SubExpression} expression */
function nameOf(expression) {
  const { original, depth } = /** @type {hbs.AST.PathExpression} */ (expression);
  if (expression.type !== 'PathExpression' || depth > 0 || !/^(?:@last|[a-zA-Z]+(?:[./][a-zA-Z]+)*)$/.test(original))
    throw new Error(`a template of the frame cannot hold ${original}`);
  return original;
}
