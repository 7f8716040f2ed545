import assets from 'virtual:assets';
import { assetHeaders } from './headers.ts';
import type { WebResponse } from './request.ts';

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

/** A style sheet, script or picture of ours, or undefined when there is none of that name. */
export function assetNamed(name: string): WebResponse | undefined {
  if (!Object.hasOwn(assets, name)) return undefined;
  const asset = assets[name];
  const contentType = contentTypes[name.slice(name.lastIndexOf('.') + 1)];
  if (asset === undefined || contentType === undefined) return undefined;
  return { status: 200, headers: assetHeaders(contentType), body: asset.text };
}

/** Address of an asset, relative to the page. It carries the hash of the content, so that a new version is fetched at once. */
export const assetLink = (name: string): string => `assets/${name}?v=${assets[name]?.hash ?? ''}`;
