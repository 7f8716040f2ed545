export const panelNames = ['cpanel', 'plesk', 'standalone'] as const;
export type PanelName = (typeof panelNames)[number];
