import { assetPath } from './asset-links.ts';

/** What a host puts around our part of a page, and where it keeps our assets. */
export interface Chrome {
  /** A whole document; false for `<div class="active-connections">…</div>` alone, to stand inside a panel's own page. */
  readonly whole: boolean;
  /** False for a page that is kept as a file: then there is no script that would ask for news. */
  readonly live: boolean;
  /** Address of a style sheet, script or picture, by its name in `templates/assets/`. */
  readonly asset: (name: string) => string;
  /** The way back to the panel, for a page that stands outside of it; null where there is none, or the panel shows it. */
  readonly home: { readonly href: string; readonly text: string } | null;
}

/** Our own document, with the assets beside it. */
export const ownDocument: Chrome = { whole: true, live: true, asset: (name) => `assets/${assetPath(name)}`, home: null };
