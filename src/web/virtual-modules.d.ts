/** Modules that `build/templates.mjs` makes out of `templates/`. */

declare module 'virtual:templates' {
  /** Precompiled templates by their path below `templates/`, without `.hbs`. */
  const templates: Readonly<Record<string, TemplateSpecification>>;
  export default templates;
}

declare module 'virtual:assets' {
  /** Files of `templates/assets/` by name: their text and a short hash of it. */
  const assets: Readonly<Record<string, { readonly text: string; readonly hash: string }>>;
  export default assets;
}
