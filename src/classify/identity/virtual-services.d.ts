/** The files of `services/`, one after the other: `build/services.mjs` joins them. */
declare module 'virtual:services' {
  const text: string;
  export default text;
}
