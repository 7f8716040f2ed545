import hashes from 'virtual:asset-hashes';

/** Name of an asset with the hash of its content, so that a browser fetches a new version at once: `app.css?v=0123456789ab`. */
export const assetPath = (name: string): string => `${name}?v=${hashes[name] ?? ''}`;
