/** Modules that `build/templates.mjs` makes out of `templates/`. */

declare module 'virtual:templates' {
  /** Precompiled templates by their path below `templates/`, without `.hbs`, but for those of `frame/`. */
  const templates: Readonly<Record<string, TemplateSpecification>>;
  export default templates;
}

declare module 'virtual:frame-templates' {
  import type { FrameTemplate } from './frame-printing.ts';

  /** Those of `templates/frame/`, under the same kind of name: `frame/head`. */
  const templates: Readonly<Record<string, FrameTemplate>>;
  export default templates;
}

declare module 'virtual:assets' {
  /** Texts of `templates/assets/` by file name. */
  const assets: Readonly<Record<string, string>>;
  export default assets;
}

declare module 'virtual:asset-hashes' {
  /** A short hash of each asset's text, by file name. */
  const hashes: Readonly<Record<string, string>>;
  export default hashes;
}
