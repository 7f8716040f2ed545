import assets from 'virtual:assets';
import { assetHeaders } from './headers.ts';

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

/** An answer that is an asset. */
export interface Asset {
  readonly status: 200;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A style sheet, script or picture of ours, or undefined when there is none of that name. */
export function assetNamed(name: string): Asset | undefined {
  if (!Object.hasOwn(assets, name)) return undefined;
  const text = assets[name];
  const contentType = contentTypes[name.slice(name.lastIndexOf('.') + 1)];
  if (text === undefined || contentType === undefined) return undefined;
  return { status: 200, headers: assetHeaders(contentType), body: text };
}

/** An asset as a `data:` address, for a page that is kept as a file. */
export function assetInside(name: string): string {
  const asset = assetNamed(name);
  if (asset === undefined) throw new Error(`no asset ${name}`);
  return `data:${asset.headers['Content-Type'] ?? ''},${encodeURIComponent(asset.body)}`.replace('; ', ';');
}
